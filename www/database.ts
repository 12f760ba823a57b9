import { pageFailure } from "./failure.js";

/** Opens a database of this browser; `undefined` where it may keep nothing. */
export function openDatabase(
  name: string,
  make: (database: IDBDatabase) => void,
): Promise<IDBDatabase | undefined> {
  return new Promise((resolve) => {
    try {
      const request = indexedDB.open(name, 1);
      request.onupgradeneeded = () => make(request.result);
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => resolve(undefined);
    } catch {
      resolve(undefined); // a page inside a foreign one may keep nothing
    }
  });
}

/** What a request gives; a failure of kind `failure` where it gives nothing. */
export function done<T>(request: IDBRequest, failure: string): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result as T);
    request.onerror = () => reject(pageFailure(failure));
  });
}

/** Comes back when what was written is safe. */
export function finished(transaction: IDBTransaction, failure: string): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(pageFailure(failure));
  });
}
