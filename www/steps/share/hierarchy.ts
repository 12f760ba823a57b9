import { css, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { CANCELLED, type Failure, toFailure } from "../../failure.js";
import { number } from "../../format.js";
import type { ColumnRule, HeightPreview, HierarchyPreview } from "../../generated/lazaret.js";
import { fileNames, save } from "../../save.js";
import { words } from "../../words/en.js";
import { inputOf, refusal, Step } from "../step.js";
import "./hierarchy-rule.js";
import { type HierarchyKind, initial, suiting } from "./hierarchy-kinds.js";

const copy = words.share.hierarchies;
const SHOWN = 5;

/** How one column grows coarser: how its steps are built, what they give, and its file. */
@customElement("lazaret-hierarchy")
export class HierarchyEditor extends Step {
  static override styles = [
    ...Step.styles,
    css`
      .number { inline-size: 1%; white-space: nowrap; }
      thead th { white-space: normal; }
      td:last-child { overflow-wrap: anywhere; }
    `,
  ];

  @property() accessor column = "";
  @state() private accessor preview: HierarchyPreview | undefined;
  @state() private accessor failure: Failure | undefined;
  #previewed: ColumnRule | undefined;

  protected override willUpdate(): void {
    const rule = this.state.rule(this.column);
    if (!rule || rule === this.#previewed) return;
    this.#previewed = rule;
    void this.#attempt(async () => {
      const preview = await this.state.previewHierarchy(rule);
      if (this.#previewed === rule) this.preview = preview;
    });
  }

  protected override render() {
    const rule = this.state.rule(this.column);
    if (!rule) return nothing;
    return html`<div class="stack tight" role="group" aria-label=${`${copy.title}: ${rule.name}`}>
      ${this.#kind(rule)}
      ${
        rule.hierarchy
          ? html`<lazaret-hierarchy-rule .state=${this.state} .column=${this.column}></lazaret-hierarchy-rule>`
          : nothing
      }
      ${this.failure ? refusal(this.failure) : this.#steps(rule.name)}
      <div class="row no-print">
        <button type="button" @click=${() => this.#save(rule)}>${copy.save}</button>
        <label>
          <span>${copy.load}</span>
          <input type="file" accept=".csv,text/csv" @change=${(event: Event) => this.#load(rule, event)} />
        </label>
      </div>
    </div>`;
  }

  #kind(rule: ColumnRule) {
    const { hierarchy } = rule;
    const suggested = hierarchy ? undefined : this.preview?.rule;
    const set = (event: Event) => {
      const kind = inputOf(event).value as HierarchyKind | "";
      this.state.setHierarchy(
        rule.name,
        kind === "" ? undefined : initial(kind, rule, this.preview),
      );
    };
    return html`<label>
      <span>${copy.built}</span>
      <select @change=${set}>
        <option value="" ?selected=${!hierarchy}>
          ${suggested ? copy.suggested(suggested.kind) : copy.asSuggested}
        </option>
        ${suiting(rule).map(
          (kind) =>
            html`<option value=${kind} ?selected=${kind === hierarchy?.kind}>${copy.kinds[kind]}</option>`,
        )}
      </select>
    </label>`;
  }

  #steps(name: string) {
    const { preview } = this;
    if (!preview) return nothing;
    const label = `${copy.preview}: ${name}`;
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${label}>
      <table>
        <thead>
          <tr>
            <th scope="col" class="number">${copy.step}</th>
            <th scope="col" class="number">${copy.labels}</th>
            <th scope="col">${copy.examples}</th>
          </tr>
        </thead>
        <tbody>${preview.heights.map((height, step) => this.#step(height, step))}</tbody>
      </table>
    </div>`;
  }

  #step({ labels, examples }: HeightPreview, step: number) {
    const shown = examples.slice(0, SHOWN).map(({ text, rows }) => copy.values(text, rows));
    const more = labels - shown.length;
    return html`<tr>
      <td class="number">${step}</td>
      <td class="number">${number(labels)}</td>
      <td>${shown.join(" · ")}${more > 0 ? ` ${words.more(more)}` : nothing}</td>
    </tr>`;
  }

  #save(rule: ColumnRule): Promise<void> {
    return this.#attempt(async () =>
      save(await this.state.hierarchyCsv(rule), fileNames.hierarchy),
    );
  }

  async #load(rule: ColumnRule, event: Event): Promise<void> {
    const input = inputOf(event);
    const [file] = input.files ?? [];
    if (file) await this.#attempt(() => this.state.useHierarchy(rule, file));
    input.value = "";
  }

  async #attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
      this.failure = undefined;
    } catch (thrown) {
      const failure = toFailure(thrown);
      // A table that is gone took this column along.
      if (failure.kind !== CANCELLED) this.failure = failure;
    }
  }
}
