import type { Task } from "./rpc.js";

const CHUNK_BYTES = 2 * 1024 * 1024;

/** Reads `file` piece by piece, with one turn a piece so that a cancel is heard. */
export async function forEachChunk(
  file: Blob,
  task: Task,
  use: (chunk: Uint8Array) => unknown,
): Promise<void> {
  // A stream's pieces are 64 KiB: too many turns, and too small for the cipher.
  const read = (start: number) => file.slice(start, start + CHUNK_BYTES).arrayBuffer();
  let next = read(0);
  for (let start = 0; start < file.size; start += CHUNK_BYTES) {
    const chunk = await next;
    next = read(start + CHUNK_BYTES); // the browser reads on while the engine works
    next.catch(() => {}); // told when it is awaited
    await use(new Uint8Array(chunk));
    task.progress(Math.min(1, (start + CHUNK_BYTES) / file.size));
    await task.turn();
  }
}

/**
 * A copy on disk or in the browser's memory, out of this worker's. In one piece: of many small ones the browser keeps
 * account one by one, and a gigabyte of them takes minutes.
 */
export function blobOf(...pieces: Uint8Array[]): Blob {
  const whole = new Uint8Array(pieces.reduce((bytes, piece) => bytes + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return new Blob([whole]);
}
