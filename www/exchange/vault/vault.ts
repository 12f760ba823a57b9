import { addressBook } from "../../vault/address-book.js";
import { Holder } from "../../vault/holder.js";
import { keyring } from "../../vault/keyring.js";
import { KeyStore } from "../../vault/store.js";
import { account } from "./account.js";
import { group } from "./group.js";
import { logCopy } from "./log-copy.js";
import { sealedFiles } from "./sealed-files.js";

/**
 * What the shell may ask of its worker, which holds the unlocked identity, the group key and this
 * browser's copy of the log. It has no way to the network, and no table ever comes here.
 */
export function shellVault(started: Promise<unknown>) {
  const [store, holder] = [new KeyStore(), new Holder()];
  return {
    ...keyring(started, store, holder),
    ...addressBook(started, store),
    ...account(started, holder),
    ...group(holder),
    ...logCopy(started, store),
    ...sealedFiles(started, holder),
  };
}

/** Its methods, as the page sees them. */
export type ShellVault = ReturnType<typeof shellVault>;
