import { html, nothing } from "lit";
import { customElement } from "lit/decorators.js";
import "../keys/unlock.js";
import { exchange as words } from "../words/en-exchange.js";
import { View } from "./view.js";

const copy = words.waiting;

/**
 * What stands in place of the tabs: a way to unlock the identity, and for who has registered and is not a member yet
 * the words to be compared.
 */
@customElement("lazaret-waiting")
export class Waiting extends View {
  protected override render() {
    const { account, keyDesk, members } = this.state;
    if (!keyDesk.unlocked) return this.#locked();
    const user = account.session?.user ?? "";
    const words = keyDesk.keys?.identity?.recipient.words;
    const busy = this.state.busy.has("members") || this.state.busy.has("exchange");
    return html`<div class="stack">
      <h2>${copy.title}</h2>
      <p class="lead">${members.isFirst ? copy.first : copy.lead}</p>
      <p class="box strong">${words}</p>
      <div class="row">
        ${
          members.isFirst
            ? html`<button type="button" class="primary" ?disabled=${busy} @click=${() => members.admit(user)}>${copy.begin}</button>`
            : nothing
        }
        <button type="button" ?disabled=${busy} @click=${() => this.state.refresh()}>${copy.again}</button>
      </div>
      ${this.outcome("members")}
    </div>`;
  }

  #locked() {
    return html`<div class="stack">
      <h2>${words.tabs.keys}</h2>
      <p class="box">${words.account.unlock}</p>
      <lazaret-unlock .state=${this.state}></lazaret-unlock>
      ${this.outcome("keys")}
    </div>`;
  }
}
