import { blobPart } from "../chunks.js";
import type { ColumnPiece } from "../generated/lazaret.js";

/** More pieces than this of a column become one: a wide table has very many. */
const MOST_PIECES = 64;

/** The columns of a table while they are sealed side by side; they stand one behind the other in the file. */
export class ColumnParts {
  readonly #columns: BlobPart[][] = [];

  add(pieces: ColumnPiece[]): void {
    for (const [column, bytes] of pieces) {
      const parts = this.#columns[column] ?? [];
      parts.push(blobPart(bytes));
      this.#columns[column] = parts.length > MOST_PIECES ? [new Blob(parts)] : parts;
    }
  }

  /** The whole file: each column in its frame, and what comes behind the last. */
  framed(
    frames: [before: Uint8Array, behind: Uint8Array][],
    tail: Uint8Array,
    options: BlobPropertyBag,
  ): Blob {
    const parts = frames.flatMap(([before, behind], column) => [
      blobPart(before),
      ...(this.#columns[column] ?? []),
      blobPart(behind),
    ]);
    return new Blob([...parts, blobPart(tail)], options);
  }
}
