import { html, nothing } from "lit";
import { customElement } from "lit/decorators.js";
import "../../charts/trade-off.js";
import type { TradeOff } from "../../charts/trade-off.js";
import type { Advice } from "../../generated/lazaret.js";
import { words } from "../../words/en.js";
import { say } from "../../words/say.js";
import { bullets, Step } from "../step.js";

const copy = words.advice;

/** The search for a good setting: what was tried, what is recommended, and a way to take it. */
@customElement("lazaret-advice")
export class AdvicePanel extends Step {
  protected override render() {
    const { advisor, recipe, busy, supplies } = this.state;
    if (!recipe) return nothing;
    return html`<section class="panel stack tight">
      <h4>${copy.title}</h4>
      <p class="soft">${copy.lead}</p>
      <div class="row no-print">
        <label>
          <span>${copy.limit}</span>
          <select
            @change=${(event: Event) => {
              advisor.limit = Number((event.currentTarget as HTMLSelectElement).value);
            }}
          >
            ${Object.entries(copy.limits)
              .sort(([one], [other]) => Number(other) - Number(one))
              .map(
                ([limit, name]) =>
                  html`<option value=${limit} ?selected=${Number(limit) === advisor.limit}>${name}</option>`,
              )}
          </select>
        </label>
        <button
          type="button"
          ?disabled=${busy.has("advice") || busy.has("share")}
          @click=${() => advisor.find(recipe, supplies)}
        >
          ${advisor.advice ? copy.again : copy.run}
        </button>
      </div>
      ${this.outcome("advice")} ${advisor.advice ? this.#found(advisor.advice) : nothing}
    </section>`;
  }

  #found(advice: Advice) {
    const { recommended } = this.state.advisor;
    const sampled = advice.rows < (this.state.description?.rows ?? 0);
    return html`<div class="box" role="status">
        <p>${say("advice", advice.reason)}</p>
        ${
          recommended
            ? recommended.changes.length > 0
              ? bullets(recommended.changes.map((change) => say("change", change)))
              : html`<p>${copy.unchanged}</p>`
            : nothing
        }
        ${this.#use()}
      </div>
      <lazaret-trade-off
        label=${words.tradeOff.title}
        .points=${points(advice)}
        .names=${{ chosen: copy.chosen, others: copy.others }}
        frontier
      ></lazaret-trade-off>
      <p class="soft small">
        ${copy.line} ${copy.tried(advice.points.length, advice.impossible)} ${sampled ? copy.sampled(advice.rows) : nothing}
      </p>`;
  }

  #use() {
    const { advisor, recipe } = this.state;
    const { recommended } = advisor;
    if (advisor.isStale(recipe)) return html`<p>${copy.stale}</p>`;
    if (advisor.isTaken(recipe)) return html`<p>${copy.taken}</p>`;
    if (!recommended || recommended.changes.length === 0) return nothing;
    return html`<div>
      <button type="button" class="primary" @click=${() => this.state.useSetting(recommended.recipe)}>
        ${copy.use}
      </button>
    </div>`;
  }
}

function points({ points, recommended }: Advice): TradeOff[] {
  return points.map(({ recipe, changes, risk_max, loss, on_frontier }, index) => {
    const leftOut = changes.filter(({ kind }) => kind !== "group-size" && kind !== "method");
    const way = words.share.wayOf(recipe.share);
    return {
      name: [way, ...leftOut.map((change) => say("change", change))].join(". "),
      risk: risk_max,
      loss,
      chosen: index === recommended,
      onFrontier: on_frontier,
    };
  });
}
