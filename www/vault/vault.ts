import { addressBook } from "./address-book.js";
import { Holder } from "./holder.js";
import { keyring } from "./keyring.js";
import { sealing } from "./sealing.js";
import { KeyStore } from "./store.js";

/**
 * What the page may ask of the vault: the worker that holds the unlocked identity. Its root never
 * leaves this worker, and what the browser keeps of it is wrapped.
 */
export function vault(started: Promise<unknown>) {
  const [store, holder] = [new KeyStore(), new Holder()];
  return {
    ...keyring(started, store, holder),
    ...addressBook(started, store),
    ...sealing(started, holder),
  };
}

/** The vault's methods, as the page sees them. */
export type Vault = ReturnType<typeof vault>;
