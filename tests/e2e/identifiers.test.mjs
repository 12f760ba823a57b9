// What becomes of identifiers: pseudonyms that last, and Safe Harbor.
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { chromium, folder, fromDisk, sample } from "./harness.mjs";
import * as steps from "./steps.mjs";
import { column, parse } from "./table.mjs";

const patients = parse((await readFile(sample)).toString());

async function release(reader) {
  await steps.shareRows(reader);
  const { bytes } = await reader.saves(() => reader.press("Save the table"));
  return bytes.toString();
}

/** Asks for pseudonyms in place of the SSN, with the key that `give` gives. */
async function pseudonyms(t, give) {
  const reader = await chromium(t, fromDisk);
  await steps.loadSample(reader);
  await reader.unfold("Identifiers and dates");
  await reader.choose("What becomes of it: SSN", "replaced by a pseudonym");
  await reader.sees("A pseudonym needs a secret key");
  const key = await give(reader);
  await reader.sees("The key with the fingerprint");
  const text = await release(reader);
  assert.deepEqual(reader.errors, []);
  return { key, text, recipe: await reader.state("shared.recipe") };
}

test("pseudonyms are the same with the same key, and tell no number", async (t) => {
  const made = await pseudonyms(t, async (reader) => {
    const { name, bytes } = await reader.saves(() => reader.press("Make a key and save it"));
    assert.equal(name, "pseudonym-key.txt");
    return bytes.toString();
  });
  const released = column(parse(made.text), "SSN");
  const numbers = column(patients, "SSN");
  assert.equal(new Set(released).size, new Set(numbers).size, "a pseudonym for every patient");
  assert.ok(!numbers.some((number) => made.text.includes(number)), "a number is in it");
  const secret = made.key.trim().split(/\s+/).at(-1);
  assert.ok(!JSON.stringify(made.recipe).includes(secret), "the recipe holds no key");

  const path = join(await folder(t), "key.txt");
  await writeFile(path, made.key);
  const again = await pseudonyms(t, (reader) => reader.give("Load a key", path));
  assert.deepEqual(new Set(column(parse(again.text), "SSN")), new Set(released));
});

test("Safe Harbor is one decision, and its table keeps to it", async (t) => {
  const reader = await chromium(t, fromDisk);
  await steps.loadSample(reader);
  const before = await reader.state("recipe");
  await reader.unfold("Follow HIPAA’s Safe Harbor");
  await reader.press("Apply Safe Harbor");
  await reader.sees("“SSN” was taken for social security numbers (G) and is left out.");
  await reader.sees("No program can judge that.");
  const [heading, ...rows] = parse(await release(reader));
  const gone = ["FIRST", "LAST", "SSN", "CITY", "COUNTY"];
  assert.deepEqual(
    gone.filter((name) => heading.includes(name)),
    [],
  );
  const dates = rows.map((row) => row[heading.indexOf("BIRTHDATE")]);
  assert.ok(!dates.some((date) => /\d{4}-\d{2}/.test(date)), "of dates the year is left");
  await reader.press("Undo");
  assert.deepEqual(await reader.state("recipe"), before);
  await reader.sees("The columns have changed since Safe Harbor was applied.");
  assert.deepEqual(reader.errors, []);
});
