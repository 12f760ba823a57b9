import { done, finished, openDatabase } from "../database.js";

const DATABASE = "lazaret-keys";
const SHELVES = ["identity", "session", "settings", "recipients"] as const;
type Shelf = (typeof SHELVES)[number];
const NOT_KEPT = "keys-not-kept";

/**
 * What this browser keeps about keys: never one that could be read out of it.
 * Where it may keep nothing, this worker does as long as it lives.
 */
export class KeyStore {
  readonly #memory = new Map<Shelf, Map<string, unknown>>();
  readonly #opening = openDatabase(DATABASE, (database) => {
    for (const shelf of SHELVES) database.createObjectStore(shelf);
  });

  /** Whether anything outlasts this worker. */
  async lasts(): Promise<boolean> {
    return (await this.#opening) !== undefined;
  }

  async get<T>(shelf: Shelf, key: string): Promise<T | undefined> {
    const database = await this.#opening;
    if (!database) return this.#shelf(shelf).get(key) as T | undefined;
    return done<T | undefined>(database.transaction(shelf).objectStore(shelf).get(key), NOT_KEPT);
  }

  async all<T>(shelf: Shelf): Promise<T[]> {
    const database = await this.#opening;
    if (!database) return [...this.#shelf(shelf).values()] as T[];
    return done<T[]>(database.transaction(shelf).objectStore(shelf).getAll(), NOT_KEPT);
  }

  put(shelf: Shelf, key: string, value: unknown): Promise<void> {
    return this.#change(
      shelf,
      (store) => store.put(value, key),
      (memory) => memory.set(key, value),
    );
  }

  /** Puts what `change` makes of a value, with nothing in between; where it makes nothing, all stays. */
  async update<T>(
    shelf: Shelf,
    key: string,
    change: (value: T | undefined) => T | undefined,
  ): Promise<void> {
    const changed = (value: unknown, put: (value: T) => unknown) => {
      const made = change(value as T | undefined);
      if (made !== undefined) put(made);
    };
    await this.#change(
      shelf,
      (store) => {
        const request = store.get(key);
        request.onsuccess = () => changed(request.result, (value) => store.put(value, key));
      },
      (memory) => changed(memory.get(key), (value) => memory.set(key, value)),
    );
  }

  remove(shelf: Shelf, key: string): Promise<void> {
    return this.#change(
      shelf,
      (store) => store.delete(key),
      (memory) => memory.delete(key),
    );
  }

  async #change(
    shelf: Shelf,
    change: (store: IDBObjectStore) => void,
    otherwise: (memory: Map<string, unknown>) => unknown,
  ): Promise<void> {
    const database = await this.#opening;
    if (!database) return void otherwise(this.#shelf(shelf));
    const transaction = database.transaction(shelf, "readwrite");
    change(transaction.objectStore(shelf));
    await finished(transaction, NOT_KEPT);
  }

  #shelf(shelf: Shelf): Map<string, unknown> {
    const found = this.#memory.get(shelf) ?? new Map<string, unknown>();
    this.#memory.set(shelf, found);
    return found;
  }
}
