import { css, html, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import type { BudgetState } from "../../generated/lazaret.js";
import { words } from "../../words/en.js";
import { inputOf, Step, typedNumber } from "../step.js";
import { isExhausted, type Measure, measureOf, symbolOf, type Typed, toLoss } from "./loss.js";
import { odds } from "./odds.js";

const copy = words.numbers;
const MEASURES = Object.keys(copy.budget.measures) as Measure[];
const USUAL: Record<Measure, Typed> = {
  pure: { cost: 1, delta: undefined },
  approximate: { cost: 1, delta: 1e-6 },
  concentrated: { cost: 0.05, delta: undefined },
};

/** The budget of all answers: set once, with what it means as odds; then how much is spent. */
@customElement("lazaret-budget")
export class BudgetForm extends Step {
  static override styles = [
    ...Step.styles,
    css`
      .head { justify-content: space-between; }
      svg { max-inline-size: 100%; block-size: auto; }
    `,
  ];

  @state() private accessor measure: Measure = "pure";
  @state() private accessor typed = USUAL.pure;

  protected override render() {
    const { budget } = this.state;
    return budget ? this.#spent(budget) : this.#set();
  }

  #set() {
    const { measure, typed } = this;
    const loss = toLoss(measure, typed);
    const label = measure === "concentrated" ? copy.budget.totals.rho : copy.budget.totals.epsilon;
    const submit = (event: Event) => {
      event.preventDefault();
      if (loss) void this.state.setBudget(loss);
    };
    return html`<form class="stack tight" @submit=${submit}>
      <h4>${copy.budget.title}</h4>
      <div class="row">
        <label>
          <span>${copy.budget.measure}</span>
          <select
            @change=${(event: Event) => {
              this.measure = inputOf(event).value as Measure;
              this.typed = USUAL[this.measure];
            }}
          >
            ${MEASURES.map(
              (one) =>
                html`<option value=${one} .selected=${one === measure}>${copy.budget.measures[one]}</option>`,
            )}
          </select>
        </label>
        ${this.#number(label, typed.cost, (cost) => ({ ...typed, cost }))}
        ${measure === "approximate" ? this.#number(copy.budget.delta, typed.delta, (delta) => ({ ...typed, delta })) : nothing}
        <button type="submit" class="primary" ?disabled=${!this.#isWhole(loss !== undefined)}>${copy.budget.set}</button>
      </div>
      <p class="soft small">
        ${copy.budget.measureHints[measure]} ${measure === "concentrated" ? copy.budget.rhoHint : copy.budget.hint}
      </p>
      ${loss ? odds(loss) : nothing}
    </form>`;
  }

  /** A budget in ε and δ without its δ would be another kind of budget. */
  #isWhole(isLoss: boolean): boolean {
    return isLoss && (this.measure !== "approximate" || this.typed.delta !== undefined);
  }

  #number(label: string, value: number | undefined, set: (value: number | undefined) => Typed) {
    return html`<label>
      <span>${label}</span>
      <input
        type="number"
        min="0"
        step="any"
        required
        .value=${value === undefined ? "" : String(value)}
        @input=${(event: Event) => {
          this.typed = set(typedNumber(inputOf(event)));
        }}
      />
    </label>`;
  }

  #spent(budget: BudgetState) {
    const { total, spent, left, delta_left } = budget;
    const measure = measureOf(budget);
    const told = copy.spent(symbolOf(measure), spent, total);
    return html`<div class="stack tight" role="status">
        <div class="row head">
          <strong>${told}</strong>
          <span>
            ${copy.left(symbolOf(measure), left)}${delta_left === undefined ? nothing : html`, ${copy.deltaLeft(delta_left)}`}
          </span>
        </div>
        <meter max=${total} value=${spent} aria-label=${told}></meter>
      </div>
      ${isExhausted(budget) ? html`<p class="box">${copy.exhausted}</p>` : this.#odds(measure, budget)}`;
  }

  #odds(measure: Measure, { total, delta_total }: BudgetState) {
    const loss = toLoss(measure, { cost: total, delta: delta_total });
    return loss
      ? html`<details class="small no-print">
          <summary>${copy.budget.odds.summary}</summary>
          ${odds(loss)}
        </details>`
      : nothing;
  }
}
