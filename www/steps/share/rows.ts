import { html, nothing } from "lit";
import { customElement } from "lit/decorators.js";
import { words } from "../../words/en.js";
import { Step } from "../step.js";
import "./advice.js";
import "./hierarchies.js";
import "./identifiers.js";
import "./intervals.js";
import "./method.js";
import "./policy.js";
import "./result.js";

const copy = words.share;

/** Protects rows: identifiers go, quasi-identifiers lose detail until groups are large enough. */
@customElement("lazaret-share-rows")
export class ShareRows extends Step {
  protected override render() {
    const { state } = this;
    if (!state.recipe) return nothing;
    return html`<div class="stack">
      <p class="lead">${copy.lead}</p>
      ${state.quasiIdentifiers.length === 0 ? html`<p class="box alarm">${copy.noQuasi}</p>` : nothing}
      <lazaret-policy .state=${state}></lazaret-policy>
      <lazaret-method .state=${state}></lazaret-method>
      <lazaret-identifiers .state=${state}></lazaret-identifiers>
      <lazaret-intervals .state=${state}></lazaret-intervals>
      <lazaret-hierarchies .state=${state}></lazaret-hierarchies>
      <lazaret-advice .state=${state}></lazaret-advice>
      <div>
        <button
          type="button"
          class="primary"
          ?disabled=${state.busy.has("share")}
          @click=${() => state.share()}
        >
          ${state.shared ? copy.again : copy.run}
        </button>
      </div>
      ${this.outcome("share")} ${this.#takeBest()}
      ${state.sharedIsStale ? html`<p class="box" role="status">${copy.stale}</p>` : nothing}
      <lazaret-share-result .state=${state} ?hidden=${!state.shared}></lazaret-share-result>
    </div>`;
  }

  /** A search for the best may take long, and has a good answer early. */
  #takeBest() {
    const searching =
      this.state.busy.has("share") && this.state.recipe?.share.method?.kind === "full-domain";
    if (!searching) return nothing;
    return html`<div class="busy">
      <button type="button" @click=${() => this.state.takeBest()}>${copy.methods.takeBest}</button>
    </div>`;
  }
}
