import { html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { exchange as words } from "../words/en-exchange.js";
import type { OfferedNumbers } from "./history-desk.js";
import { type Published, recordOf } from "./records.js";
import { View } from "./view.js";

const copy = words.release;

/** Noisy numbers: those that were published, and those that would be. */
@customElement("lazaret-releases")
export class Releases extends View {
  /** Shows what is offered and nothing else. */
  @property({ type: Boolean }) accessor offers = false;

  protected override render() {
    const { offered, releases } = this.state.history;
    if (this.offers)
      return html`${offered ? this.#offered(offered) : nothing} ${this.outcome("release")}`;
    return html`<div class="stack">
      <h2>${copy.title}</h2>
      <p class="lead">${copy.lead}</p>
      ${
        releases.length === 0
          ? html`<p class="soft">${copy.none}</p>`
          : repeat(
              releases,
              ({ entry }) => entry.leaf,
              (one) => this.#release(one),
            )
      }
    </div>`;
  }

  #offered({ text, epsilon, delta }: OfferedNumbers) {
    const { history } = this.state;
    const busy = this.state.busy.has("release");
    return html`<section class="box stack tight">
      <h3>${copy.offered}</h3>
      <p>${copy.cost(epsilon, delta)}</p>
      <p class="small">${copy.exact}:</p>
      <pre tabindex="0">${text}</pre>
      <div class="row">
        <button type="button" class="primary" ?disabled=${busy} @click=${() => history.publish()}>${copy.run}</button>
        <button type="button" ?disabled=${busy} @click=${() => history.forgetOffer()}>${copy.cancel}</button>
      </div>
    </section>`;
  }

  #release({ numbers, entry }: Published) {
    const { act, by } = recordOf(entry);
    const said = "release" in act ? copy.cost(act.release.epsilon, act.release.delta) : "";
    return html`<section class="panel stack tight">
      <h3>${by}</h3>
      <p>${said}</p>
      <details>
        <summary>${copy.exact}</summary>
        <pre tabindex="0">${numbers}</pre>
      </details>
    </section>`;
  }
}
