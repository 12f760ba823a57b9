import { blobOf } from "../../chunks.js";
import { type Followed, LogCopy, type RecipientView, SealedFile } from "../../generated/shell.js";
import type { Task } from "../../rpc.js";
import type { KeyStore } from "../../vault/store.js";
import { exchangeFailure } from "../node.js";
import type { Logged, LogKeys, SignedRecord, User } from "../records.js";

/** Whoever this browser believes is settled when it first sees a log, and kept beside its copy. */
export function logCopy(started: Promise<unknown>, store: KeyStore) {
  let copy: LogCopy | undefined;
  /** How many entries the browser keeps at least. */
  let kept = 0;
  const held = (): LogCopy => {
    if (!copy) throw exchangeFailure("no-log");
    return copy;
  };
  const shelf = (origin: string) => `log ${origin}`;

  /** The copy that the browser keeps, or an empty one of the log that a node names. */
  async function wake(origin: string, keys: string, directory: string): Promise<LogCopy> {
    const text = await store.get<string>("settings", shelf(origin));
    if (text === undefined) return LogCopy.begin(keys, directory);
    const found = LogCopy.from_text(text);
    kept = found.size();
    return found;
  }

  /** Keeps a copy that believes others, or has grown if no other tab has kept a longer one. */
  async function keep(origin: string, changed = false): Promise<void> {
    const size = held().size();
    if (size <= kept && !changed) return;
    const text = held().to_text();
    await store.update<string>("settings", shelf(origin), (there) =>
      !changed && there !== undefined && sizeOf(there) > size ? undefined : text,
    );
    kept = size;
  }

  return {
    /**
     * What must be fetched before a checkpoint is followed. The node's keys are believed the first
     * time, and later must be the same.
     */
    async wantedOfLog(
      _: Task,
      origin: string,
      keys: string,
      directory: string,
      checkpoint: string,
    ): Promise<string[]> {
      await started;
      const found = copy ?? (await wake(origin, keys, directory));
      copy ??= found; // asked twice at once, the first stays
      copy.check_policy(keys);
      return copy.wanted(checkpoint);
    },

    /** The keys that this browser holds the node to. */
    believed: (_: Task): LogKeys => JSON.parse(held().policy()) as LogKeys,

    /** Believes other keys from now on, because the reader says so; what was seen stays. */
    async believe(_: Task, origin: string, keys: string): Promise<void> {
      held().believe(keys);
      await keep(origin, true);
    },

    /** Follows the log to a checkpoint. */
    async followLog(
      _: Task,
      origin: string,
      checkpoint: string,
      bundles: Uint8Array[],
    ): Promise<Followed> {
      const followed = held().follow(checkpoint, bundles);
      await keep(origin);
      return followed;
    },

    /** Whether the log has this key for the user; what is shown of it then. */
    checkKey: (_: Task, { name, recipient, entry }: User): RecipientView =>
      held().check_key(name, recipient, JSON.stringify(entry)),

    /** Whether an upload is the last that the log has of the file. */
    checkVersion: (_: Task, file: string, entry: Logged, owner: string): SignedRecord =>
      JSON.parse(held().check_version(file, JSON.stringify(entry), owner)) as SignedRecord,

    /** A sealed file with the proof in it that its upload is in the log. */
    async prove(_: Task, blob: Blob, file: string, entry: Logged): Promise<Blob> {
      const sealed = SealedFile.read(blob);
      try {
        const { keep, bytes } = held().prove(sealed, file, JSON.stringify(entry));
        return new Blob([blob.slice(0, keep), blobOf(bytes)]);
      } finally {
        sealed.free();
      }
    },

    /** Whether an entry is its author's and in the log. */
    verifyEntry: (_: Task, entry: Logged, author: string): SignedRecord =>
      JSON.parse(held().verify(JSON.stringify(entry), author)) as SignedRecord,
  };
}

/** How many entries a kept copy has. */
function sizeOf(text: string): number {
  const copy = LogCopy.from_text(text);
  const size = copy.size();
  copy.free();
  return size;
}
