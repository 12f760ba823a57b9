import { html, type TemplateResult } from "lit";
import type { State } from "../../state.js";
import type { Recipient } from "../../vault/views.js";
import { keys } from "../../words/en-keys.js";
import { sealing } from "../../words/en-seal.js";
import { inputOf } from "../step.js";

/** Says of a key that nobody compared it, with the words to compare. It warns, and forbids nothing. */
export function unverified(state: State, { name, words, fingerprint }: Recipient): TemplateResult {
  return html`<div class="box alarm" role="status">
    <p>${sealing.seal.unverified(name)}</p>
    <p class="strong">${words}</p>
    <label class="inline">
      <input type="checkbox" @change=${(event: Event) =>
        state.keyDesk.verify(fingerprint, inputOf(event).checked)} />
      <span>${keys.recipients.verified}</span>
    </label>
  </div>`;
}
