import { css, html, nothing } from "lit";
import { customElement } from "lit/decorators.js";
import { words } from "../words/en.js";
import "./ledger.js";
import "./numbers/answer.js";
import "./numbers/budget.js";
import { isExhausted } from "./numbers/loss.js";
import "./numbers/planned.js";
import "./numbers/question.js";
import "./numbers/together.js";
import "./numbers/unit.js";
import { Step } from "./step.js";

const copy = words.numbers;

/** Publishes noisy numbers: whom they hide, under which budget, what is asked, what came of it. */
@customElement("lazaret-publish-numbers")
export class PublishNumbers extends Step {
  static override styles = [
    ...Step.styles,
    css`
      .releases { list-style: none; padding: 0; display: grid; gap: 1rem; grid-template-columns: minmax(0, 1fr); }
      .releases li { margin: 0; max-inline-size: none; }
    `,
  ];

  protected override render() {
    const { state } = this;
    const { budget, releases, unitIsSaid } = state;
    return html`<div class="stack">
      <p class="lead">${copy.lead}</p>
      <p class="soft small">${copy.memory}</p>
      <lazaret-planned .state=${state}></lazaret-planned>
      <lazaret-ledger .state=${state}></lazaret-ledger>
      <lazaret-unit .state=${state}></lazaret-unit>
      ${unitIsSaid ? html`<lazaret-budget .state=${state}></lazaret-budget>` : nothing}
      ${
        unitIsSaid && budget && !isExhausted(budget)
          ? html`<lazaret-question .state=${state}></lazaret-question>`
          : nothing
      }
      <lazaret-together .state=${state}></lazaret-together>
      ${this.outcome("numbers")}
      ${
        releases.length > 0
          ? html`<h4>${copy.releases}</h4>
            <ol class="releases">
              ${releases.map(
                (release) =>
                  html`<li class="panel">
                    <lazaret-answer .state=${state} .release=${release}></lazaret-answer>
                  </li>`,
              )}
            </ol>`
          : nothing
      }
    </div>`;
  }
}
