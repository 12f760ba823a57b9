// A page as it was built.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { dist } from "./harness.mjs";

/** A file of the build. */
export const read = (name) => readFile(join(dist, name));

/** Every address in a text. */
export const addressesIn = (text) => text.match(/\b(?:https?|wss?|ftp):\/\/[^\s"'`<>)\\]+/g) ?? [];

/** The one policy of a page, which stands before its one script, and the SHA-256 of that. */
export function policyOf(html) {
  const scripts = [...html.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g)];
  assert.equal(scripts.length, 1);
  const policies = [
    ...html.matchAll(/<meta http-equiv="Content-Security-Policy" content="([^"]*)"/g),
  ];
  assert.equal(policies.length, 1);
  assert.ok(policies[0].index < scripts[0].index, "the policy stands before what it governs");
  const hash = createHash("sha256").update(scripts[0][1]).digest("base64");
  return { policy: policies[0][1], hash };
}
