import { html, nothing } from "lit";
import { customElement } from "lit/decorators.js";
import type { RecipientView } from "../generated/lazaret.js";
import { fileNames, save } from "../save.js";
import { inputOf, Step } from "../steps/step.js";
import { keys as words } from "../words/en-keys.js";
import "./recovery-kit.js";
import "./shares.js";
import "./unlockers.js";

const copy = words.identity;
const IDLE_MINUTES = [5, 15, 60];

/** The unlocked identity: its words, its files, and what may be changed about it. */
@customElement("lazaret-identity")
export class IdentityPanel extends Step {
  protected override render() {
    const { keys } = this.state.keyDesk;
    if (!keys?.identity) return nothing;
    return html`<div class="stack">
      ${this.#about(keys.identity.recipient)}
      <div class="row">
        <button type="button" class="primary" @click=${this.#saveFile}>${copy.file}</button>
        <button type="button" @click=${this.#saveRecipient}>${copy.recipient}</button>
      </div>
      <p class="soft small">${copy.fileHint} ${copy.recipientLead}</p>
      <div class="row">
        <label>
          <span>${copy.idle}</span>
          <select @change=${(event: Event) => this.state.keyDesk.setIdle(Number(inputOf(event).value))}>
            ${IDLE_MINUTES.map(
              (minutes) => html`<option value=${minutes} ?selected=${minutes === keys.idleMinutes}>
                ${copy.minutes(minutes)}
              </option>`,
            )}
          </select>
        </label>
        <button type="button" @click=${() => this.state.keyDesk.lock()}>${copy.lock}</button>
      </div>
      <div class="stack tight">
        ${this.#folded(words.unlockers.title, html`<lazaret-unlockers .state=${this.state}></lazaret-unlockers>`)}
        ${this.#folded(words.shares.title, html`<lazaret-shares .state=${this.state}></lazaret-shares>`)}
        ${this.#folded(words.kit.title, this.#kit())}
        ${this.#folded(copy.forget, this.#forget())}
      </div>
    </div>`;
  }

  #about({ name, words, fingerprint }: RecipientView) {
    return html`<div class="box">
      <h3>${name}</h3>
      <p class="small">${copy.words}:</p>
      <p class="strong">${words}</p>
      <p class="soft small"><code>${fingerprint}</code></p>
    </div>`;
  }

  #folded(title: string, content: unknown) {
    return html`<details>
      <summary>${title}</summary>
      <div class="panel">${content}</div>
    </details>`;
  }

  #kit() {
    return html`<div class="stack tight">
      <p>${words.kit.lead}</p>
      <div><button type="button" @click=${() => this.state.keyDesk.showKit()}>${words.kit.show}</button></div>
    </div>`;
  }

  #forget() {
    return html`<div class="stack tight">
      <p>${copy.forgetLead}</p>
      <div><button type="button" @click=${() => this.state.keyDesk.forget()}>${copy.forgetRun}</button></div>
    </div>`;
  }

  readonly #saveFile = async () => {
    const file = await this.state.keyDesk.identityFile();
    if (file) save(file, fileNames.identity);
  };

  readonly #saveRecipient = async () => {
    const file = await this.state.keyDesk.recipientFile();
    if (file) save(file, fileNames.recipient);
  };
}
