import { html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { save } from "../save.js";
import { words } from "../words/en.js";
import { inputOf, Step } from "./step.js";

const copy = words.open;

/** Opens a sealed file: saves what was in it, or loads it as the table. */
@customElement("lazaret-open")
export class OpenStep extends Step {
  /** The sealed file, chosen here or dropped on the page. */
  @property({ attribute: false }) accessor file: File | undefined;
  @state() private accessor passphrase = "";
  @state() private accessor opened: File | undefined;

  protected override render() {
    const { opened } = this;
    return html`<form class="stack" @submit=${this.#submit} autocomplete="off">
      <p class="lead">${copy.lead}</p>
      <div class="row">
        ${this.file ? html`<p><strong>${this.file.name}</strong></p>` : nothing}
        <label>
          <span>${this.file ? copy.another : copy.file}</span>
          <input
            type="file"
            @change=${(event: Event) => {
              this.file = inputOf(event).files?.[0] ?? this.file;
              this.opened = undefined;
            }}
          />
        </label>
        <label>
          <span>${words.seal.passphrase}</span>
          <input
            type="password"
            size="32"
            autocomplete="off"
            .value=${this.passphrase}
            @input=${(event: Event) => {
              this.passphrase = inputOf(event).value;
            }}
          />
        </label>
      </div>
      <div>
        <button
          type="submit"
          class="primary"
          ?disabled=${!this.file || this.passphrase === "" || this.state.busy.has("open")}
        >
          ${copy.run}
        </button>
      </div>
      ${this.outcome("open")}
      ${
        opened
          ? html`<div class="box" role="status">
              <p>${copy.done(opened.name, opened.size)}</p>
              <div class="row">
                <button type="button" @click=${() => save(opened, opened.name)}>${copy.save}</button>
                <button type="button" @click=${() => this.state.load(opened)}>${copy.load}</button>
              </div>
            </div>`
          : nothing
      }
    </form>`;
  }

  readonly #submit = async (event: Event) => {
    event.preventDefault();
    if (!this.file) return;
    this.opened = undefined;
    const opened = await this.state.open(this.file, this.passphrase);
    if (!opened) return;
    this.passphrase = "";
    this.opened = new File([opened.blob], opened.name ?? copy.unnamed);
  };
}
