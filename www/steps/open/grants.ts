import { html, nothing, type TemplateResult } from "lit";
import type { InspectedGrant, Inspection } from "../../generated/lazaret.js";
import { hex } from "../../hex.js";
import type { KeyDesk } from "../../keys/desk.js";
import { fromBase64 } from "../../keys/passkey.js";
import { words } from "../../words/en.js";

const copy = words.open;

/** Whom a grant lets in, as this reader knows them. */
export function readerOf({ recipient }: InspectedGrant, { keys, recipients }: KeyDesk): string {
  if (!recipient) return copy.passphrase;
  const own = keys?.identity?.recipient;
  if (recipient.fingerprint === own?.fingerprint) return copy.you(own.name);
  const known = recipients.find(({ fingerprint }) => fingerprint === recipient.fingerprint);
  return known ? copy.known(known.name) : copy.unknown(recipient.words);
}

/** Whether a grant is for the unlocked identity. */
export function isForUnlocked({ recipient }: InspectedGrant, { keys, unlocked }: KeyDesk): boolean {
  return (
    unlocked &&
    recipient !== undefined &&
    recipient.fingerprint === keys?.identity?.recipient.fingerprint
  );
}

/** Who may open a file, what of it, and until when. */
export function grantList({ grants, columns: all }: Inspection, desk: KeyDesk): TemplateResult {
  return html`<ul aria-label=${copy.forWhom}>
    ${grants.map((grant) => {
      const { columns, purpose, issued, expires, expired } = grant;
      const what = columns ? copy.part(columns.length, all.length) : copy.everything;
      const details = [
        what,
        ...(purpose ? [copy.purpose(purpose)] : []),
        copy.issued(issued),
        ...(expires && !expired ? [copy.until(expires)] : []),
      ];
      return html`<li>
        ${readerOf(grant, desk)}: ${details.join(", ")}
        ${expires && expired ? html`<strong>(${copy.expired(expires)})</strong>` : nothing}
      </li>`;
    })}
  </ul>`;
}

/** Whether the unlocked identity sealed a file, and can let others in. */
export function isOwner({ owner }: Inspection, { keys, unlocked }: KeyDesk): boolean {
  if (!unlocked || !keys?.identity) return false;
  const { ed25519 } = JSON.parse(keys.identity.recipient.text) as { ed25519: string };
  return owner === hex(fromBase64(ed25519));
}
