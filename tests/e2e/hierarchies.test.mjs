// Hierarchies are shown as they are built, and go out to ARX's files and come back.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { chromium, folder, fromDisk } from "./harness.mjs";
import * as steps from "./steps.mjs";
import { column, parse } from "./table.mjs";

const EDITOR = "lazaret-hierarchy";

async function open(t, name) {
  const reader = await chromium(t, fromDisk);
  await steps.loadSample(reader);
  await reader.unfold("How values grow coarser", "lazaret-hierarchies");
  await reader.unfold(name, "lazaret-hierarchies");
  await reader.sees("The first of them", EDITOR);
  return reader;
}

/** Labels at each step, as the preview counts them. */
const labels = async (reader) => (await reader.texts("tbody td:nth-child(2)", EDITOR)).map(Number);

const rule = async (reader, column) =>
  (await reader.state("recipe.columns")).find(({ name }) => name === column);

test("ranges are previewed, undone, and refused where they contradict themselves", async (t) => {
  const reader = await open(t, "AGE");
  const suggested = await labels(reader);
  await reader.choose("Steps are", "ranges that grow", EDITOR);
  await reader.fill("Widths, from narrow to wide", "10, 50", EDITOR);
  await reader.sees("[0,50)", EDITOR);
  const chosen = await labels(reader);
  assert.equal(chosen.at(-1), 1);
  assert.ok(
    chosen.every((count, step) => step === 0 || count <= chosen[step - 1]),
    `${chosen}`,
  );
  await reader.fill("Widths, from narrow to wide", "10, 25", EDITOR);
  await reader.sees("widths must be multiples of the ones before", EDITOR);
  for (let i = 0; i < 3; i++) await reader.press("Undo");
  assert.equal((await rule(reader, "AGE")).hierarchy, undefined);
  for (let looks = 0; (await labels(reader)).join() !== suggested.join(); looks++) {
    assert.ok(looks < 50, "the preview is the suggested one again");
    await reader.page.waitForTimeout(100);
  }
  assert.deepEqual(reader.errors, []);
});

test("named groups are written as text and released", async (t) => {
  const reader = await open(t, "MARITAL");
  await reader.choose("Steps are", "named groups", EDITOR);
  await reader.fill("Groups, one a line", "known:\n  pair: M\n  alone: S, D, W", EDITOR);
  await reader.sees("pair", EDITOR);
  assert.deepEqual((await rule(reader, "MARITAL")).hierarchy.groups, [
    {
      name: "known",
      values: [],
      groups: [
        { name: "pair", groups: [], values: ["M"] },
        { name: "alone", groups: [], values: ["S", "D", "W"] },
      ],
    },
  ]);
  await reader.fill("Groups, one a line", "no colon here", EDITOR);
  await reader.sees("Line 1 cannot be read", EDITOR);
  await reader.check("One step for each column", "lazaret-method");
  await steps.shareRows(reader);
  const { bytes } = await reader.saves(() => reader.press("Save the table"));
  const released = new Set(column(parse(bytes.toString()), "MARITAL"));
  const possible = new Set(["M", "S", "D", "W", "pair", "alone", "known", "other", "*", ""]);
  assert.deepEqual(
    [...released].filter((text) => !possible.has(text)),
    [],
  );
});

test("a hierarchy goes out as ARX's file and comes back", async (t) => {
  const reader = await open(t, "ZIP");
  const before = await labels(reader);
  const { name, bytes } = await reader.saves(() =>
    reader.press("Save this hierarchy (CSV of ARX)", EDITOR),
  );
  assert.equal(name, "hierarchy.csv");
  const lines = parse(bytes.toString(), ";");
  assert.ok(lines.every((line) => line.length === lines[0].length));
  assert.equal(new Set(lines.map((line) => line.at(-1))).size, 1, "the last step tells nothing");
  const place = await folder(t);
  const [whole, partial] = [join(place, "whole.csv"), join(place, "partial.csv")];
  await writeFile(whole, bytes);
  await reader.give("Load a hierarchy", whole, EDITOR);
  await reader.sees("as the file has them", EDITOR);
  assert.deepEqual(await labels(reader), before);
  // Without its first lines it does not know every value of the column.
  await writeFile(partial, bytes.toString().split("\n").slice(5).join("\n"));
  await reader.give("Load a hierarchy", partial, EDITOR);
  await reader.sees("The hierarchy of “ZIP” lacks", EDITOR);
  assert.deepEqual(reader.errors, []);
});
