// What gives patients away, what attacks find, what is left, and a setting that was searched for.
import assert from "node:assert/strict";
import { test } from "node:test";
import { chromium, fromDisk, sample } from "./harness.mjs";
import * as steps from "./steps.mjs";

test("the risk names the columns that give patients away", async (t) => {
  const reader = await chromium(t, fromDisk);
  await steps.loadSample(reader);
  await reader.sees("Someone who guesses a name for every row", "lazaret-risk");
  await reader.sees("BIRTHDATE alone points to 405 of 515 patients", "lazaret-risk");
  await reader.sees("BIRTHDATE and ZIP: 447 patients are the only ones", "lazaret-risk");
  await reader.unfold("How many patients are in small groups", "lazaret-risk");
  const alone = await reader.texts("details[open] tbody tr", "lazaret-risk");
  assert.match(alone[0], /^2\s+474\s+92\s%$/);
  assert.deepEqual(reader.errors, []);
});

test("attacks run, usefulness is measured, and classifiers are compared", async (t) => {
  const reader = await chromium(t, fromDisk);
  await steps.loadSample(reader);
  await steps.shareRows(reader);
  const [worst] = await reader.texts("tbody tr", "lazaret-measured");
  assert.match(worst, /^HEALTHCARE_EXPENSES\s+1\s/, "one value is for all");
  await reader.sees("k-anonymity refused", "lazaret-measured");

  await reader.press("Attack the table");
  await reader.sees(
    "515 of 515 rows lie in a group where all share one value of “HEALTHCARE_EXPENSES”",
    "lazaret-attacks",
  );
  // The file itself, as somebody who knows every patient has it.
  await reader.give("Join it with a second file", sample, "lazaret-attacks");
  const joined = await reader.sees("The second file names 515 people", "lazaret-attacks");
  assert.match(joined, /515 of them fit released rows; 0 fit exactly one row/);

  await reader.press("Measure the usefulness");
  await reader.sees("Of 1,000 random counts", "lazaret-usefulness");
  const columns = await reader.texts("tbody th", "lazaret-usefulness");
  assert.ok(columns.includes("AGE") && !columns.includes("SSN"));

  await reader.choose("Learn to tell", "GENDER");
  await reader.press("Train and compare");
  await reader.sees("GENDER is told rightly for", "lazaret-classification", 60_000);
  assert.equal((await reader.texts("tbody tr", "lazaret-classification")).length, 5);
  assert.deepEqual(reader.errors, []);
});

test("a setting is found, taken, and taken back", async (t) => {
  const reader = await chromium(t, fromDisk);
  await steps.loadSample(reader);
  const before = await reader.state("recipe.share.k");
  await reader.press("Find a good setting");
  const reason = await reader.sees("Recommended: groups of", "lazaret-advice", 60_000);
  const size = Number(/groups of (\d+) or more/.exec(reason)[1]);
  await reader.press("Use this setting");
  await reader.sees("This setting is in use", "lazaret-advice");
  assert.notEqual(await reader.state("recipe.share.k"), before);
  await steps.shareRows(reader);
  assert.equal(await reader.state("shared.report.after.smallest_class"), size);
  await reader.press("Undo");
  assert.equal(await reader.state("recipe.share.k"), before);
  assert.deepEqual(reader.errors, []);
});
