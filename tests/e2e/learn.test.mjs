// The lesson: every view by its link, in both browsers, from a site and from disk.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { found, RULES, withAxe } from "./axe.mjs";
import { chromium, firefox, fromDisk, overHttp } from "./harness.mjs";
import * as steps from "./steps.mjs";
import { until } from "./watch.mjs";

const LESSON = "lazaret-lesson";

/** A link to every view, its heading, and a piece of what it says when it stands so. */
const VIEWS = [
  ["noise&epsilon=0.37", "Noise", "No answer is more than 1.45 times as likely"],
  ["releases&epsilon=0.5&within=4&seed=3", "Releases", "of 100 releases the answer is within ±"],
  ["posterior&prior=20&epsilon=1&releases=2", "What an attacker learns", "gives at most 65 and"],
  ["difference&epsilon=5&seed=2", "Difference attack", "Of 100 attacks, half of them"],
  [
    "averaging&epsilon=0.1&times=1000&ledger=2&budget=2&seed=1",
    "Asking again",
    "20 answers had spent",
  ],
  [
    "reconstruction&questions=200&noise=0&seed=1",
    "Reconstruction",
    "has 100 of 100 patients right",
  ],
  ["clipping&bound=120&epsilon=0.5&patients=200", "Cutting off", "The mean is too low by 0 days"],
  ["splitting&epsilon=1&questions=100", "Splitting a budget", "With 100 questions, each count"],
  [
    "local&epsilon=1&patients=200&seed=1",
    "On each or on all",
    "coins on each patient are off by at most",
  ],
  ["floating-point&epsilon=1&seed=1", "The last digits", "the attacker finds 0 in 40,000"],
];

const link = (view) => `#learn=${view}`;
const hash = (reader) => reader.page.evaluate(() => location.hash);
const follow = (reader, view) =>
  reader.page.evaluate((fragment) => {
    location.hash = fragment;
  }, link(view));

/** Waits until the view stands on the page, drawn. */
async function stands(reader, [, heading, said]) {
  await reader.sees(said, LESSON);
  assert.deepEqual(await reader.texts("h3", LESSON), [heading]);
}

const BROWSERS = { Chromium: chromium, Firefox: firefox };

describe("every view opens by its link", { concurrency: 1 }, () => {
  const told = {};
  for (const [name, open] of Object.entries(BROWSERS)) {
    for (const place of ["a site", "disk"]) {
      test(`in ${name}, from ${place}`, async (t) => {
        const url = place === "disk" ? fromDisk : (await overHttp(t)).url;
        const reader = await open(t, `${url}${link(VIEWS[0][0])}`);
        const numbers = [];
        for (const view of VIEWS) {
          await follow(reader, view[0]);
          await stands(reader, view);
          await until(
            "a chart",
            async () => (await reader.values("svg", "lazaret-lesson-chart")).length,
          );
          numbers.push(await reader.texts("[aria-live] p", LESSON));
        }
        told.numbers ??= numbers;
        assert.deepEqual(numbers, told.numbers, "a seeded run is the same everywhere");
        assert.equal((await reader.texts("input[type=file]", LESSON)).length, 0);
        assert.ok(reader.requests.length <= 1, `${reader.requests}`);
        assert.deepEqual(await reader.refused(), []);
        assert.deepEqual(reader.errors, []);
      });
    }
  }
});

for (const [name, open] of Object.entries(BROWSERS)) {
  test(`in ${name} the keyboard moves a slider, and the address follows`, async (t) => {
    const reader = await open(t, `${fromDisk}${link("releases&epsilon=0.5&within=3&seed=7")}`);
    await reader.sees("Run 7: seeded, for repeating; not a release.", LESSON);
    await reader.page.evaluate(focusFirstSlider);
    await reader.page.keyboard.press("ArrowRight");
    await until("the address", async () =>
      (await hash(reader)).endsWith("learn=releases&epsilon=0.7&within=3&seed=7"),
    );
    await reader.sees("ε = 0.7", LESSON);
    await reader.press("Run with fresh randomness", LESSON);
    await reader.sees("Drawn afresh", LESSON);
    await until("the address", async () => (await hash(reader)).endsWith("seed=fresh"));
    await reader.press("Back to seeded runs", LESSON);
    await reader.sees("Run 1: seeded", LESSON);
    await reader.press("Next view: What an attacker learns", LESSON);
    await until("the address", async () => (await hash(reader)).startsWith("#learn=posterior&"));
    await reader.page.evaluate(() => history.back());
    await reader.sees("Run 1: seeded", LESSON);
    assert.deepEqual(reader.errors, []);
  });
}

/** Runs in the page. */
function focusFirstSlider() {
  const { shadowRoot } = document.querySelector("lazaret-workbench");
  shadowRoot.querySelector("lazaret-lesson").shadowRoot.querySelector("input[type=range]").focus();
}

test("the lesson leaves the loaded table alone, and hands out nothing", async (t) => {
  const reader = await chromium(t, fromDisk);
  await steps.loadSample(reader);
  await steps.shareRows(reader);
  await reader.press("Learn");
  await stands(reader, ["", "Noise", "No answer is more than 1.65 times as likely"]);
  assert.equal(await hash(reader), "#learn=noise&epsilon=0.5");
  assert.equal(await reader.page.locator("lazaret-load").isVisible(), false);
  for (const word of ["Save", "Hand over", "Choose"]) {
    assert.equal(await reader.page.locator(LESSON).getByRole("button", { name: word }).count(), 0);
  }
  await reader.press("Protect data");
  await reader.sees("515 rows, 15 columns");
  await reader.sees("of the detail in the quasi-identifiers is lost");
  assert.equal(await hash(reader), "");
  assert.deepEqual(reader.errors, []);
});

describe("axe finds nothing in any view", { concurrency: 2 }, () => {
  for (const [colorScheme, options] of Object.entries(RULES)) {
    test(colorScheme, async (t) => {
      const reader = await withAxe(t, colorScheme);
      for (const view of VIEWS) {
        await follow(reader, view[0]);
        await stands(reader, view);
        await t.test(view[1], async () => assert.deepEqual(await found(reader, options), []));
      }
    });
  }
});

test("no view scrolls sideways on 320 pixels, and each prints its link", async (t) => {
  const reader = await chromium(t, `${fromDisk}${link(VIEWS[0][0])}`, {
    viewport: { width: 320, height: 640 },
  });
  for (const view of VIEWS) {
    await follow(reader, view[0]);
    await stands(reader, view);
    const [wide, window] = await reader.page.evaluate(() => [
      document.documentElement.scrollWidth,
      document.documentElement.clientWidth,
    ]);
    assert.ok(wide <= window, `${view[1]}: ${wide} of ${window} pixels`);
  }
  await reader.page.emulateMedia({ media: "print" });
  await reader.sees(`This view as a link: ${link("floating-point&epsilon=1&seed=1")}`, LESSON);
});
