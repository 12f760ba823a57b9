import { css, html, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import { type Failure, toFailure } from "../../failure.js";
import type { Asked, BudgetState, Expected, Question } from "../../generated/lazaret.js";
import { questionIn } from "../../plan.js";
import { words } from "../../words/en.js";
import { say } from "../../words/say.js";
import { Step } from "../step.js";
import "./among.js";
import "./choose-topic.js";
import { type Draft, EMPTY, type Form, type Part, toAmong, toQuestion } from "./draft.js";
import { areHopeless, expectedErrors } from "./expected.js";
import "./fields.js";
import { numberField } from "./inputs.js";
import { measureOf, symbolOf, type Typed, toLoss } from "./loss.js";
import "./target.js";

const copy = words.numbers;
const ESTIMATE_DELAY_MS = 200;

/**
 * Builds one question, from a researcher's words to what it needs, and says what its
 * answer will be worth before anything is spent.
 */
@customElement("lazaret-question")
export class QuestionForm extends Step {
  static override styles = [
    ...Step.styles,
    css`
      /* Room for its longest sentence, so that the button below stays where it is. */
      :host { container-type: inline-size; }
      .estimate { min-block-size: calc(2lh + 1.8rem); }
      .errors { display: grid; gap: 0.2rem 1.5rem; grid-template-columns: repeat(auto-fit, minmax(min(14rem, 100%), 1fr)); }
      .errors > div { display: flex; justify-content: space-between; gap: 1rem; border-block-end: 1px solid var(--line); }
      .errors dd { margin: 0; font-weight: 600; }
      @container (max-width: 30rem) { .estimate { min-block-size: calc(4lh + 1.8rem); } }
    `,
  ];

  @state() private accessor draft: Draft = EMPTY;
  @state() private accessor typed: Typed = { cost: 0.1, delta: undefined };
  @state() private accessor expected: Expected[] | undefined;
  @state() private accessor refused: Failure | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    const { budget } = this.state;
    if (budget) this.typed = { ...this.typed, cost: Number((budget.total / 10).toPrecision(3)) };
    this.#estimate();
  }

  protected override render() {
    const { budget } = this.state;
    if (!budget) return nothing;
    const { draft } = this;
    const asked = this.#asked();
    const among = toAmong(draft, (name) => this.state.rule(name));
    return html`<form
      class="stack no-print"
      @submit=${(event: Event) => this.#submit(event, asked)}
      @keydown=${this.#enter}
    >
      <lazaret-topic
        .state=${this.state}
        .form=${draft.form}
        .change=${(form: Form) => this.#change({ form })}
      ></lazaret-topic>
      <lazaret-question-fields
        ?hidden=${draft.form === "count"}
        .state=${this.state}
        .draft=${draft}
        .change=${(change: Partial<Draft>) => this.#change(change)}
      ></lazaret-question-fields>
      <lazaret-among
        .state=${this.state}
        .among=${draft.part}
        .change=${(part: Part) => this.#change({ part })}
        ?unfinished=${among === "unfinished"}
      ></lazaret-among>
      ${this.#price(budget, asked)}
      <div class="box estimate" role="status">${this.#worth(budget, asked)}</div>
      <div class="row">
        <button type="submit" class="primary" ?disabled=${!this.#isAskable(budget, asked)}>
          ${copy.ask}
        </button>
        <button type="button" ?disabled=${!asked || this.refused} @click=${() => asked && this.state.plan.add(asked)}>
          ${copy.together.add}
        </button>
      </div>
    </form>`;
  }

  #asked(): Asked | undefined {
    const { budget } = this.state;
    const rules = (name: string) => this.state.rule(name);
    const question: Question | undefined = toQuestion(this.draft, rules);
    const among = toAmong(this.draft, rules);
    const loss = budget && toLoss(measureOf(budget), this.typed);
    if (!question || !loss || among === "unfinished") return undefined;
    return { ...question, ...loss, ...(among ? { among } : {}) };
  }

  #price(budget: BudgetState, asked: Asked | undefined) {
    const measure = measureOf(budget);
    const { typed } = this;
    const needed = this.draft.form === "categories";
    const set = (typed: Typed) => this.#setTyped(typed);
    return html`<div class="stack tight">
      <div class="row">
        ${numberField(measure === "concentrated" ? copy.price.rho : copy.price.epsilon, typed.cost, (cost) => set({ ...typed, cost }))}
        ${
          measure === "approximate"
            ? numberField(
                needed ? copy.price.deltaNeeded : copy.price.delta,
                typed.delta,
                (delta) => set({ ...typed, delta }),
              )
            : nothing
        }
        ${numberField(copy.price.approximate, this.state.plan.rows, (rows) => {
          this.state.plan.rows = rows ?? 0;
          this.#estimate();
        })}
      <lazaret-target
        .state=${this.state}
        .question=${asked && questionIn(asked)}
        .expected=${this.expected ?? []}
        .like=${asked}
        .found=${(cost: number) => set({ ...typed, cost })}
      ></lazaret-target>
      </div>
      <p class="soft small">
        ${copy.price.approximateHint}
        ${this.draft.form === "count" ? copy.price.missingValues.counted : copy.price.missingValues.ignored}
      </p>
    </div>`;
  }

  /** What the answer would be worth, or why it cannot be asked. */
  #worth(budget: BudgetState, asked: Asked | undefined) {
    const { left } = budget;
    if ((this.typed.cost ?? 0) > left) return copy.tooMuch(symbolOf(measureOf(budget)), left);
    if (this.draft.form === "categories" && budget.delta_total === undefined) {
      return copy.fields.needsDelta;
    }
    if (this.refused) return say(this.refused.error, this.refused);
    if (!asked || !this.expected) return copy.expected.missing;
    return expectedErrors(asked, this.expected, this.state.plan.rows);
  }

  #isAskable({ left }: BudgetState, asked: Asked | undefined): boolean {
    const { expected } = this;
    return (
      asked !== undefined &&
      (this.typed.cost ?? 0) <= left &&
      // Nobody spends before the page has said what the answer will be worth.
      expected !== undefined &&
      !areHopeless(expected) &&
      !this.state.busy.has("numbers")
    );
  }

  #setTyped(typed: Typed): void {
    this.typed = typed;
    this.#estimate();
  }

  #change(change: Partial<Draft>): void {
    this.draft = { ...this.draft, ...change };
    this.#estimate();
  }

  /** Asks what the answer would be worth, shortly after the last change. */
  #estimate(): void {
    clearTimeout(this.#timer);
    this.expected = undefined;
    this.refused = undefined;
    const asked = this.#asked();
    const { rows } = this.state.plan;
    if (!asked || !(rows > 0)) return;
    this.#timer = setTimeout(async () => {
      const isCurrent = () => JSON.stringify(asked) === JSON.stringify(this.#asked());
      try {
        const expected = await this.state.expected(asked, rows);
        if (isCurrent()) this.expected = expected;
      } catch (thrown) {
        if (isCurrent()) this.refused = toFailure(thrown);
      }
    }, ESTIMATE_DELAY_MS);
  }

  /** Enter asks, also in the fields of the parts, which in their shadows belong to no form. */
  readonly #enter = (event: KeyboardEvent) => {
    const [input] = event.composedPath();
    const isField = input instanceof HTMLInputElement && input.getRootNode() !== this.shadowRoot;
    if (event.key !== "Enter" || !isField) return;
    input.dispatchEvent(new Event("change", { bubbles: true }));
    this.shadowRoot?.querySelector<HTMLButtonElement>("button[type=submit]")?.click();
  };

  #submit(event: Event, asked: Asked | undefined): void {
    event.preventDefault();
    if (asked) void this.state.ask(asked);
  }
}
