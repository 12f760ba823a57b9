import { blobOf } from "../chunks.js";
import type { ColumnPiece } from "../generated/lazaret.js";

/** More pieces than this of a column become one: a wide table has very many. */
const MOST_PIECES = 64;

/** The columns of a table while they are sealed side by side; they stand one behind the other in the file. */
export class ColumnParts {
  readonly #columns: BlobPart[][] = [];

  add(pieces: ColumnPiece[]): void {
    const news: Uint8Array[][] = [];
    for (const [column, bytes] of pieces) {
      news[column] ??= [];
      news[column].push(bytes);
    }
    news.forEach((pieces, column) => {
      const parts = [...(this.#columns[column] ?? []), blobOf(...pieces)];
      this.#columns[column] = parts.length > MOST_PIECES ? [new Blob(parts)] : parts;
    });
  }

  /** The whole file: each column in its frame, and what comes behind the last. */
  framed(
    frames: [before: Uint8Array, behind: Uint8Array][],
    tail: Uint8Array,
    options: BlobPropertyBag,
  ): Blob {
    const parts = frames.flatMap(([before, behind], column) => [
      blobOf(before),
      ...(this.#columns[column] ?? []),
      blobOf(behind),
    ]);
    return new Blob([...parts, blobOf(tail)], options);
  }
}
