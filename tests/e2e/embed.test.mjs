// The example portal, as it stands in examples/, with the element in it.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { chromium, dist, root, sample, serve } from "./harness.mjs";
import * as steps from "./steps.mjs";
import { column, parse } from "./table.mjs";

const example = (name) => join(root, "examples", name);

test("a portal under its own strict policy receives only what is safe", async (t) => {
  const portal = await serve({
    "/portal.html": example("portal.html"),
    "/portal.js": example("portal.js"),
    "/element.js": join(dist, "element.js"),
  });
  t.after(portal.close);
  const reader = await chromium(t, `${portal.origin}/portal.html`);
  await reader.page.evaluate(keepEvents);

  await t.test("the element comes up and loads the sample", () => steps.loadSample(reader));

  await t.test("its events tell of sizes and noisy numbers", async () => {
    await steps.shareRows(reader);
    await steps.setBudget(reader, "1");
    await steps.count(reader, "0.5", "0.5");
    await reader.saves(() => reader.press("Save the numbers"));
    const [loaded, shared, released, ...more] = await reader.page.evaluate(() => globalThis.events);
    const { memory, ...size } = loaded.detail;
    assert.deepEqual([loaded.type, size], ["loaded", { rows: 515, columns: 15 }]);
    assert.equal(typeof memory, "number");
    const { type, detail } = shared;
    assert.equal(type, "protected");
    assert.deepEqual(Object.keys(detail).sort(), ["classes", "k", "ncp", "rows", "smallest_class"]);
    assert.equal(released.type, "released");
    assert.deepEqual(Object.keys(released.detail).sort(), ["budget", "numbers"]);
    assert.equal(released.detail.numbers[0].question, "count");
    assert.deepEqual(more, []);
    await tellsOfNobody(JSON.stringify([loaded, shared, released]));
    assert.equal(await reader.page.locator("output").innerText(), "1 noisy numbers");
  });

  await t.test("and of ciphertext", async () => {
    const { bytes } = await steps.seal(reader);
    const sealed = await reader.page.evaluate(async () => {
      const { sealed, ...more } = globalThis.events.at(-1).detail;
      return { more, text: await sealed.text(), size: sealed.size };
    });
    assert.deepEqual([sealed.more, sealed.size], [{}, bytes.length]);
    await tellsOfNobody(sealed.text);
  });

  assert.deepEqual(portal.asked.sort(), ["/element.js", "/portal.html", "/portal.js"]);
  assert.equal(reader.requests.length, 3, "and nothing else, from anywhere");
  assert.deepEqual(await reader.refused(), []);
  assert.deepEqual(reader.errors, []);
});

/** Runs in the page: keeps every event that the element fires. */
function keepEvents() {
  globalThis.events = [];
  for (const type of ["loaded", "protected", "released"]) {
    document.addEventListener(type, ({ detail }) => globalThis.events.push({ type, detail }));
  }
}

async function tellsOfNobody(text) {
  const patients = parse(await readFile(sample, "utf8"));
  for (const name of ["FIRST", "LAST", "SSN"]) {
    assert.ok(!column(patients, name).some((cell) => text.includes(cell)), `a ${name} is told`);
  }
}
