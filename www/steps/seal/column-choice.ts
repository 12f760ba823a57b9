import { html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { styles } from "../../styles.js";
import { sealing } from "../../words/en-seal.js";
import { inputOf } from "../step.js";
import type { Reader } from "./reader.js";

const copy = sealing.seal;
/** More columns than this are named in lines, not ticked one by one. */
const MOST_TICKED = 40;

/** The columns that each reader gets, by the reader's id; without an entry all. */
export type Choice = ReadonlyMap<string, ReadonlySet<number>>;

/** Which reader gets which columns: a table of boxes, or names in lines where there are many. */
@customElement("lazaret-column-choice")
export class ColumnChoice extends LitElement {
  static override styles = [styles];

  @property({ attribute: false }) accessor columns: readonly string[] = [];
  @property({ attribute: false }) accessor readers: readonly Reader[] = [];
  @property({ attribute: false }) accessor choice: Choice = new Map();

  protected override render() {
    const few = this.columns.length <= MOST_TICKED;
    return html`<fieldset class="stack tight">
      <legend>${copy.which}</legend>
      ${few ? this.#boxes() : this.readers.map((reader) => this.#lines(reader))}
    </fieldset>`;
  }

  #boxes() {
    return html`<div class="scroll tall" tabindex="0" role="region" aria-label=${copy.which}>
      <table>
        <thead>
          <tr>
            <th scope="col">${copy.column}</th>
            ${this.readers.map(({ name }) => html`<th scope="col">${name}</th>`)}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">${copy.all}</th>
            ${this.readers.map((reader) =>
              this.#box(copy.cell(copy.all, reader.name), !this.choice.has(reader.id), (all) =>
                this.#choose(reader.id, all ? undefined : new Set()),
              ),
            )}
          </tr>
          ${this.columns.map(
            (column, place) => html`<tr>
              <th scope="row">${column}</th>
              ${this.readers.map((reader) =>
                this.#box(copy.cell(column, reader.name), this.#has(reader.id, place), (given) =>
                  this.#give(reader.id, place, given),
                ),
              )}
            </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }

  #box(label: string, checked: boolean, set: (checked: boolean) => void) {
    return html`<td>
      <input type="checkbox" aria-label=${label} .checked=${checked}
        @change=${(event: Event) => set(inputOf(event).checked)} />
    </td>`;
  }

  #lines({ id, name }: Reader) {
    const some = this.choice.get(id);
    const named = some && [...some].map((place) => this.columns[place]).join("\n");
    return html`<label class="inline">
        <input type="checkbox" .checked=${some === undefined} @change=${(event: Event) =>
          this.#choose(id, inputOf(event).checked ? undefined : new Set())} />
        <span>${copy.cell(copy.all, name)}</span>
      </label>
      ${
        some
          ? html`<label>
              <span>${copy.listed(name)}</span>
              <textarea rows="5" cols="32" spellcheck="false" .value=${named ?? ""} @change=${(
                event: Event,
              ) => this.#name(id, inputOf(event).value)}></textarea>
            </label>`
          : nothing
      }`;
  }

  #has(id: string, place: number): boolean {
    return this.choice.get(id)?.has(place) ?? true;
  }

  #give(id: string, place: number, given: boolean): void {
    const all = this.columns.map((_, at) => at);
    const some = new Set(this.choice.get(id) ?? all);
    if (given) some.add(place);
    else some.delete(place);
    this.#choose(id, some.size === all.length ? undefined : some);
  }

  #name(id: string, text: string): void {
    const names = text.split("\n").map((line) => line.trim());
    const places = this.columns.flatMap((column, place) => (names.includes(column) ? [place] : []));
    this.#choose(id, new Set(places));
  }

  #choose(id: string, some: ReadonlySet<number> | undefined): void {
    const choice = new Map(this.choice);
    if (some) choice.set(id, some);
    else choice.delete(id);
    this.choice = choice;
    this.dispatchEvent(new CustomEvent("chosen", { detail: choice }));
  }
}
