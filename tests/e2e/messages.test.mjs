// What the two rooms of the exchange's page hear from each other, and what they do not.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { build } from "esbuild";
import { root } from "./harness.mjs";

/** A module of the page as this program can load it. */
async function load(path) {
  const options = { bundle: true, format: "esm", write: false, absWorkingDir: root };
  const { outputFiles } = await build({ entryPoints: [join(root, path)], ...options });
  return import(
    `data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString("base64")}`
  );
}

const { toShell, toWorkbench } = await load("www/exchange/messages.ts");
const { cost } = await load("www/frame.ts");
const [file, keys] = [new Blob(["sealed"]), new Uint8Array(33)];

test("every message is heard by the room that it is for, and by no other", () => {
  const forWorkbench = [
    { type: "recipient", recipient: "{}" },
    { type: "open", file, keys, name: "Readmissions" },
  ];
  const forShell = [
    { type: "ready" },
    { type: "sealed", file },
    { type: "numbers", text: "{}", epsilon: "1" },
    { type: "numbers", text: "{}", epsilon: "1", delta: "0.000001" },
  ];
  for (const message of forWorkbench) {
    assert.equal(toWorkbench(message), message);
    assert.equal(toShell(message), undefined);
  }
  for (const message of forShell) {
    assert.equal(toShell(message), message);
    assert.equal(toWorkbench(message), undefined);
  }
});

test("whatever is no message, to the last field, is not heard", () => {
  const others = [
    undefined,
    null,
    "ready",
    [],
    {},
    { type: "rows", rows: [["40", "f"]] },
    { type: "toString" },
    { type: "__proto__" },
    { type: "ready", row: "40" },
    { type: "sealed" },
    { type: "sealed", file: "a table as text" },
    { type: "sealed", file, name: "Jane Doe.csv" },
    { type: "numbers", text: "{}" },
    { type: "numbers", text: "{}", epsilon: 1 },
    { type: "numbers", text: "{}", epsilon: "1", delta: undefined },
    { type: "open", file, keys: "00", name: "" },
    { type: "recipient", recipient: "{}", keys },
  ];
  for (const other of others) {
    assert.equal(toShell(other), undefined, JSON.stringify(other));
    assert.equal(toWorkbench(other), undefined, JSON.stringify(other));
  }
});

test("what numbers cost is told in decimal digits, and never as less", () => {
  const budget = { total: 3, left: 0, concentrated: false };
  assert.deepEqual(cost({ ...budget, spent: 0.5 }), { epsilon: "0.5" });
  assert.deepEqual(cost({ ...budget, spent: 0.1 + 0.2 }), { epsilon: "0.3" });
  assert.deepEqual(cost({ ...budget, spent: 1, delta_total: 1e-6, delta_left: 0 }), {
    epsilon: "1",
    delta: "0.000001",
  });
  const least = cost({ ...budget, spent: 1, delta_total: 1e-16, delta_left: 0 });
  assert.equal(least.delta, "0.000000000001");
  const { epsilon, delta } = cost({ ...budget, spent: 0.1, concentrated: true });
  assert.equal(delta, "0.000001");
  const exact = 0.1 + 2 * Math.sqrt(0.1 * Math.log(1e6));
  assert.ok(Number(epsilon) >= exact - 1e-12 && Number(epsilon) < exact + 1e-9);
});
