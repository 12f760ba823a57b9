import { today } from "../day.js";
import {
  type IdentityView,
  Keyring,
  type PassphraseStrength,
  passphrase_strength,
  type RecoveryKit,
  read_identity,
  suggest_passphrase,
} from "../generated/lazaret.js";
import type { Task } from "../rpc.js";
import type { Holder } from "./holder.js";
import { SessionStore } from "./session.js";
import type { KeyStore } from "./store.js";
import type { Keys, Secret, TypedWord } from "./views.js";

const IDLE_MINUTES = 15;
const OWN = "own";
const JSON_FILE = { type: "application/json" };

/** The identity in the vault: made, kept, unlocked and locked here. */
export function keyring(started: Promise<unknown>, store: KeyStore, holder: Holder) {
  const session = new SessionStore(store);
  /** An identity whose recovery kit is not on paper yet. */
  let making: Keyring | undefined;

  const kept = () => store.get<string>("identity", OWN);
  const idle = async () => (await store.get<number>("settings", "idle")) ?? IDLE_MINUTES;

  async function identity(): Promise<IdentityView | undefined> {
    const text = await kept();
    return holder.ring?.view() ?? (text === undefined ? undefined : read_identity(text));
  }

  async function keys(): Promise<Keys> {
    const view = await identity();
    return {
      ...(view ? { identity: view } : {}),
      unlocked: holder.ring !== undefined,
      lasts: await store.lasts(),
      idleMinutes: await idle(),
    };
  }

  /** Keeps the locked file, once something unlocks it. */
  async function keep(): Promise<Keys> {
    const ring = holder.unlocked();
    if (ring.view()?.unlockers.length) await store.put("identity", OWN, ring.file());
    return keys();
  }

  async function hold(ring: Keyring): Promise<Keys> {
    holder.hold(ring);
    const root = ring.session_root();
    try {
      await session.keep(root);
    } finally {
      root.fill(0);
    }
    return keep();
  }

  /** A new ring that `unlock` put an identity into. */
  async function ringWith(unlock: (ring: Keyring) => unknown): Promise<Keyring> {
    const ring = new Keyring();
    try {
      await unlock(ring);
      return ring;
    } catch (thrown) {
      ring.free();
      throw thrown;
    }
  }

  /** What was recovered without its file gets back what else unlocks it, if the file is here. */
  async function withFile(recovered: Keyring): Promise<Keyring> {
    const text = await kept();
    if (text === undefined) return recovered;
    const root = recovered.session_root();
    try {
      return await ringWith((ring) => ring.resume(text, root));
    } finally {
      root.fill(0);
      recovered.free();
    }
  }

  async function unlock(secret: Secret, name: string): Promise<Keyring> {
    const text = (await kept()) ?? "";
    if ("passphrase" in secret)
      return ringWith((ring) => ring.unlock_with_passphrase(text, secret.passphrase));
    if ("passkey" in secret) {
      const { credential, output } = secret.passkey;
      return ringWith((ring) => ring.unlock_with_passkey(text, credential, output));
    }
    if ("words" in secret)
      return withFile(await ringWith((ring) => ring.recover(secret.words, name)));
    const shares = await Promise.all(secret.shares.map((share) => share.text()));
    return withFile(await ringWith((ring) => ring.combine(shares, name)));
  }

  return {
    /** What the browser keeps; a session that is not over is taken up again. */
    async wake(_: Task): Promise<Keys> {
      await started;
      const text = await kept();
      const root = holder.ring
        ? undefined
        : await session.resume(await idle()).catch(() => undefined);
      try {
        if (root && text !== undefined) {
          holder.hold(await ringWith((ring) => ring.resume(text, root)));
        }
      } catch {
        await session.end(); // of another identity than the one that is kept
      } finally {
        root?.fill(0);
      }
      return keys();
    },

    /** Begins an identity; gives its recovery kit, without which it does not count. */
    async make(_: Task, name: string, passphrase: string): Promise<RecoveryKit> {
      making?.free();
      making = await ringWith((ring) => {
        ring.make(name);
        ring.add_passphrase(passphrase);
      });
      return making.kit(today());
    },

    kit: (_: Task): RecoveryKit => (making ?? holder.unlocked()).kit(today()),

    /** Takes the new identity, if the words are those of its kit. */
    async confirm(_: Task, typed: TypedWord[]): Promise<Keys> {
      if (!making) return keys();
      making.check_words(
        Uint32Array.from(typed, ({ number }) => number),
        typed.map(({ word }) => word),
      );
      const made = making;
      making = undefined;
      return hold(made);
    },

    abandon(_: Task): void {
      making?.free();
      making = undefined;
    },

    /** Takes an identity from its file, locked. */
    async use(_: Task, file: Blob): Promise<Keys> {
      const text = await file.text();
      read_identity(text);
      await session.end();
      holder.hold(undefined);
      await store.put("identity", OWN, text);
      return keys();
    },

    unlock: async (_: Task, secret: Secret, name = ""): Promise<Keys> =>
      hold(await unlock(secret, name)),

    async lock(_: Task): Promise<Keys> {
      holder.hold(undefined);
      await session.end();
      return keys();
    },

    /** The reader is here. */
    touch: (_: Task): Promise<void> => session.touch(),

    async setIdle(_: Task, minutes: number): Promise<Keys> {
      await store.put("settings", "idle", minutes);
      return keys();
    },

    async addPassphrase(_: Task, passphrase: string): Promise<Keys> {
      holder.unlocked().add_passphrase(passphrase);
      return keep();
    },

    async addPasskey(
      _: Task,
      credential: Uint8Array,
      salt: Uint8Array,
      output: Uint8Array,
    ): Promise<Keys> {
      holder.unlocked().add_passkey(credential, salt, output);
      return keep();
    },

    async removeUnlocker(_: Task, place: number): Promise<Keys> {
      holder.unlocked().remove_unlocker(place);
      return keep();
    },

    /** A file for each of `count` people, of whom `threshold` together get the identity back. */
    shares: (_: Task, threshold: number, count: number): Blob[] =>
      holder
        .unlocked()
        .shares(threshold, count)
        .map((share) => new Blob([share], JSON_FILE)),

    identityFile: (_: Task): Blob => new Blob([holder.unlocked().file()], JSON_FILE),

    async recipientFile(_: Task): Promise<Blob> {
      return new Blob([(await identity())?.recipient.text ?? ""], JSON_FILE);
    },

    /** Removes the identity from this browser. */
    async forget(_: Task): Promise<Keys> {
      holder.hold(undefined);
      await session.end();
      await store.remove("identity", OWN);
      return keys();
    },

    suggestPassphrase: async (_: Task): Promise<string> => {
      await started;
      return suggest_passphrase();
    },

    strengthOf: async (_: Task, passphrase: string): Promise<PassphraseStrength> => {
      await started;
      return passphrase_strength(passphrase);
    },
  };
}
