import { css, html, nothing } from "lit";
import { customElement } from "lit/decorators.js";
import "../charts/histogram.js";
import "../charts/numbers.js";
import { count, error, percent, rounded } from "../format.js";
import type { BudgetState, Estimate, Loss, Release } from "../generated/lazaret.js";
import { words } from "../words/en.js";
import "./question.js";
import { Step, typedNumber } from "./step.js";

const copy = words.numbers;

/** Publishes noisy numbers under a budget that is set once, shown, and refuses when spent. */
@customElement("lazaret-publish-numbers")
export class PublishNumbers extends Step {
  static override styles = [
    ...Step.styles,
    css`
      .releases { list-style: none; padding: 0; display: grid; gap: 1rem; grid-template-columns: minmax(0, 1fr); }
      .releases li { margin: 0; max-inline-size: none; }
      .value { font-size: 1.6rem; font-weight: 600; line-height: 1.2; }
      .head { justify-content: space-between; }
    `,
  ];

  protected override render() {
    const { budget, releases } = this.state;
    return html`<div class="stack">
      <p class="lead">${copy.lead}</p>
      <p class="soft small">${copy.memory}</p>
      ${this.#planned()} ${budget ? this.#spent(budget) : this.#setBudget()}
      ${budget && !exhausted(budget) ? html`<lazaret-question .state=${this.state}></lazaret-question>` : nothing}
      ${budget && exhausted(budget) ? html`<p class="box">${copy.exhausted}</p>` : nothing}
      ${this.outcome("numbers")}
      ${
        releases.length > 0
          ? html`<h4>${copy.releases}</h4>
            <ol class="releases">${releases.map((release) => html`<li class="panel stack tight">${this.#release(release)}</li>`)}</ol>`
          : nothing
      }
    </div>`;
  }

  #setBudget() {
    const submit = (event: Event) => {
      event.preventDefault();
      const form = event.currentTarget as HTMLFormElement;
      const total = typedNumber(form.elements.namedItem("total") as HTMLInputElement);
      if (total !== undefined && total > 0) void this.state.setBudget({ epsilon: total });
    };
    return html`<form class="stack tight" @submit=${submit}>
      <div class="row">
        <label>
          <span>${copy.budget}</span>
          <input name="total" type="number" min="0" step="any" value="1" required />
        </label>
        <button type="submit" class="primary">${copy.setBudget}</button>
      </div>
      <p class="soft small">${copy.budgetHint}</p>
    </form>`;
  }

  #planned() {
    const { planned } = this.state;
    if (!planned) return nothing;
    const total = planned.questions.reduce((sum, asked) => sum + costOf(asked), 0);
    return html`<div class="box">
      <p>${copy.planned(planned.questions.length, total)}</p>
      <div><button type="button" @click=${() => this.state.askPlanned()}>${copy.askPlanned}</button></div>
    </div>`;
  }

  #spent({ total, spent, left }: BudgetState) {
    return html`<div class="stack tight" role="status">
      <div class="row head">
        <strong>${copy.spent(spent, total)}</strong>
        <span>${copy.left(left)}</span>
      </div>
      <meter max=${total} value=${spent} aria-label=${copy.spent(spent, total)}></meter>
    </div>`;
  }

  #release(release: Release) {
    const { value } = release;
    const questions: Record<string, string> = copy.questions;
    const column = "column" in release ? `: ${release.column}` : "";
    const title = `${questions[release.question] ?? release.question}${column}`;
    const first =
      value.form === "bins" ? value.bins[0] : value.form === "number" ? value : undefined;
    return html`<div class="row head">
        <h4>${title}</h4>
        <span class="soft small">${copy.spentOn(costOf(release))}</span>
      </div>
      ${value.form === "bins" ? this.#bins(title, value.bins) : nothing}
      ${value.form === "number" ? this.#number(title, release, value) : nothing}
      ${first ? html`<p class="soft small">${copy.meaning(`± ${margin(release, first)}`)}</p>` : nothing}`;
  }

  #bins(title: string, bins: Estimate[]) {
    const numbers = bins.map(({ label = "", value, error_95 }) => ({
      label,
      value,
      error: error_95,
    }));
    return html`<lazaret-histogram label=${title} .numbers=${numbers}></lazaret-histogram>`;
  }

  #number(title: string, release: Release, number: Estimate) {
    const { value, error_95 } = number;
    const numbers = [
      { label: title, value, error: error_95, counts: release.question === "count" },
    ];
    return html`<p class="value">${shown(release, number)} ± ${margin(release, number)}</p>
      <lazaret-noisy-numbers label=${title} .numbers=${numbers}></lazaret-noisy-numbers>`;
  }
}

/** The ε or ρ of a question. */
function costOf(loss: Loss): number {
  return "rho" in loss ? loss.rho : loss.epsilon;
}

function shown({ question }: Release, { value, error_95 }: Estimate): string {
  if (question === "count") return count(value);
  if (question === "prevalence") return percent(value);
  return rounded(value, error_95);
}

function margin({ question }: Release, { error_95 }: Estimate): string {
  return question === "prevalence" ? `${error(error_95 * 100)} points` : error(error_95);
}

/** What is left after rounding in sums of ε is not worth an answer. */
function exhausted({ left, total }: BudgetState): boolean {
  return left <= total * 1e-9;
}
