import { blobOf, forEachChunk, stored } from "../chunks.js";
import { today } from "../day.js";
import {
  type Dialect,
  type GrantWish,
  type Inspection,
  SealedFile,
  type UnlockedColumns,
} from "../generated/lazaret.js";
import type { Task } from "../rpc.js";
import { ColumnParts } from "./column-parts.js";
import type { Holder } from "./holder.js";
import type { Content } from "./views.js";

const SEALED = { type: "application/octet-stream" };

/** Sealing, opening and granting, piece by piece: memory does not grow with the file. */
export function sealing(started: Promise<unknown>, holder: Holder) {
  function unlock(sealed: SealedFile, key: string | Uint8Array | undefined): UnlockedColumns {
    if (key === undefined) return holder.unlocked().unlock_file(sealed, today());
    if (typeof key === "string") return sealed.unlock_with_words(key, today());
    return sealed.unlock_with_keys(key);
  }

  return {
    /** Seals a file as it is; signed by the unlocked identity, or by a key that nobody keeps. */
    async sealFile(task: Task, file: Blob, name: string, grants: GrantWish[]): Promise<Blob> {
      await started;
      const sealing = holder.sealer().seal_file(name, file.size);
      const parts: BlobPart[] = [];
      const keep = async (pieces: Uint8Array[]) => parts.push(await stored(blobOf(...pieces)));
      try {
        await forEachChunk(file, task, async (chunk) => keep(await sealing.push(chunk)));
        await keep(await sealing.finish(grants, today()));
      } finally {
        sealing.free();
      }
      return new Blob(parts, SEALED);
    },

    /** Seals a table column by column. */
    async sealTable(
      task: Task,
      csv: Blob,
      name: string,
      dialect: Dialect,
      grants: GrantWish[],
    ): Promise<Blob> {
      await started;
      const sealing = holder.sealer().seal_table(name, dialect);
      const columns = new ColumnParts();
      try {
        await forEachChunk(csv, task, async (chunk) => columns.add(await sealing.push(chunk)));
        const { pieces, frames, tail } = await sealing.finish(grants, today());
        columns.add(pieces);
        return await stored(columns.framed(frames, tail, SEALED));
      } finally {
        sealing.free();
      }
    },

    /** What a sealed file shows without a key, once its signatures were found good. */
    async inspect(_: Task, file: Blob): Promise<Inspection> {
      await started;
      const sealed = SealedFile.read(file);
      try {
        return sealed.inspection(today());
      } finally {
        sealed.free();
      }
    },

    /**
     * Opens with a passphrase, with keys of columns, or without either with the unlocked identity.
     * Nothing is handed out before its end was authenticated.
     */
    async open(task: Task, file: Blob, key?: string | Uint8Array): Promise<Content> {
      await started;
      const sealed = SealedFile.read(file);
      const unlocked = unlock(sealed, key);
      const opened = sealed.opened(unlocked);
      const contents = sealed.open(unlocked);
      const parts: BlobPart[] = [];
      try {
        for (let pieces = await contents.next(); pieces; pieces = await contents.next()) {
          parts.push(await stored(blobOf(...pieces)));
          await task.turn();
        }
        const all = sealed.inspection(today()).columns.length;
        const closed = opened.columns ? all - opened.columns.length : 0;
        return { ...opened, closed, blob: new Blob(parts) };
      } finally {
        for (const one of [contents, unlocked, sealed]) one.free();
      }
    },

    /** The same file with grants more: what is sealed is not touched. */
    async grant(_: Task, file: Blob, grants: GrantWish[]): Promise<Blob> {
      const sealed = SealedFile.read(file);
      try {
        const { keep, bytes } = holder.unlocked().grant(sealed, grants, today());
        return new Blob([file.slice(0, keep), blobOf(bytes)], SEALED);
      } finally {
        sealed.free();
      }
    },
  };
}
