// Whatever is given to the page, it says what is wrong and goes on working.
import assert from "node:assert/strict";
import { test } from "node:test";
import { large, mended, refused, sparse, written } from "./bad-files.mjs";
import { chromium, folder, fromDisk } from "./harness.mjs";
import * as steps from "./steps.mjs";

const CANCELLED_WITHIN_MS = 2000;
const LONGEST_FREEZE_MS = 500;
const alarm = '[role="alert"] p';

test("a file that cannot be read is refused in a sentence", async (t) => {
  const [place, reader] = [await folder(t), await chromium(t, fromDisk)];
  for (const bad of refused) {
    const [name, , sentence] = bad;
    await t.test(name, async () => {
      await steps.chooseFile(reader, await written(place, bad));
      await reader.sees("That did not work", "lazaret-load");
      assert.match((await reader.texts(alarm, "lazaret-load"))[0], sentence);
      await steps.loadSample(reader);
    });
  }
  await t.test("over 2 GB", async () => {
    await steps.chooseFile(reader, await sparse(place));
    await reader.sees("That did not work", "lazaret-load");
    const [sentence] = await reader.texts(alarm, "lazaret-load");
    assert.match(sentence, /larger than 2 GB.* not read\. Split it into parts/);
    await steps.loadSample(reader);
  });
  assert.deepEqual(reader.errors, []);
});

test("a file with oddities is read, and they are told", async (t) => {
  const [place, reader] = [await folder(t), await chromium(t, fromDisk)];
  for (const odd of mended) {
    const [name, , told] = odd;
    await t.test(name, async () => {
      await steps.chooseFile(reader, await written(place, odd));
      await reader.sees(`${name}: `, "lazaret-load");
      const [text] = await reader.texts(".stack", "lazaret-load");
      for (const sentence of told) assert.match(text, sentence);
      await steps.loadSample(reader);
    });
  }
  assert.deepEqual(reader.errors, []);
});

test("how a file is written is guessed, and can be corrected", async (t) => {
  const [place, reader] = [await folder(t), await chromium(t, fromDisk)];
  const odd = mended.find(([name]) => name === "windows-1252.csv");
  await steps.chooseFile(reader, await written(place, odd));
  await reader.sees("3 rows, 3 columns");
  assert.deepEqual(await reader.values("fieldset select", "lazaret-load"), [";", "windows1252"]);
  assert.equal((await reader.texts("tbody tr:last-child td", "lazaret-describe"))[1], "number");
  await reader.choose("Characters are", "UTF-8");
  await reader.sees("That did not work", "lazaret-load");
  const [sentence] = await reader.texts(alarm, "lazaret-load");
  assert.match(sentence, /^Row \d+, column \d+, holds a letter that is not written in UTF-8/);
  await reader.sees("change it here: it is then read again");
  assert.deepEqual(await reader.values("fieldset select", "lazaret-load"), [";", "utf8"]);
  await reader.choose("Characters are", "Windows-1252");
  await reader.sees("3 rows, 3 columns");
});

test("a large file can be cancelled, and never freezes the page", async (t) => {
  const [place, reader] = [await folder(t), await chromium(t, fromDisk)];
  const path = await large(place, 60);
  await steps.chooseFile(reader, path);
  await reader.press("Cancel", "lazaret-load");
  const pressed = Date.now();
  await reader.page.locator("lazaret-load progress").waitFor({ state: "detached" });
  const took = Date.now() - pressed;
  assert.ok(took < CANCELLED_WITHIN_MS, `cancelled after ${took} ms`);
  assert.deepEqual(await reader.texts("lazaret-describe"), [], "nothing half-read stays");
  await steps.loadSample(reader);

  await reader.page.evaluate(startHeartbeat);
  await steps.chooseFile(reader, path);
  await reader.sees("large.csv: ", "lazaret-load", 60_000);
  await reader.sees("The smallest group has");
  const { beats, longest } = await reader.page.evaluate(() => globalThis.heartbeat);
  t.diagnostic(`longest gap between two frames: ${longest.toFixed(0)} ms`);
  assert.ok(beats > 10 && longest < LONGEST_FREEZE_MS, `${longest} ms without a frame`);
  await steps.loadSample(reader);
  assert.deepEqual(reader.errors, []);
});

/** Runs in the page: keeps the longest time between two frames. */
function startHeartbeat() {
  globalThis.heartbeat = { beats: 0, longest: 0 };
  let last = performance.now();
  requestAnimationFrame(function beat() {
    const now = performance.now();
    globalThis.heartbeat.longest = Math.max(globalThis.heartbeat.longest, now - last);
    globalThis.heartbeat.beats++;
    last = now;
    requestAnimationFrame(beat);
  });
}
