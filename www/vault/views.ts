import type { IdentityView, Opened, RecipientView } from "../generated/lazaret.js";

/** What the page knows about the keys in the vault. */
export interface Keys {
  identity?: IdentityView;
  unlocked: boolean;
  /** Whether this browser keeps anything when the tab is closed. */
  lasts: boolean;
  /** How long nobody may touch the page before the identity is locked. */
  idleMinutes: number;
}

/** Someone to seal files for. */
export interface Recipient extends RecipientView {
  /** Whether the reader compared the words with their owner. */
  verified: boolean;
}

/** One word of the kit, typed back. */
export interface TypedWord {
  /** Counted from 1. */
  number: number;
  word: string;
}

/** What opens an identity. */
export type Secret =
  | { passphrase: string }
  | { passkey: { credential: Uint8Array; output: Uint8Array } }
  | { words: string }
  | { shares: Blob[] };

/** What a sealed file held, once it was read to its end. */
export interface Content extends Opened {
  /** How many columns stay closed to this key. */
  closed: number;
  blob: Blob;
}
