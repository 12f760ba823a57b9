import { html, nothing } from "lit";
import { customElement, query, state } from "lit/decorators.js";
import { Step } from "../steps/step.js";
import { keys as words } from "../words/en-keys.js";
import "./new-passphrase.js";
import type { NewPassphrase } from "./new-passphrase.js";
import { hasPasskeys } from "./passkey.js";

const copy = words.unlockers;

/** The ways to unlock an identity, to be added to and taken away. */
@customElement("lazaret-unlockers")
export class Unlockers extends Step {
  @state() private accessor passkeys = false;
  @state() private accessor adding = false;
  @state() private accessor changed = false;
  @query("lazaret-new-passphrase") private accessor passphrase!: NewPassphrase;

  override connectedCallback(): void {
    super.connectedCallback();
    void hasPasskeys().then((passkeys) => {
      this.passkeys = passkeys;
    });
  }

  protected override render() {
    return html`<div class="stack tight">
      <p>${copy.lead}</p>
      ${this.#list()}
      <div class="row">
        ${this.adding ? nothing : html`<button type="button" @click=${this.#open}>${copy.add}</button>`}
        ${
          this.passkeys
            ? html`<button type="button" ?disabled=${this.#busy} @click=${this.#addPasskey}>${copy.addPasskey}</button>`
            : nothing
        }
      </div>
      ${this.passkeys ? html`<p class="soft small">${copy.passkeyHint}</p>` : nothing}
      ${this.adding ? this.#form() : nothing}
      <p role="status" class="small">${this.changed ? copy.changed : nothing}</p>
    </div>`;
  }

  #list() {
    const unlockers = this.state.keyDesk.keys?.identity?.unlockers ?? [];
    const only = unlockers.length === 1;
    const counts = { passphrase: 0, passkey: 0 };
    return html`<ul>
      ${unlockers.map(({ kind }, place) => {
        counts[kind] += 1;
        const what = copy[kind](counts[kind]);
        return html`<li>
          ${what}
          ${
            only
              ? html`<span class="soft small">${copy.last}</span>`
              : html`<button type="button" class="quiet" ?disabled=${this.#busy} @click=${() => this.#remove(place)}>
                  ${copy.remove(what)}
                </button>`
          }
        </li>`;
      })}
    </ul>`;
  }

  #form() {
    return html`<form class="stack tight" autocomplete="off" @submit=${this.#add}>
      <lazaret-new-passphrase .state=${this.state}></lazaret-new-passphrase>
      <div><button type="submit" class="primary" ?disabled=${this.#busy}>${copy.addRun}</button></div>
    </form>`;
  }

  get #busy(): boolean {
    return this.state.busy.has("keys");
  }

  readonly #open = () => {
    this.adding = true;
  };

  readonly #add = async (event: Event) => {
    event.preventDefault();
    const passphrase = await this.passphrase.take();
    if (passphrase === undefined) return;
    this.changed = await this.state.keyDesk.addPassphrase(passphrase);
    this.adding = !this.changed;
  };

  readonly #addPasskey = async () => {
    this.changed = await this.state.keyDesk.addPasskey();
  };

  async #remove(place: number): Promise<void> {
    this.changed = await this.state.keyDesk.removeUnlocker(place);
  }
}
