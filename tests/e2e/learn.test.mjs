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
  [
    "encryption-cost&rows=15757",
    "What encryption costs",
    "15,757 made-up patients stayed 125,245 days in all",
  ],
  [
    "modes&figure=1&key=192&seed=1",
    "What a mode gives away",
    "are copies of another in ECB, and 0 in GCM",
  ],
  ["nonce&same=1&seed=1", "A nonce used twice", "reads 8 of 8 sealed diagnoses"],
  [
    "tampering&flip=3&cut=1&seed=1",
    "Bit flips and cuts",
    "“warfarin 20 mg” opens as “warfarin 60 mg”",
  ],
];

/** How much is drawn of a view: charts, pictures, and what can be measured. */
async function drawings(reader) {
  const parts = {
    svg: "lazaret-lesson-chart",
    canvas: "lazaret-lesson-picture",
    button: "lazaret-lesson-trial",
  };
  const found = Object.entries(parts).map(([part, within]) => reader.values(part, within));
  return (await Promise.all(found)).flat().length;
}

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
          await until("a drawing", () => drawings(reader));
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
  await reader.sees(`This view as a link: ${link(VIEWS.at(-1)[0])}`, LESSON);
});

for (const [name, open] of Object.entries(BROWSERS)) {
  test(`in ${name} the pictures show what the modes do`, async (t) => {
    const reader = await open(t, `${fromDisk}${link("modes&figure=0&key=128&seed=1")}`);
    await stands(reader, ["", "What a mode gives away", "are copies of another in ECB"]);
    const [plain, ecb, gcm] = await reader.page.evaluate(copiesOnCanvases);
    assert.ok(plain > 0.9, `${plain}`);
    assert.ok(ecb > 0.9, `${ecb}`);
    assert.equal(gcm, 0);
    await reader.choose("Key of the ECB picture", "256 bits", LESSON);
    await until("the address", async () => (await hash(reader)).includes("key=256"));
    await reader.sees("The key has 256 bits", LESSON);

    await follow(reader, "nonce&same=0&seed=1");
    await reader.sees("reads none of 8 sealed diagnoses", LESSON);
    await reader.sees("A changed dose with a forged tag is refused.", LESSON);
    await reader.choose("The second message has", "the nonce of the first", LESSON);
    await reader.sees("A changed dose with a forged tag is accepted as authentic.", LESSON);

    await follow(reader, "tampering&flip=0&cut=0&seed=1");
    await reader.sees("everything opens as it was sealed", LESSON);
    const refusals = async () => (await reader.texts(".refused", LESSON)).length;
    assert.equal(await refusals(), 0);
    await follow(reader, "tampering&flip=1&cut=0&seed=1");
    await reader.sees("“warfarin 10 mg” opens as “warfarin 50 mg”", LESSON);
    assert.equal(await refusals(), 1, "GCM");
    await follow(reader, "tampering&flip=0&cut=2&seed=1");
    await reader.sees("2 patients are missing in ECB, CBC and CTR", LESSON);
    await reader.sees("it ends before chunk 4", LESSON);
    assert.equal(await refusals(), 2, "GCM and the stream");
    assert.deepEqual(reader.errors, []);
  });

  test(`in ${name} the costs are measured when asked for, and nothing is sent`, async (t) => {
    const reader = await open(t, `${fromDisk}${link("encryption-cost&rows=300")}`);
    await stands(reader, ["", "What encryption costs", "300 made-up patients stayed"]);
    const opened = [...reader.requests];
    await reader.press("Measure the sum", LESSON);
    await reader.sees("calculated from 15 values", LESSON, 60_000);
    const cells = await reader.texts("td", LESSON);
    assert.equal(cells.filter((cell) => cell === "right").length, 4, `${cells}`);

    await reader.press("Measure AES-GCM", LESSON);
    await until(
      "three keys",
      async () => (await reader.texts("td", LESSON)).join().includes("14 rounds"),
      60_000,
    );
    const refused = (await reader.texts("td", LESSON)).includes("not offered by this browser");
    assert.equal(refused, name === "Chromium");

    await reader.press("Cancel", LESSON);
    await reader.press("Measure Argon2id", LESSON);
    await reader.sees("Argon2id with 64 MiB", LESSON, 60_000);
    await reader.press("Cancel", LESSON);
    await reader.sees("19 MiB, 2 passes", LESSON);
    assert.deepEqual(reader.requests, opened);
    assert.deepEqual(reader.errors, []);
  });
}

/** Runs in the page: of each canvas, the share of its blocks of four pixels that are equal to another. */
function copiesOnCanvases() {
  const { shadowRoot } = document.querySelector("lazaret-workbench");
  const lesson = shadowRoot.querySelector("lazaret-lesson").shadowRoot;
  return [...lesson.querySelectorAll("lazaret-lesson-picture")].map((picture) => {
    const canvas = picture.shadowRoot.querySelector("canvas");
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    const times = new Map();
    for (let at = 0; at < data.length; at += 16) {
      const block = data.subarray(at, at + 16).join();
      times.set(block, (times.get(block) ?? 0) + 1);
    }
    const copies = [...times.values()].filter((one) => one > 1).reduce((sum, one) => sum + one, 0);
    return copies / (data.length / 16);
  });
}
