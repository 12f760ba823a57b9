import { blobOf } from "../../chunks.js";
import { today } from "../../day.js";
import { type GrantWish, type Inspection, SealedFile } from "../../generated/shell.js";
import { sha256 } from "../../hex.js";
import type { Task } from "../../rpc.js";
import type { Holder } from "../../vault/holder.js";
import { shellRing } from "./account.js";

/** A sealed file that the unlocked identity owns, ready to be uploaded. */
export interface Adopted {
  /** What comes before the tail: the columns. */
  columns: Blob;
  tail: Uint8Array;
  /** Of columns and tail together. */
  bytes: number;
  /** SHA-256 of the manifest. */
  manifest: string;
  shown: Inspection;
}

/** Sealed files as the shell knows them: it adopts, grants and unlocks, and opens none. */
export function sealedFiles(started: Promise<unknown>, holder: Holder) {
  return {
    /** Takes over what was sealed for the unlocked identity, once every column was found to open. */
    async adopt(_: Task, file: Blob): Promise<Adopted> {
      await started;
      const sealed = SealedFile.read(file);
      const { keep, bytes: tail } = shellRing(holder).adopt(sealed, today());
      sealed.free();
      const columns = file.slice(0, keep);
      const own = SealedFile.read(new Blob([columns, blobOf(tail)]));
      try {
        const bytes = keep + tail.length;
        return { columns, tail, bytes, manifest: own.manifest(), shown: own.inspection(today()) };
      } finally {
        own.free();
      }
    },

    /** A tail for a reader, from the owner's own of the file with this manifest; and its hash, as the record has it. */
    async tailFor(
      _: Task,
      keep: number,
      own: Uint8Array,
      manifest: string,
      wish: GrantWish,
    ): Promise<{ tail: Uint8Array; hash: string }> {
      const tail = shellRing(holder).tail_for(keep, own, manifest, [wish], today());
      return { tail, hash: await sha256(tail as Uint8Array<ArrayBuffer>) };
    },

    /** The keys of what was granted to the unlocked identity, for the workbench to open with. */
    async columnKeys(_: Task, file: Blob): Promise<{ keys: Uint8Array; manifest: string }> {
      await started;
      const sealed = SealedFile.read(file);
      try {
        const unlocked = shellRing(holder).unlock_file(sealed, today());
        return { keys: unlocked.bytes(), manifest: sealed.manifest() };
      } finally {
        sealed.free();
      }
    },
  };
}
