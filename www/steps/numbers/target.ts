import { html, nothing, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { type Failure, toFailure } from "../../failure.js";
import type { Expected, Loss, Question } from "../../generated/lazaret.js";
import { words } from "../../words/en.js";
import { say } from "../../words/say.js";
import { inputOf, Step } from "../step.js";
import { numberField } from "./inputs.js";
import { costOf } from "./loss.js";

const copy = words.numbers.target;

/** From the error that a reader can live with to what it costs. */
@customElement("lazaret-target")
export class Target extends Step {
  @property({ attribute: false }) accessor question: Question | undefined;
  @property({ attribute: false }) accessor expected: readonly Expected[] = [];
  /** In what the cost is counted. */
  @property({ attribute: false }) accessor like!: Loss;
  @property({ attribute: false }) accessor found: (cost: number) => void = () => {};

  @state() private accessor error: number | undefined;
  @state() private accessor statistic = 0;
  @state() private accessor failure: Failure | undefined;
  #asked = "";

  /** An error that was typed for another question says nothing about this one. */
  protected override willUpdate(changed: PropertyValues<this>): void {
    const asked = JSON.stringify(this.question);
    if (!changed.has("question") || asked === this.#asked) return;
    this.#asked = asked;
    this.error = undefined;
    this.failure = undefined;
    this.statistic = 0;
  }

  protected override render() {
    const { question, expected } = this;
    if (!question || question.question === "synthetic") return nothing;
    const shares = isShare(question);
    return html`<div class="stack tight">
      <div class="row">
        ${expected.length > 1 ? this.#choice() : nothing}
        ${numberField(shares ? copy.points : copy.label, this.error, (error) => {
          this.error = error;
          void this.#solve(question, shares ? 100 : 1);
        })}
      </div>
      ${this.failure ? html`<p role="status">${say(this.failure.error, this.failure)}</p>` : nothing}
    </div>`;
  }

  #choice() {
    return html`<label>
      <span>${copy.statistic}</span>
      <select
        @change=${(event: Event) => {
          this.statistic = Number(inputOf(event).value);
        }}
      >
        ${this.expected.map(
          ({ label }, index) =>
            html`<option value=${index} .selected=${index === this.statistic}>${words.numbers.names[label] ?? label}</option>`,
        )}
      </select>
    </label>`;
  }

  async #solve(question: Question, scale: number): Promise<void> {
    this.failure = undefined;
    const { error, statistic, like } = this;
    if (error === undefined) return;
    try {
      const loss = await this.state.lossFor(question, statistic, error / scale, like);
      if (this.error === error) this.found(costOf(loss));
    } catch (thrown) {
      this.failure = toFailure(thrown);
    }
  }
}

/** Whether the numbers of an answer are shares, whose errors are told in points. */
function isShare({ question }: Question): boolean {
  return question === "prevalence" || question === "survival";
}
