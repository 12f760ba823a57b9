import { sha256 } from "../hex.js";
import type { CallOptions } from "../rpc.js";
import type { Node } from "./node.js";

/** Bytes of a part: what the node stores, addressed by hash. */
const PART = 8 * 1024 * 1024;
/** How many hashes the node is asked about at a time. */
const ASKED_AT_ONCE = 10_000;

/**
 * Brings the parts of a sealed file to the node, those that it has not; gives the hashes of all.
 * Begun again after a dropped line it goes on where it was.
 */
export async function sendParts(
  node: Node,
  columns: Blob,
  { signal, progress }: CallOptions,
): Promise<string[]> {
  const part = (index: number) => columns.slice(index * PART, (index + 1) * PART);
  const hashes: string[] = [];
  for (let index = 0; index * PART < columns.size; index += 1) {
    signal?.throwIfAborted();
    hashes.push(await sha256(await part(index).arrayBuffer()));
  }
  const missing = new Set<string>();
  for (let from = 0; from < hashes.length; from += ASKED_AT_ONCE) {
    const parts = hashes.slice(from, from + ASKED_AT_ONCE);
    const answer = await node.post<{ missing: string[] }>("/v1/parts/missing", { parts });
    for (const hash of answer.missing) missing.add(hash);
  }
  for (const [index, hash] of hashes.entries()) {
    if (missing.delete(hash)) await node.put(`/v1/parts/${hash}`, part(index), { signal });
    progress?.((index + 1) / hashes.length);
  }
  return hashes;
}
