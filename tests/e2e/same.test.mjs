// The page and the command do the same with the same file and recipe.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { chromium, data, folder, fromDisk, root } from "./harness.mjs";
import * as steps from "./steps.mjs";

const target = process.env.CARGO_TARGET_DIR ?? join(root, "target");
const LAZARET = process.env.LAZARET ?? join(target, "debug/lazaret");

/** What the command answers on standard output. */
async function command(...words) {
  const { stdout } = await promisify(execFile)(LAZARET, words, { maxBuffer: 2 ** 26 });
  return JSON.parse(stdout);
}

for (const name of ["synthea_flat.csv", "hdhi_sample.csv"]) {
  test(`with ${name}`, async (t) => {
    const file = data(name);
    const [place, reader] = [await folder(t), await chromium(t, fromDisk)];
    const recipe = join(place, "recipe.json");
    await steps.loadFile(reader, file);

    await t.test("they start from the same recipe", async () => {
      const saved = await reader.saves(() => reader.press("Save the recipe"));
      await writeFile(recipe, saved.bytes);
      assert.deepEqual(JSON.parse(saved.bytes), await command("recipe", file));
    });

    await t.test("they share the same rows and report the same", async () => {
      await steps.shareRows(reader);
      const { bytes } = await reader.saves(() => reader.press("Save the table"));
      const out = join(place, "out.csv");
      const report = await command("protect", file, "--recipe", recipe, "--out", out);
      assert.ok(bytes.equals(await readFile(out)), "the released bytes differ");
      assert.deepEqual(await reader.state("shared.report"), report);
    });

    await t.test("they answer the same questions, noise aside", async () => {
      await reader.give("Did this before?", recipe, "lazaret-describe");
      await reader.check("Publish numbers", "lazaret-protect");
      await reader.press("Ask them now");
      const asked = JSON.parse(await readFile(recipe)).numbers.questions.length;
      await reader.sees(`${asked} answer`, "lazaret-hand-over");
      const { bytes } = await reader.saves(() => reader.press("Save the numbers"));
      const page = JSON.parse(bytes);
      const script = await command("summarize", file, "--recipe", recipe);
      assert.ok(page.releases.length > 0);
      assert.deepEqual(page.releases.map(withoutNoise), script.releases.map(withoutNoise));
      page.releases.forEach(({ question, value }, place) => {
        const ratio = firstError(value) / firstError(script.releases[place].value);
        // The error of a mean is told from the noisy count that it is divided by.
        const [least, most] = question === "mean" ? [0.5, 2] : [1, 1];
        assert.ok(ratio >= least && ratio <= most, `the errors differ by ${ratio}`);
      });
      assert.deepEqual(page.budget, script.budget);
    });
  });
}

/** An answer's labels and parameters. */
function withoutNoise({ value, ...parameters }) {
  return { ...parameters, form: value.form, labels: (value.bins ?? []).map(({ label }) => label) };
}

function firstError({ bins, error_95 }) {
  return bins ? bins[0].error_95 : error_95;
}
