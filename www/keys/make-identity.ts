import { html } from "lit";
import { customElement, query } from "lit/decorators.js";
import { Step } from "../steps/step.js";
import { keys as words } from "../words/en-keys.js";
import "./new-passphrase.js";
import type { NewPassphrase } from "./new-passphrase.js";

const copy = words.make;
const LONGEST_NAME = 50;

/** Makes an identity: its name and its first passphrase. The recovery kit comes next. */
@customElement("lazaret-make-identity")
export class MakeIdentity extends Step {
  @query("#name") private accessor name!: HTMLInputElement;
  @query("lazaret-new-passphrase") private accessor passphrase!: NewPassphrase;

  protected override render() {
    return html`<form class="stack" autocomplete="off" @submit=${this.#submit}>
      <label>
        <span>${copy.name}</span>
        <input id="name" type="text" size="32" required maxlength=${LONGEST_NAME}
          aria-describedby="hint" />
      </label>
      <p id="hint" class="soft small">${copy.nameHint}</p>
      <fieldset>
        <legend>${copy.passphrase}</legend>
        <lazaret-new-passphrase .state=${this.state}></lazaret-new-passphrase>
      </fieldset>
      <div>
        <button type="submit" class="primary" ?disabled=${this.state.busy.has("keys")}>${copy.run}</button>
      </div>
    </form>`;
  }

  readonly #submit = async (event: Event) => {
    event.preventDefault();
    const name = this.name.value.trim();
    const passphrase = await this.passphrase.take();
    if (name === "" || passphrase === undefined) return;
    await this.state.keyDesk.make(name, passphrase);
  };
}
