import type { Recipient } from "../../vault/views.js";

/** Somebody who may be let into a file. */
export interface Reader {
  /** A recipient's fingerprint, or one of the two that need none. */
  id: string;
  /** As it stands in a table's heading. */
  name: string;
  recipient?: Recipient;
}

export const PASSPHRASE = "passphrase";
export const SELF = "self";
