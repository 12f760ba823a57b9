import type { KeyStore } from "./store.js";

const NONCE_BYTES = 12;
const OWN = "session";
const MINUTE_MS = 60_000;

interface Session {
  /** Cannot be exported: what it wraps is of use to this browser alone. */
  key: CryptoKey;
  nonce: Uint8Array<ArrayBuffer>;
  wrapped: ArrayBuffer;
  /** When the reader was last seen, in milliseconds. */
  seen: number;
}

/**
 * The unlocked root across a reload of the page: kept wrapped under a key that nobody can
 * export, and only until the identity is locked or the reader was away too long.
 */
export class SessionStore {
  constructor(private readonly store: KeyStore) {}

  /** Keeps a root. Where the browser can keep no key a reload needs the passphrase again. */
  async keep(root: Uint8Array): Promise<void> {
    if (!(await this.store.lasts()) || !globalThis.crypto.subtle) return;
    const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, [
      "encrypt",
      "decrypt",
    ]);
    const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
    const plain = root as Uint8Array<ArrayBuffer>;
    const wrapped = await crypto.subtle.encrypt({ name: "AES-GCM", iv: nonce }, key, plain);
    const session: Session = { key, nonce, wrapped, seen: Date.now() };
    await this.store.put("session", OWN, session).catch(() => {});
  }

  /** The root of a session that is not over, for the caller to wipe. */
  async resume(idleMinutes: number): Promise<Uint8Array | undefined> {
    const session = await this.store.get<Session>("session", OWN);
    if (!session) return undefined;
    const away = Date.now() - session.seen;
    if (away < 0 || away > idleMinutes * MINUTE_MS) {
      await this.end();
      return undefined;
    }
    const { key, nonce, wrapped } = session;
    return new Uint8Array(
      await crypto.subtle.decrypt({ name: "AES-GCM", iv: nonce }, key, wrapped),
    );
  }

  /** The reader is here. */
  touch(): Promise<void> {
    const seen = Date.now();
    return this.store.update<Session>("session", OWN, (session) => session && { ...session, seen });
  }

  end(): Promise<void> {
    return this.store.remove("session", OWN);
  }
}
