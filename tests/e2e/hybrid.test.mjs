// The lesson's view of the first paper: what it shows, that a link holds it, and that it stays.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { chromium, firefox, fromDisk } from "./harness.mjs";

const VIEW = `${fromDisk}#learn=hybrid`;
const LESSON = "lazaret-lesson";

/** The cells of the table of that name, row by row. */
async function rows(reader, name) {
  const region = reader.page.locator(LESSON).getByRole("region", { name, exact: true }).first();
  const lines = region.locator("tbody tr");
  await lines.first().waitFor();
  return lines.evaluateAll((all) =>
    all.map((line) => [...line.cells].map((cell) => cell.innerText)),
  );
}

describe("the first paper's noise", { concurrency: 2 }, () => {
  test("stands beside what it protects", async (t) => {
    const reader = await chromium(t, VIEW);
    await reader.sees("A reproduction, not a privacy guarantee", LESSON);
    const table = await rows(reader, "The paper's table, made anew");
    assert.equal(table.length, 11);
    const [age, ...others] = table;
    assert.deepEqual([age[0], age[4].slice(0, 8)], ["AGE", "loss 110"]);
    for (const [name, before, noisy, hybrid] of table) {
      // Four standard errors of a mean over 15,757 rows at ε = 1.
      for (const mean of [noisy, hybrid])
        assert.ok(Math.abs(mean - before) < 0.0451, `${name}: ${mean}`);
      assert.notEqual(noisy, hybrid);
    }
    assert.match(others.at(-1)[5], /times less/);
    const scores = await rows(reader, "Its scores, measured");
    assert.deepEqual(
      scores.map(([, paper]) => paper.replace(/\s/g, " ")),
      ["90 %", "80 %", "80 %", "85 %"],
    );
    assert.deepEqual(reader.errors, []);
  });

  test("is the same after encryption when the draw is the same", async (t) => {
    const reader = await chromium(t, `${VIEW}&epsilon=0.5&draw=1`);
    await reader.sees("equal to the last digit", LESSON);
    for (const [, , noisy, hybrid] of await rows(reader, "The paper's table, made anew")) {
      assert.equal(noisy, hybrid);
    }
  });

  test("weighs its scores as the reader wishes", async (t) => {
    const reader = await chromium(t, `${VIEW}&privacy=4&means=0&spreads=0`);
    const scores = await rows(reader, "Its scores, measured");
    assert.equal(scores.at(-1)[2], scores[0][2]);
  });

  for (const [name, open] of Object.entries({ chromium, firefox })) {
    test(`measures its overhead in ${name}, and sends nothing`, async (t) => {
      const reader = await open(t, VIEW);
      await reader.sees("What it costs", LESSON);
      const opened = [...reader.requests];
      await reader.press("Measure on this computer", LESSON);
      await reader.sees("Measuring 1,000,000 rows", LESSON, 60_000);
      await reader.press("Cancel", LESSON);
      await reader.sees("100,000", "lazaret-lesson-trial");
      assert.deepEqual(reader.requests, opened);
      assert.deepEqual(reader.errors, []);
    });
  }

  test("gives nothing to take away", async (t) => {
    const reader = await chromium(t, VIEW);
    await reader.sees("A reproduction, not a privacy guarantee", LESSON);
    const lesson = reader.page.locator(LESSON);
    assert.equal(
      await lesson.locator("a[download], a[href^='blob:'], input[type=file]").count(),
      0,
    );
    assert.equal(
      await lesson.getByRole("button", { name: /save|download|export|hand over/i }).count(),
      0,
    );
  });
});
