import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { ColumnRule, Group } from "../../generated/lazaret.js";
import { words } from "../../words/en.js";
import { inputOf, Step } from "../step.js";
import { countsValues, type Declared, isDate, isNumeric } from "./draft.js";
import { dateField, linesField, numberField } from "./inputs.js";
import { PRESETS, type Preset, presetsFor } from "./presets.js";

const copy = words.numbers;

/**
 * What a question must be told about a column: its bounds, or what its values are counted
 * by. Typed or taken from common knowledge, never prefilled from the table: what was
 * looked up would itself be a release.
 */
@customElement("lazaret-declaration")
export class Declaration extends Step {
  @property({ attribute: false }) accessor rule!: ColumnRule;
  @property({ attribute: false }) accessor declared!: Declared;
  /** Whether its bounds are needed, or the bins that its values are counted by. */
  @property() accessor needs: "bounds" | "bins" = "bounds";
  /** Whether the column is named: where there are several. */
  @property({ type: Boolean }) accessor titled = false;
  @property({ attribute: false }) accessor change: (declared: Declared) => void = () => {};
  /** Asks the table for bounds, where that can be done from here. */
  @property({ attribute: false }) accessor askBounds: (() => void) | undefined;

  @state() private accessor chosen: Preset | undefined;

  protected override render() {
    const { rule, declared } = this;
    const counted = this.needs === "bins" && countsValues(rule, declared);
    return html`<div class="stack tight">
      ${this.titled ? html`<strong>${rule.name}</strong>` : nothing}
      ${counted ? this.#values() : isDate(rule) ? this.#periods() : this.#bounds()}
    </div>`;
  }

  #set(change: Partial<Declared>): void {
    this.change({ ...this.declared, ...change });
  }

  /** Intervals or single values, where both are possible. */
  #cut() {
    const { cut } = this.declared;
    const { rule } = this;
    if (this.needs !== "bins" || !(isNumeric(rule) || isDate(rule))) return nothing;
    return html`<label>
      <span>${copy.bins.cut}</span>
      <select @change=${(event: Event) => this.#set({ cut: inputOf(event).value as Declared["cut"] })}>
        ${(["intervals", "values"] as const).map(
          (one) =>
            html`<option value=${one} .selected=${one === cut}>${copy.bins.cuts[one]}</option>`,
        )}
      </select>
    </label>`;
  }

  #periods() {
    const { since, before, months } = this.declared;
    return html`<div class="row">
        ${this.#cut()} ${dateField(copy.bins.since, since, (since) => this.#set({ since }))}
        ${dateField(copy.bins.before, before, (before) => this.#set({ before }))}
        ${numberField(copy.bins.months, months, (months) => this.#set({ months: months ?? 12 }))}
      </div>
      <p class="soft small">${copy.bins.periodsHint}</p>`;
  }

  #bounds(): TemplateResult {
    const { lower, upper, step, intervals } = this.declared;
    return html`<div class="row">
        ${this.#cut()} ${numberField(copy.bounds.lower, lower, (lower) => this.#set({ lower }))}
        ${numberField(copy.bounds.upper, upper, (upper) => this.#set({ upper }))}
        ${
          this.needs === "bins"
            ? numberField(copy.bins.intervals, intervals, (intervals) =>
                this.#set({ intervals: intervals ?? 1 }),
              )
            : numberField(copy.bounds.step, step, (step) => this.#set({ step }))
        }
      </div>
      ${this.#presets()}
      <p class="soft small">${copy.bounds.hint}</p>`;
  }

  #presets() {
    const likely = presetsFor(this.rule.name);
    return html`<div class="row">
      ${likely.map(
        (preset) =>
          html`<button type="button" @click=${() => this.#use(preset)}>${nameOf(preset)}</button>`,
      )}
      ${likely.length === 0 ? this.#allPresets() : nothing}
      ${
        this.askBounds
          ? html`<button type="button" class="quiet" @click=${this.askBounds}>${copy.bounds.ask}</button>`
          : nothing
      }
    </div>`;
  }

  #allPresets() {
    return html`<label>
      <span>${copy.bounds.others}</span>
      <select
        @change=${(event: Event) => {
          const preset = PRESETS[Number(inputOf(event).value)];
          if (preset) this.#use(preset);
        }}
      >
        <option value="">${copy.bounds.choose}</option>
        ${PRESETS.map(
          (preset, index) =>
            html`<option value=${index} .selected=${preset === this.chosen}>${nameOf(preset)}</option>`,
        )}
      </select>
    </label>`;
  }

  #use(preset: Preset): void {
    this.chosen = preset;
    const { lower, upper, step } = preset;
    this.#set({ lower, upper, step });
  }

  #values() {
    const { categories, other } = this.declared;
    const published = publicValues(this.rule);
    const use = (values: readonly string[]) => () => this.#set({ categories: values.join("\n") });
    return html`${this.#cut()} ${linesField(copy.bins.categories, categories, (categories) => this.#set({ categories }))}
      <div class="row">
        ${
          published.length > 0
            ? html`<button type="button" @click=${use(published)}>${copy.bins.declared}</button>`
            : copy.bins.usuals.map(
                (values) =>
                  html`<button type="button" @click=${use(values)}>${copy.bins.usual(values)}</button>`,
              )
        }
      </div>
      <p class="soft small">${copy.bins.hint}</p>
      <label class="inline">
        <input
          type="checkbox"
          .checked=${other}
          @change=${(event: Event) => this.#set({ other: inputOf(event).checked })}
        />
        <span>${copy.bins.other}</span>
      </label>`;
  }
}

function nameOf({ name, unit, lower, upper }: Preset): string {
  return copy.bounds.preset(name, unit, lower, upper);
}

/** The values that the recipe itself names, in the column's hierarchy or order. */
function publicValues({ hierarchy, order }: ColumnRule): string[] {
  if (order) return order;
  if (hierarchy?.kind === "tree") return hierarchy.groups.flatMap(valuesIn);
  if (hierarchy?.kind === "table") return hierarchy.lines.flatMap(([value]) => value ?? []);
  return [];
}

function valuesIn({ groups = [], values = [] }: Group): string[] {
  return [...values, ...groups.flatMap(valuesIn)];
}
