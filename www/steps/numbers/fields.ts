import { html, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { ColumnRule } from "../../generated/lazaret.js";
import { words } from "../../words/en.js";
import { inputOf, Step } from "../step.js";
import "./declaration.js";
import { type Draft, declaredOf, isNumeric } from "./draft.js";
import { columnField, numberField, textField } from "./inputs.js";

const copy = words.numbers.fields;
type Slot = "column" | "by";

/** What a question of the chosen form must be told, and nothing else. */
@customElement("lazaret-question-fields")
export class QuestionFields extends Step {
  @property({ attribute: false }) accessor draft!: Draft;
  @property({ attribute: false }) accessor change: (change: Partial<Draft>) => void = () => {};

  protected override render() {
    return html`<div class="stack">${this.#fields()}</div>`;
  }

  #fields(): TemplateResult | typeof nothing {
    const { draft } = this;
    switch (draft.form) {
      case "count":
        return nothing;
      case "prevalence":
        return html`<div class="row">${this.#column("column", copy.column)} ${this.#value(copy.value)}</div>`;
      case "mean":
        return html`${this.#bounded("column", copy.column)}
          <div class="stack tight">
            ${numberField(copy.publicRows, draft.publicRows, (publicRows) => this.change({ publicRows }))}
            <p class="soft small">${copy.publicRowsHint}</p>
          </div>`;
      case "sum":
      case "moments":
        return this.#bounded("column", copy.column);
      case "extremes":
        return html`${why(copy.extremesWhy)} ${this.#bounded("column", copy.column)}`;
      case "quantiles":
        return html`${this.#bounded("column", copy.column)}
          <div class="stack tight">
            ${textField(copy.probabilities, draft.probabilities, (probabilities) => this.change({ probabilities }))}
            <p class="soft small">${copy.probabilitiesHint}</p>
          </div>`;
      case "bounds":
        return html`${why(copy.boundsWhy)} ${this.#column("column", copy.column, true)}`;
      case "histogram":
        return this.#counted("column", copy.column);
      case "contingency":
        return html`${this.#counted("column", copy.column)} ${this.#counted("by", copy.across)}`;
      case "groups":
        return html`${this.#bounded("column", copy.column)} ${this.#counted("by", copy.groupsOf)}`;
      case "covariance":
        return this.#several(copy.several, "bounds");
      case "linear-regression":
        return html`${this.#bounded("column", copy.explained)} ${this.#several(copy.explaining, "bounds")}`;
      case "logistic-regression":
        return html`<div class="row">
            ${this.#column("column", copy.explained)} ${this.#value(copy.value)}
          </div>
          ${this.#several(copy.explaining, "bounds")}`;
      case "survival":
        return this.#survival();
      case "categories":
        return html`${why(copy.occurWhy)} ${this.#column("column", copy.column)}`;
      case "synthetic":
        return html`${why(copy.inventedWhy)} ${this.#several(copy.several, "bins")}
          ${numberField(copy.made, draft.rows, (rows) => this.change({ rows }))}`;
    }
  }

  #survival() {
    const { until, periods } = this.draft;
    return html`<div class="row">
        ${this.#column("column", copy.time, true)}
        ${numberField(copy.until, until, (until) => this.change({ until }))}
        ${numberField(copy.periods, periods, (periods) => this.change({ periods: periods ?? 1 }))}
      </div>
      <div class="row">${this.#column("by", copy.event)} ${this.#value(copy.occurred)}</div>`;
  }

  /** The columns that may be asked about. */
  #columns(numeric: boolean): ColumnRule[] {
    const all = this.state.recipe?.columns ?? [];
    return all.filter((rule) => rule.role !== "identifier" && (!numeric || isNumeric(rule)));
  }

  #column(slot: Slot, label: string, numeric = false) {
    return columnField(label, this.#columns(numeric), this.draft[slot], (name) =>
      this.change({ [slot]: name }),
    );
  }

  #value(label: string) {
    return textField(label, this.draft.value, (value) => this.change({ value }));
  }

  #bounded(slot: Slot, label: string) {
    return html`<div class="stack tight">
      ${this.#column(slot, label, true)} ${this.#declaration(this.draft[slot], "bounds")}
    </div>`;
  }

  #counted(slot: Slot, label: string) {
    return html`<div class="stack tight">
      ${this.#column(slot, label)} ${this.#declaration(this.draft[slot], "bins")}
    </div>`;
  }

  #several(label: string, needs: "bounds" | "bins") {
    const { several } = this.draft;
    // What is explained does not explain itself.
    const explained =
      needs === "bounds" && this.draft.form !== "covariance" ? this.draft.column : "";
    const columns = this.#columns(needs === "bounds").filter(({ name }) => name !== explained);
    const chosen = columns.filter(({ name }) => several.includes(name));
    const toggle = (name: string) => (event: Event) => {
      const others = several.filter((one) => one !== name);
      this.change({ several: inputOf(event).checked ? [...others, name] : others });
    };
    return html`<fieldset>
        <legend>${label}</legend>
        <div class="row middle">
          ${columns.map(
            ({ name }) => html`<label class="inline">
              <input type="checkbox" .checked=${several.includes(name)} @change=${toggle(name)} />
              <span>${name}</span>
            </label>`,
          )}
        </div>
      </fieldset>
      ${chosen.map(({ name }) => this.#declaration(name, needs, true))}`;
  }

  #declaration(name: string, needs: "bounds" | "bins", titled = false) {
    const rule = this.#columns(false).find((rule) => rule.name === name);
    if (!rule || (needs === "bounds" && !isNumeric(rule))) return nothing;
    const { draft } = this;
    return html`<lazaret-declaration
      .state=${this.state}
      .rule=${rule}
      .declared=${declaredOf(draft, name)}
      needs=${needs}
      ?titled=${titled}
      .change=${(declared: Draft["declared"][string]) =>
        this.change({ declared: { ...draft.declared, [name]: declared } })}
      .askBounds=${needs === "bounds" ? () => this.change({ form: "bounds", column: name }) : undefined}
    ></lazaret-declaration>`;
  }
}

function why(sentence: string) {
  return html`<p class="box">${sentence}</p>`;
}
