import { html, type TemplateResult } from "lit";
import { today } from "../../day.js";
import type { Kem } from "../../generated/lazaret.js";
import { sealing } from "../../words/en-seal.js";
import { inputOf } from "../step.js";

const copy = sealing.seal;
const LONGEST_PURPOSE = 300;

/** What readers are told, until when they may read, and with which kind of key. */
export interface Terms {
  purpose: string;
  /** `YYYY-MM-DD`, or empty. */
  expires: string;
  kem: Kem;
}

export const NO_TERMS: Terms = { purpose: "", expires: "", kem: "x-wing" };

/** The terms as a grant has them. */
export function granted({ purpose, expires }: Terms): { purpose?: string; expires?: string } {
  return {
    ...(purpose.trim() ? { purpose: purpose.trim() } : {}),
    ...(expires ? { expires } : {}),
  };
}

export function termsFields(terms: Terms, set: (terms: Terms) => void): TemplateResult {
  return html`<div class="stack tight">
    <div class="row">
      <label>
        <span>${copy.purpose}</span>
        <input type="text" size="32" maxlength=${LONGEST_PURPOSE} .value=${terms.purpose}
          @input=${(event: Event) => set({ ...terms, purpose: inputOf(event).value })} />
      </label>
      <label>
        <span>${copy.expires}</span>
        <input type="date" min=${today()} .value=${terms.expires}
          @change=${(event: Event) => set({ ...terms, expires: inputOf(event).value })} />
      </label>
      <label>
        <span>${copy.kem}</span>
        <select @change=${(event: Event) => set({ ...terms, kem: inputOf(event).value as Kem })}>
          ${Object.entries(copy.kems).map(
            ([kem, name]) =>
              html`<option value=${kem} ?selected=${kem === terms.kem}>${name}</option>`,
          )}
        </select>
      </label>
    </div>
    <p class="soft small">${copy.expiresHint}</p>
  </div>`;
}
