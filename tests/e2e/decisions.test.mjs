// Decisions about groups: conditions beyond their size, tries side by side, and the way back.
import assert from "node:assert/strict";
import { test } from "node:test";
import { chromium, fromDisk } from "./harness.mjs";
import * as steps from "./steps.mjs";

test("conditions are asked for, met, and taken back", async (t) => {
  const reader = await chromium(t, fromDisk);
  await steps.loadSample(reader);
  assert.equal(await reader.pressable("Undo"), false);
  await reader.press("Add this condition");
  // One sensitive column of the sample is all one value, so the first that varies is proposed.
  await reader.choose("For", "CONDITION");
  await reader.sees("Every group holds at least 2 different values.");
  await reader.fill("l", "3", "lazaret-conditions");
  await reader.sees("Every group holds at least 3 different values.");
  await steps.shareRows(reader);
  const { after } = await reader.state("shared.report");
  const condition = after.sensitive.find(({ column }) => column === "CONDITION");
  assert.ok(condition.least_distinct >= 3, `${condition.least_distinct}`);

  await reader.fill("Smallest group allowed (k)", "11");
  await reader.sees("The settings have changed since this table was made.");
  await reader.press("Make it again");
  await reader.sees("Every way that was tried is a point.");
  assert.equal((await reader.state("tries")).length, 2);

  await reader.press("Undo");
  assert.equal(await reader.state("recipe.share.k"), 5);
  await reader.press("Undo");
  await reader.press("Undo");
  await reader.press("Undo");
  assert.equal(await reader.state("recipe.share.models"), undefined);
  assert.equal(await reader.pressable("Undo"), false);
  await reader.press("Redo");
  assert.deepEqual(await reader.state("recipe.share.models"), [
    { model: "distinct-l-diversity", l: 2, column: "HEALTHCARE_COVERAGE" },
  ]);
  assert.deepEqual(reader.errors, []);
});
