import { html, nothing } from "lit";
import { customElement, query, state } from "lit/decorators.js";
import { exchange as words } from "../words/en-exchange.js";
import { LEAST_PASSWORD } from "./account.js";
import { View } from "./view.js";

const copy = words.account;

/** Sets another password, by the identity: whoever forgot theirs logs in with that first. */
@customElement("lazaret-new-password")
export class NewPassword extends View {
  @state() private accessor done = false;
  @query("input") private accessor password!: HTMLInputElement;

  protected override render() {
    return html`<form class="stack tight" @submit=${this.#submit}>
      <h3>${copy.another}</h3>
      <p class="soft">${copy.anotherLead}</p>
      <div class="row">
        <label>
          <span>${copy.newPassword}</span>
          <input type="password" size="24" required minlength=${LEAST_PASSWORD}
            title=${copy.passwordHint} autocomplete="new-password" />
        </label>
        <button type="submit" ?disabled=${this.state.busy.has("account")}>${copy.set}</button>
      </div>
      ${this.done ? html`<p role="status">${copy.isSet}</p>` : nothing}
    </form>`;
  }

  readonly #submit = async (event: Event) => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    this.done = await this.state.account.setPassword(this.password.value);
    if (this.done) form.reset(); // emptied by hand, the field would be marked as missing
  };
}
