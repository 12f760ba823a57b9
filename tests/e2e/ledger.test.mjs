// What was told of a table is remembered, paid once, and taken along as a file.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { chromium, firefox, folder, fromDisk, overHttp } from "./harness.mjs";
import * as steps from "./steps.mjs";

const PANEL = "The ledger of this table";
const STATUS = "lazaret-ledger";

/** Loads the sample in a tab that knows nothing but what the browser keeps. */
async function comeBack(reader) {
  await reader.page.reload();
  await steps.loadSample(reader);
  await reader.check("Publish numbers", "lazaret-protect");
}

const answers = (reader) => reader.texts(".value", "lazaret-publish-numbers");

/** From now on the second record of an answer is not kept: the tab is as good as dead by then. */
const dieAfterPaying = (reader) =>
  reader.page.evaluate(() => {
    const put = IDBObjectStore.prototype.put;
    let kept = 0;
    IDBObjectStore.prototype.put = function (...row) {
      kept += 1;
      if (kept > 1) throw new DOMException("gone", "QuotaExceededError");
      return put.apply(this, row);
    };
  });

async function remembers(t, open) {
  const reader = await open();
  await steps.loadSample(reader);
  await steps.setBudget(reader, "1");
  await steps.count(reader, "0.25", "0.25");
  const first = await answers(reader);
  assert.equal(first.length, 1);
  await reader.unfold(PANEL);
  const older = (await reader.saves(() => reader.press("Save the ledger"))).bytes;

  await comeBack(reader);
  await reader.sees("ε 0.25 of 1 spent");
  assert.deepEqual(await answers(reader), first, "the answer is still there");
  await steps.count(reader, "0.25", "0.25");
  await reader.sees("ε 0.75 left");
  assert.deepEqual(await answers(reader), first, "asked again it is the same");

  await dieAfterPaying(reader);
  await steps.meanAge(reader, "0.25", "0.5");
  await reader.sees("no answer is shown");
  assert.deepEqual(await answers(reader), first);
  await comeBack(reader);
  await reader.sees("ε 0.5 of 1 spent");
  await reader.unfold(PANEL);
  await reader.sees("Paid, and not answered", STATUS);
  await steps.meanAge(reader, "0.25", "0.5");
  await reader.sees("Mean of AGE", "lazaret-answer");
  await reader.sees("ε 0.5 left");
  const both = await answers(reader);
  assert.equal(both.length, 2);

  await reader.press("Certificate of entry 1", STATUS);
  await reader.sees("at most 1.29 times");
  const { name, bytes } = await reader.saves(() => reader.press("Save the ledger"));
  assert.equal(name, "patients.ledger");
  const place = await folder(t);
  const file = (called, content) => {
    const path = join(place, called);
    return writeFile(path, content).then(() => path);
  };
  await reader.give("Load a ledger", await file("older.ledger", older), STATUS);
  await reader.sees("it is an older copy", STATUS);

  const elsewhere = await open();
  await steps.loadSample(elsewhere);
  await elsewhere.check("Publish numbers", "lazaret-protect");
  await elsewhere.unfold(PANEL);
  const changed = bytes.toString().replace('"epsilon":1', '"epsilon":9');
  await elsewhere.give("Load a ledger", await file("changed.ledger", changed), STATUS);
  await elsewhere.sees("Line 1 of the ledger was changed after it was signed", STATUS);
  await elsewhere.give("Load a ledger", await file("patients.ledger", bytes), STATUS);
  await elsewhere.sees("ε 0.5 of 1 spent");
  assert.deepEqual(await answers(elsewhere), both);
  await steps.count(elsewhere, "0.5", "1");
  await elsewhere.sees("ε 0 left");
  for (const one of [reader, elsewhere]) {
    assert.deepEqual(one.errors, []);
    // Each load of the page asks for the page, and for nothing else.
    const others = one.requests.filter((address) => address !== one.page.url());
    assert.deepEqual(others, []);
  }
}

for (const [name, open] of Object.entries({ Chromium: chromium, Firefox: firefox })) {
  test(`${name} over http remembers what was told`, async (t) => {
    const { url } = await overHttp(t);
    await remembers(t, () => open(t, url));
  });
  test(`${name} from disk remembers what was told`, (t) => remembers(t, () => open(t, fromDisk)));
}
