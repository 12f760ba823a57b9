import { css, html, nothing } from "lit";
import { customElement } from "lit/decorators.js";
import { epsilon } from "../../format.js";
import type { BudgetState } from "../../generated/lazaret.js";
import type { Waiting } from "../../plan.js";
import { words } from "../../words/en.js";
import { inputOf, Step, typedNumber } from "../step.js";
import { costOf, measureOf, symbolOf, toLoss } from "./loss.js";

const copy = words.numbers.together;
const WEIGHTS = [1, 2, 4];

/** Questions that are asked together: what is left is shared out by how much each matters, or by hand. */
@customElement("lazaret-together")
export class Together extends Step {
  static override styles = [
    ...Step.styles,
    css`
      td input[type="number"] { inline-size: 7rem; }
    `,
  ];

  protected override render() {
    const { plan, budget } = this.state;
    const { waiting } = plan;
    if (waiting.length === 0 || !budget) return nothing;
    const symbol = symbolOf(measureOf(budget));
    const sum = waiting.reduce((sum, { asked }) => sum + costOf(asked), 0);
    const parted = waiting.some(({ asked }) => asked.among);
    const tooMuch = !parted && sum > budget.left * (1 + 1e-9);
    return html`<section class="panel stack tight no-print" aria-label=${copy.title}>
      <h4>${copy.title}</h4>
      <div class="scroll" tabindex="0" role="region" aria-label=${copy.title}>
        <table>
          <thead>
            <tr>
              <th scope="col">${copy.question}</th>
              <th scope="col">${copy.weight}</th>
              <th scope="col">${symbol}</th>
              <td></td>
            </tr>
          </thead>
          <tbody>${waiting.map((one, index) => this.#line(one, index, budget))}</tbody>
        </table>
      </div>
      <p role="status">${copy.sum(symbol, epsilon(sum), epsilon(budget.left), tooMuch)}</p>
      ${parted ? html`<p class="soft small">${copy.parted}</p>` : nothing}
      <div class="row">
        <button type="button" @click=${() => this.#shareOut(budget)}>${copy.split}</button>
        <button
          type="button"
          class="primary"
          ?disabled=${tooMuch || this.state.busy.has("numbers")}
          @click=${() => this.state.askWaiting()}
        >
          ${copy.askAll}
        </button>
      </div>
    </section>`;
  }

  #shareOut(budget: BudgetState): void {
    const { left, delta_left } = budget;
    const total = toLoss(measureOf(budget), { cost: left, delta: delta_left || undefined });
    if (total) void this.state.shareOut(total);
  }

  #line({ asked, weight }: Waiting, index: number, budget: BudgetState) {
    const title = words.numbers.title(asked);
    const measure = measureOf(budget);
    const delta = "delta" in asked ? asked.delta : undefined;
    return html`<tr>
      <th scope="row">${title}</th>
      <td>
        <select
          aria-label=${`${copy.weight}: ${title}`}
          @change=${(event: Event) => this.state.plan.weigh(index, Number(inputOf(event).value))}
        >
          ${WEIGHTS.map(
            (one) =>
              html`<option value=${one} .selected=${one === weight}>${copy.weights(one)}</option>`,
          )}
        </select>
      </td>
      <td>
        <input
          type="number"
          min="0"
          step="any"
          aria-label=${`${symbolOf(measure)}: ${title}`}
          .value=${String(costOf(asked))}
          @change=${(event: Event) => {
            const loss = toLoss(measure, { cost: typedNumber(inputOf(event)), delta });
            if (loss) this.state.plan.charge(index, loss);
          }}
        />
      </td>
      <td>
        <button type="button" class="quiet" aria-label=${`${copy.remove}: ${title}`} @click=${() => this.state.plan.dismiss(index)}>
          ${copy.remove}
        </button>
      </td>
    </tr>`;
  }
}
