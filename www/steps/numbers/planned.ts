import { html, nothing } from "lit";
import { customElement } from "lit/decorators.js";
import { epsilon } from "../../format.js";
import { words } from "../../words/en.js";
import { Step } from "../step.js";
import { costOf, measureOfLoss, symbolOf } from "./loss.js";

const copy = words.numbers;

/** The questions of a recipe that was loaded, to be asked again. */
@customElement("lazaret-planned")
export class PlannedQuestions extends Step {
  protected override render() {
    const { planned } = this.state;
    this.hidden = !planned;
    if (!planned) return nothing;
    const { budget, questions } = planned;
    // Costs of another measure than the budget's do not add up with it: they are listed alone.
    const measure = symbolOf(measureOfLoss(budget));
    const total = questions
      .filter((asked) => symbolOf(measureOfLoss(asked)) === measure)
      .reduce((sum, asked) => sum + costOf(asked), 0);
    return html`<div class="box">
      <p>${copy.planned(questions.length, `${measure} ${epsilon(total)}`)}</p>
      <ul>
        ${questions.map(
          (asked) =>
            html`<li>${copy.title(asked)} (${symbolOf(measureOfLoss(asked))} ${epsilon(costOf(asked))})</li>`,
        )}
      </ul>
      <div><button type="button" @click=${() => this.state.askPlanned()}>${copy.askPlanned}</button></div>
    </div>`;
  }
}
