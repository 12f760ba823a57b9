import { css, html, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import type { Asked, ColumnRule } from "../generated/lazaret.js";
import { words } from "../words/en.js";
import { inputOf, Step, typedNumber } from "./step.js";

const copy = words.numbers;
type Question = keyof typeof copy.questions;

/** Ages are public knowledge: no living person's falls outside. */
const AGES = { lower: 0, upper: 110 };
const AGE_HEADING = /(^|[^a-z])(age|alter|âge|edad|età)([^a-z]|$)/i;
const ESTIMATE_DELAY_MS = 200;

interface Draft {
  question: Question;
  column: string;
  lower?: number | undefined;
  upper?: number | undefined;
  step?: number | undefined;
  bins: number;
  categories: string;
  other: boolean;
  value: string;
  epsilon: number;
}

/**
 * Builds one question. Its bounds and categories are typed by the user and never
 * prefilled from the table: what was looked up would itself be a release.
 */
@customElement("lazaret-question")
export class QuestionForm extends Step {
  static override styles = [
    ...Step.styles,
    css`
      /* Room for its longest sentence, so that the button below stays where it is. */
      :host { container-type: inline-size; }
      .estimate { min-block-size: calc(2lh + 1.8rem); }
      @container (max-width: 30rem) { .estimate { min-block-size: calc(4lh + 1.8rem); } }
    `,
  ];

  @state() private accessor draft: Draft = {
    question: "count",
    column: "",
    bins: 10,
    categories: "",
    other: true,
    value: "",
    epsilon: 0.1,
  };
  @state() private accessor approximateRows = 1000;
  @state() private accessor expected: number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#estimate();
  }

  protected override render() {
    const { draft } = this;
    const asked = toAsked(draft, this.#rule());
    const left = this.state.budget?.left ?? 0;
    const tooMuch = draft.epsilon > left;
    return html`<form class="stack" @submit=${(event: Event) => this.#submit(event, asked)}>
      <div class="row">
        <label>
          <span>${copy.question}</span>
          <select @change=${(event: Event) => this.#change({ question: inputOf(event).value as Question })}>
            ${Object.entries(copy.questions).map(
              ([value, name]) =>
                html`<option value=${value} .selected=${value === draft.question}>${name}</option>`,
            )}
          </select>
        </label>
        ${draft.question === "count" ? nothing : this.#column()}
      </div>
      ${this.#details()}
      <div class="row">
        ${this.#number(copy.epsilon, draft.epsilon, (epsilon) => this.#change({ epsilon: epsilon ?? 0 }))}
        ${this.#number(copy.approximate, this.approximateRows, (rows) => {
          this.approximateRows = rows ?? 0;
          this.#estimate();
        })}
      </div>
      <p class="box estimate" role="status">
        ${
          tooMuch
            ? copy.tooMuch(left)
            : this.expected === undefined
              ? copy.expectedMissing
              : copy.expected(this.expected, this.approximateRows)
        }
      </p>
      <div>
        <button
          type="submit"
          class="primary"
          ?disabled=${asked === undefined || tooMuch || this.state.busy.has("numbers")}
        >
          ${copy.ask}
        </button>
      </div>
    </form>`;
  }

  #rule(): ColumnRule | undefined {
    return this.state.rule(this.draft.column);
  }

  #column() {
    const numeric = this.draft.question === "mean";
    const columns = (this.state.recipe?.columns ?? []).filter(
      (rule) => rule.role !== "identifier" && (!numeric || isNumeric(rule)),
    );
    return html`<label>
      <span>${copy.column}</span>
      <select required @change=${(event: Event) => this.#change({ column: inputOf(event).value })}>
        <option value="">${copy.chooseColumn}</option>
        ${columns.map(
          ({ name }) =>
            html`<option value=${name} .selected=${name === this.draft.column}>${name}</option>`,
        )}
      </select>
    </label>`;
  }

  #details() {
    const { draft } = this;
    const rule = this.#rule();
    if (!rule || draft.question === "count") return nothing;
    if (draft.question === "prevalence") {
      return html`<label>
        <span>${copy.value}</span>
        <input .value=${draft.value} @input=${(event: Event) => this.#change({ value: inputOf(event).value })} />
      </label>`;
    }
    if (draft.question === "histogram" && !isNumeric(rule)) return this.#categories();
    return html`<div class="stack tight">
      <div class="row">
        ${this.#number(copy.lower, draft.lower, (lower) => this.#change({ lower }))}
        ${this.#number(copy.upper, draft.upper, (upper) => this.#change({ upper }))}
        ${
          draft.question === "mean"
            ? this.#number(copy.step, draft.step, (step) => this.#change({ step }))
            : this.#number(copy.bins, draft.bins, (bins) => this.#change({ bins: bins ?? 1 }))
        }
        ${
          AGE_HEADING.test(rule.name)
            ? html`<button type="button" @click=${() => this.#change(AGES)}>${copy.agePreset}</button>`
            : nothing
        }
      </div>
      <p class="soft small">${copy.boundsHint}</p>
    </div>`;
  }

  #categories() {
    return html`<div class="stack tight">
      <label>
        <span>${copy.categories}</span>
        <textarea
          rows="4"
          cols="30"
          .value=${this.draft.categories}
          @input=${(event: Event) => this.#change({ categories: inputOf(event).value })}
        ></textarea>
      </label>
      <p class="soft small">${copy.categoriesHint}</p>
      <label class="inline">
        <input
          type="checkbox"
          .checked=${this.draft.other}
          @change=${(event: Event) => this.#change({ other: inputOf(event).checked })}
        />
        <span>${copy.other}</span>
      </label>
    </div>`;
  }

  #number(label: string, value: number | undefined, set: (value: number | undefined) => void) {
    return html`<label>
      <span>${label}</span>
      <input
        type="number"
        step="any"
        .value=${value === undefined ? "" : String(value)}
        @change=${(event: Event) => set(typedNumber(inputOf(event)))}
      />
    </label>`;
  }

  #change(change: Partial<Draft>): void {
    this.draft = { ...this.draft, ...change };
    this.#estimate();
  }

  /** Asks what the answer would be worth, shortly after the last change. */
  #estimate(): void {
    clearTimeout(this.#timer);
    this.expected = undefined;
    const { draft } = this;
    const asked = toAsked(draft, this.#rule());
    if (!asked || !(this.approximateRows > 0)) return;
    this.#timer = setTimeout(async () => {
      // A half-typed question has no estimate; asking it for real says why.
      const expected = await this.state
        .expected(asked, this.approximateRows)
        .catch(() => undefined);
      if (this.draft === draft) this.expected = expected?.[0]?.error_95;
    }, ESTIMATE_DELAY_MS);
  }

  #submit(event: Event, asked: Asked | undefined): void {
    event.preventDefault();
    if (asked) void this.state.ask(asked);
  }
}

function isNumeric({ format }: ColumnRule): boolean {
  return format.kind === "integer" || format.kind === "real";
}

/** The draft as a question, once it says enough to be one. */
function toAsked(draft: Draft, rule: ColumnRule | undefined): Asked | undefined {
  const { question, column, lower, upper, step, epsilon } = draft;
  if (!(epsilon > 0)) return undefined;
  if (question === "count") return { question, epsilon };
  if (!rule) return undefined;
  if (question === "prevalence") {
    return draft.value.trim() === ""
      ? undefined
      : { question, column, category: draft.value, epsilon };
  }
  if (question === "histogram" && !isNumeric(rule)) {
    const categories = draft.categories
      .split("\n")
      .map((line) => line.trim())
      .filter(Boolean);
    const bins = { categories: [...new Set(categories)], other: draft.other };
    return categories.length > 0 ? { question, column, bins, epsilon } : undefined;
  }
  if (lower === undefined || upper === undefined || lower >= upper) return undefined;
  if (question === "mean") {
    return { question, column, lower, upper, epsilon, ...(step === undefined ? {} : { step }) };
  }
  const bins = Math.max(1, Math.round(draft.bins));
  // Twelve digits: 0.3, not 0.30000000000000004, stands in the recipe.
  const edge = (i: number) => Number((lower + ((upper - lower) * i) / bins).toPrecision(12));
  const edges = Array.from({ length: bins + 1 }, (_, i) => edge(i));
  return { question, column, bins: { edges }, epsilon };
}
