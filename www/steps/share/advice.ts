import { html, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import "../../charts/trade-off.js";
import type { TradeOff } from "../../charts/trade-off.js";
import type { Advice, Point } from "../../generated/lazaret.js";
import { words } from "../../words/en.js";
import { say } from "../../words/say.js";
import { bullets, Step } from "../step.js";

const copy = words.advice;

/** The search for a good setting: what was tried, what is recommended, and a way to take it. */
@customElement("lazaret-advice")
export class AdvicePanel extends Step {
  /** The place on the frontier of the point that may be taken in place of the recommended one. */
  @state() private accessor chosen: number | undefined;

  protected override render() {
    const { advisor, recipe, busy, supplies } = this.state;
    if (!recipe) return nothing;
    return html`<section class="panel stack tight">
      <h4>${copy.title}</h4>
      <p class="soft">${copy.lead}</p>
      <div class="stack tight no-print">
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
        <div>
          <button
            type="button"
            ?disabled=${busy.has("advice") || busy.has("share")}
            @click=${() => advisor.find(recipe, supplies)}
          >
            ${advisor.advice ? copy.again : copy.run}
          </button>
        </div>
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
      ${this.#another(advice)}
      <p class="soft small">
        ${copy.line} ${copy.tried(advice.points.length, advice.impossible)} ${sampled ? copy.sampled(advice.rows) : nothing}
      </p>`;
  }

  /** Any other point on the frontier, for whoever weighs risk and loss in another way. */
  #another({ points }: Advice) {
    const { advisor, recipe } = this.state;
    const frontier = points
      .filter((point) => point.on_frontier)
      .sort((one, other) => one.loss - other.loss);
    // At first the most useful of those that are safe enough.
    const safeEnough = frontier.findIndex(({ risk_max }) => risk_max <= advisor.limit);
    const chosen = frontier[this.chosen ?? safeEnough] ?? frontier[0];
    if (!chosen || advisor.isStale(recipe)) return nothing;
    return html`<div class="row no-print">
      <label>
        <span>${copy.another}</span>
        <select
          @change=${(event: Event) => {
            this.chosen = (event.currentTarget as HTMLSelectElement).selectedIndex;
          }}
        >
          ${frontier.map(
            (point) =>
              html`<option ?selected=${point === chosen}>${copy.point(nameOf(point), point.risk_max, point.loss)}</option>`,
          )}
        </select>
      </label>
      <button type="button" @click=${() => this.state.useSetting(chosen.recipe)}>${copy.useAnother}</button>
    </div>`;
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

function nameOf({ recipe, changes }: Point): string {
  const more = changes.filter(({ kind }) => kind !== "group-size" && kind !== "method");
  return [words.share.wayOf(recipe.share), ...more.map((change) => say("change", change))].join(
    ". ",
  );
}

function points({ points, recommended }: Advice): TradeOff[] {
  return points.map((point, index) => ({
    name: nameOf(point),
    risk: point.risk_max,
    loss: point.loss,
    chosen: index === recommended,
    onFrontier: point.on_frontier,
  }));
}
