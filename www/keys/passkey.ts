import { pageFailure } from "../failure.js";

const SALT_BYTES = 32;
const CHALLENGE_BYTES = 32; // nobody checks the answer: the passkey's secret is all that is wanted

/** A passkey, and the secret that it gives for a salt. */
export interface Passkey {
  credential: Uint8Array;
  salt: Uint8Array;
  output: Uint8Array;
}

/** Whether this browser has passkeys that give a secret, and the page an address to keep them for. */
export async function hasPasskeys(): Promise<boolean> {
  const isAddress = /^[\d.]+$|^\[/.test(location.hostname);
  if (location.hostname === "" || isAddress || !isSecureContext) return false;
  if (!("PublicKeyCredential" in globalThis)) return false;
  const capabilities = await PublicKeyCredential.getClientCapabilities?.();
  return capabilities?.["extension:prf"] === true;
}

/** Makes a passkey on this computer or on a security key. */
export async function makePasskey(name: string): Promise<Passkey> {
  const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES));
  const user = crypto.getRandomValues(new Uint8Array(CHALLENGE_BYTES));
  const made = await asked(() =>
    navigator.credentials.create({
      publicKey: {
        challenge: crypto.getRandomValues(new Uint8Array(CHALLENGE_BYTES)),
        rp: { name: "Lazaret" },
        user: { id: user, name, displayName: name },
        pubKeyCredParams: [
          { type: "public-key", alg: -7 }, // ES256
          { type: "public-key", alg: -257 }, // RS256
        ],
        authenticatorSelection: { residentKey: "preferred", userVerification: "required" },
        extensions: { prf: { eval: { first: salt } } },
      },
    }),
  );
  if (made.getClientExtensionResults().prf?.enabled !== true) {
    throw pageFailure("passkey-without-secret");
  }
  const credential = new Uint8Array(made.rawId);
  // Many give their secret only when they are used, not when they are made.
  const output = secretOf(made) ?? (await usePasskey(credential, salt));
  return { credential, salt, output };
}

/** The secret that a passkey gives for a salt. */
export async function usePasskey(
  credential: Uint8Array<ArrayBuffer>,
  salt: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array> {
  const used = await asked(() =>
    navigator.credentials.get({
      publicKey: {
        challenge: crypto.getRandomValues(new Uint8Array(CHALLENGE_BYTES)),
        allowCredentials: [{ type: "public-key", id: credential }],
        userVerification: "required",
        extensions: { prf: { eval: { first: salt } } },
      },
    }),
  );
  const output = secretOf(used);
  if (!output) throw pageFailure("passkey-without-secret");
  return output;
}

async function asked(ask: () => Promise<Credential | null>): Promise<PublicKeyCredential> {
  try {
    const answer = await ask();
    if (answer) return answer as PublicKeyCredential;
  } catch {
    // The browser does not say whether it was refused, or took too long.
  }
  throw pageFailure("passkey-refused");
}

function secretOf(credential: PublicKeyCredential): Uint8Array | undefined {
  const first = credential.getClientExtensionResults().prf?.results?.first;
  if (!first) return undefined;
  return first instanceof ArrayBuffer
    ? new Uint8Array(first)
    : new Uint8Array(first.buffer as ArrayBuffer, first.byteOffset, first.byteLength);
}

/** What an identity's file says of a passkey, for the browser. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
