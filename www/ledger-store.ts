import { done, finished, openDatabase } from "./database.js";
import { pageFailure } from "./failure.js";
import type { Head, LedgerState } from "./generated/lazaret.js";

/** A ledger as the engine has it: its file, and what the page shows of it. */
export interface Kept {
  text: string;
  ledger: LedgerState;
}

/** Who signs: a key that this browser keeps and that nobody can read out of it. */
export interface Writer {
  publicKey: Uint8Array;
  privateKey: CryptoKey;
}

interface Row {
  id: string;
  text: string;
  head: Head;
}

const DATABASE = "lazaret";
const LEDGERS = "ledgers";
const KEYS = "keys";
const OWN = "writer";
const NOT_KEPT = "ledger-not-kept";

/** What is told apart in text: the number and the hash of a ledger's last line. */
export const headText = ({ number, hash }: Head): string => `${number}:${hash}`;

/**
 * The ledgers that this browser keeps, by their ids, and the key that it signs with.
 * Where it may keep nothing, this tab keeps them as long as it lives.
 */
export class LedgerStore {
  readonly #memory = new Map<string, Row>();
  readonly #opening = openDatabase(DATABASE, (database) => {
    database.createObjectStore(LEDGERS, { keyPath: "id" });
    database.createObjectStore(KEYS);
  });

  /** Whether a ledger outlasts this tab. */
  async lasts(): Promise<boolean> {
    return (await this.#opening) !== undefined;
  }

  /** All ledgers, those with most lines first. */
  async all(): Promise<Row[]> {
    const database = await this.#opening;
    const rows = database
      ? await done<Row[]>(database.transaction(LEDGERS).objectStore(LEDGERS).getAll(), NOT_KEPT)
      : [...this.#memory.values()];
    return rows.sort((a, b) => b.head.number - a.head.number);
  }

  /** The last line that was seen of a ledger. */
  async seen(id: string): Promise<Head | undefined> {
    return (await this.all()).find((row) => row.id === id)?.head;
  }

  /**
   * Keeps a ledger, and comes back when it is safe. Refused where what is kept is not
   * `before`, the head it had here last: another tab has written to it meanwhile.
   */
  async keep({ text, ledger }: Kept, before: Head | undefined): Promise<void> {
    const { id, head } = ledger;
    const row = { id, text, head };
    const fits = (kept: Row | undefined) =>
      !kept || [before, head].some((known) => known && headText(known) === headText(kept.head));
    const database = await this.#opening;
    if (!database) {
      if (!fits(this.#memory.get(id))) throw pageFailure("ledger-elsewhere");
      this.#memory.set(id, row);
      return;
    }
    // The answer is shown after the disk has its record, not the browser's memory alone.
    const transaction = database.transaction(LEDGERS, "readwrite", { durability: "strict" });
    const safe = finished(transaction, NOT_KEPT);
    const store = transaction.objectStore(LEDGERS);
    try {
      if (!fits(await done<Row | undefined>(store.get(id), NOT_KEPT)))
        throw pageFailure("ledger-elsewhere");
      put(store, row);
    } catch (thrown) {
      safe.catch(() => {}); // told by what was thrown
      transaction.abort();
      throw thrown;
    }
    await safe;
  }

  /** The key to sign with, made once; `undefined` where this browser can keep none. */
  async writer(): Promise<Writer | undefined> {
    const database = await this.#opening;
    if (!database) return undefined;
    try {
      const keys = () => database.transaction(KEYS).objectStore(KEYS);
      const kept = await done<Writer | undefined>(keys().get(OWN), NOT_KEPT);
      if (kept) return kept;
      const made = await makeWriter();
      const transaction = database.transaction(KEYS, "readwrite");
      transaction.objectStore(KEYS).add(made, OWN).onerror = (event) => event.preventDefault();
      await finished(transaction, NOT_KEPT);
      // Another tab may have been first.
      return await done<Writer>(keys().get(OWN), NOT_KEPT);
    } catch {
      return undefined;
    }
  }
}

async function makeWriter(): Promise<Writer> {
  const { publicKey, privateKey } = (await crypto.subtle.generateKey("Ed25519", false, [
    "sign",
    "verify",
  ])) as CryptoKeyPair;
  return { publicKey: new Uint8Array(await crypto.subtle.exportKey("raw", publicKey)), privateKey };
}

function put(store: IDBObjectStore, row: Row): void {
  try {
    store.put(row);
  } catch {
    throw pageFailure(NOT_KEPT);
  }
}
