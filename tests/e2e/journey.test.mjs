// The whole way of a patient file, in both browsers, from a site and from a disk.
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { chromium, firefox, folder, fromDisk, overHttp, sample } from "./harness.mjs";
import * as steps from "./steps.mjs";
import { classSizes, column, parse } from "./table.mjs";

const K = 5;
const ROWS = 515;
const original = await readFile(sample);

test("in Chromium, from a site", async (t) => {
  const site = await overHttp(t);
  const reader = await chromium(t, site.url);
  await journey(t, reader);
  assert.deepEqual(site.asked, ["/"], "the site was asked for the page, once");
  assert.deepEqual(reader.requests, [site.url], "and nobody else for anything");
});

test("in Chromium, from a disk", async (t) => {
  const reader = await chromium(t, fromDisk);
  await journey(t, reader);
  assert.deepEqual(reader.requests, [fromDisk]);
});

test("in Firefox, from a site", async (t) => {
  const site = await overHttp(t);
  const reader = await firefox(t, site.url);
  await journey(t, reader);
  assert.deepEqual(site.asked, ["/"]);
  assert.deepEqual(reader.requests, [site.url]);
});

test("in Firefox, from a disk", async (t) => {
  const reader = await firefox(t, fromDisk);
  await journey(t, reader);
  assert.deepEqual(reader.requests, [], "Firefox does not count the file itself");
});

async function journey(t, reader) {
  await t.test("load and describe", () => describe(reader));
  await t.test("see the risk", () => risk(reader));
  await t.test("share rows", () => share(reader));
  await t.test("publish numbers until the budget is spent", () => publish(reader));
  await t.test("seal and open again", () => sealAndOpen(t, reader));
  assert.deepEqual(reader.errors, [], "nothing complains in the console");
  assert.deepEqual(await reader.refused(), [], "the policy had nothing to refuse");
}

async function describe(reader) {
  await steps.loadSample(reader);
  const names = await reader.texts("tbody th[scope=row]", "lazaret-describe");
  const roles = await reader.values("tbody select", "lazaret-describe");
  const named = (role) => names.filter((_, place) => roles[place] === role);
  assert.deepEqual(named("identifier"), ["FIRST", "LAST", "SSN"]);
  assert.deepEqual(named("sensitive"), ["HEALTHCARE_EXPENSES", "HEALTHCARE_COVERAGE", "CONDITION"]);
  assert.deepEqual(named("other"), []);
  assert.equal(named("quasi-identifier").length, 9);
  const reasons = await reader.texts("td.why", "lazaret-describe");
  assert.match(reasons[names.indexOf("SSN")], /this is a national number/);
}

async function risk(reader) {
  const quasi = [
    "BIRTHDATE",
    "AGE",
    "GENDER",
    "RACE",
    "ETHNICITY",
    "MARITAL",
    "CITY",
    "COUNTY",
    "ZIP",
  ];
  const unique = classSizes(parse(original.toString()), quasi).filter((size) => size === 1).length;
  const sentence = await reader.sees("The smallest group has");
  assert.ok(sentence.includes(`${unique} of ${ROWS} patients`), sentence);
}

async function share(reader) {
  await steps.shareRows(reader);
  const [before, after] = await reader.texts("dl.figures", "lazaret-share-rows");
  assert.match(before, /smallest group\s+1\s/);
  const { name, bytes } = await reader.saves(() => reader.press("Save the table"));
  assert.equal(name, "protected-table.csv");
  const released = parse(bytes.toString());
  const recipe = await saveRecipe(reader);
  const quasi = recipe.columns.filter(({ role }) => role === "quasi-identifier");
  const sizes = classSizes(
    released,
    quasi.map((rule) => rule.name),
  );
  assert.ok(sizes[0] >= K, `the smallest group has ${sizes[0]}`);
  assert.match(after, new RegExp(`smallest group\\s+${sizes[0]}\\s`), "the page says the same");
  assert.equal(released.length - 1, ROWS);
  assertNoIdentifier(bytes.toString(), released[0]);
}

function assertNoIdentifier(text, heading) {
  const patients = parse(original.toString());
  for (const name of ["FIRST", "LAST", "SSN"]) {
    assert.ok(!heading.includes(name));
    assert.ok(!column(patients, name).some((cell) => text.includes(cell)), `a ${name} is in it`);
  }
}

async function saveRecipe(reader) {
  const { name, bytes } = await reader.saves(() => reader.press("Save the recipe"));
  assert.equal(name, "recipe.json");
  return JSON.parse(bytes);
}

async function publish(reader) {
  await steps.setBudget(reader, "1");
  await steps.count(reader, "0.4", "0.4");
  await steps.meanAge(reader, "0.5", "0.9");
  await reader.fill("Budget for this answer (ε)", "0.2");
  await reader.sees("ε 0.1 is left: lower the budget of this answer to ask more.");
  assert.equal(await reader.pressable("Spend and answer"), false, "too dear a question is refused");
  // Asked again for no more, a question has its answer already.
  await steps.count(reader, "0.1", "0.9");
  await steps.histogramOfAge(reader, "0.1");
  await reader.sees("This table will give no more answers");
  const { name, bytes } = await reader.saves(() => reader.press("Save the numbers"));
  assert.equal(name, "noisy-numbers.json");
  const { budget, releases } = JSON.parse(bytes);
  assert.equal(budget.total, 1);
  assert.ok(budget.left < 1e-9);
  assert.deepEqual(
    releases.map(({ question }) => question),
    ["count", "mean", "histogram"],
  );
  const [count, mean] = releases;
  // Laplace noise of scale 1/ε is beyond 50/ε with a chance of e^-50.
  assert.ok(
    Math.abs(count.value.value - ROWS) < 50 / count.epsilon,
    `${count.value.value} patients`,
  );
  assert.ok(count.value.error_95 > 0 && count.value.error_95 < 20);
  assert.ok(mean.value.value >= 0 && mean.value.value <= 110, `mean age ${mean.value.value}`);
  assert.deepEqual([mean.column, mean.epsilon], ["AGE", 0.5]);
  const { numbers } = await saveRecipe(reader);
  assert.deepEqual([numbers.budget, numbers.questions.length], [{ epsilon: 1 }, 3]);
}

async function sealAndOpen(t, reader) {
  const { name, bytes } = await steps.seal(reader);
  assert.equal(name, "sealed.lz");
  assert.ok(!bytes.includes("VonRueden376"), "the ciphertext hides the names");
  const path = join(await folder(t), "received.lz");
  await writeFile(path, bytes);
  await steps.unfoldOpen(reader);
  await steps.open(reader, path, "seven small otters row at dusk");
  await reader.sees("The passphrase does not open this file.", "lazaret-open");
  await steps.open(reader, path, steps.PASSPHRASE);
  await reader.sees("Every byte is as it was sealed.", "lazaret-open");
  const opened = await reader.saves(() => reader.press("Save it", "lazaret-open"));
  assert.equal(opened.name, "patients.csv");
  assert.ok(opened.bytes.equals(original), "the same bytes come out");
}
