import { html, nothing } from "lit";
import { customElement } from "lit/decorators.js";
import { Step } from "../steps/step.js";
import { keys as words } from "../words/en-keys.js";

const copy = words.status;

/** One line on whether an identity is there and unlocked, and the way to the keys. */
@customElement("lazaret-key-status")
export class KeyStatus extends Step {
  override connectedCallback(): void {
    super.connectedCallback();
    void this.state.keyDesk.wake();
  }

  protected override render() {
    const { keys, unlocked } = this.state.keyDesk;
    const name = keys?.identity?.recipient.name;
    const said =
      name === undefined ? copy.none : unlocked ? copy.unlocked(name) : copy.locked(name);
    return html`<p class="row middle small no-print">
      <span role="status">${keys ? said : nothing}</span>
      <button type="button" class="quiet" @click=${this.#go}>${copy.open}</button>
      ${
        unlocked
          ? html`<button type="button" class="quiet" @click=${() => this.state.keyDesk.lock()}>${copy.lock}</button>`
          : nothing
      }
    </p>`;
  }

  readonly #go = () => {
    this.dispatchEvent(new Event("show-keys", { bubbles: true, composed: true }));
  };
}
