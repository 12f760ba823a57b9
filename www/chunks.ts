import { pageFailure } from "./failure.js";
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

/** The same Blob, which the browser was found to hold: one for which it has no room it makes all the same. */
export async function stored(blob: Blob): Promise<Blob> {
  try {
    await blob.slice(-1).arrayBuffer();
  } catch {
    throw pageFailure("no-room");
  }
  return blob;
}

/**
 * Lets the browser find out how much it may keep. Chromium does so when it makes a Blob of a stream; until then it takes
 * 500 MB in memory and nothing on disk, and what is more cannot be read back.
 */
export async function findRoom(): Promise<void> {
  await new Response(new Blob(["."]).stream()).blob();
}
