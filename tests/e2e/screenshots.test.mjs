// Pictures of every step, to be judged by eye; and the README's.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, test } from "node:test";
import { chromium, data, dist, fromDisk, root } from "./harness.mjs";
import * as steps from "./steps.mjs";

const folder = join(root, "tests/screenshots");
await mkdir(folder, { recursive: true });
await mkdir(join(root, "docs"), { recursive: true });

const SCREENS = {
  desktop: {},
  narrow: { viewport: { width: 360, height: 740 } },
  dark: { colorScheme: "dark" },
  zoomed: { viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 },
};

const TABLES = { sample: steps.loadSample, dirty: (reader) => steps.loadFile(reader, data("hdhi_sample.csv")) };

describe("every step", { concurrency: 2 }, () => {
  for (const [screen, options] of Object.entries(SCREENS)) {
    for (const [table, load] of Object.entries(TABLES)) {
      test(`${table}, ${screen}`, async (t) => {
        const reader = await chromium(t, fromDisk, options);
        const path = (name) => join(folder, `${table}-${screen}-${name}.png`);
        const whole = (name) => reader.page.screenshot({ path: path(name) });
        const step = (numeral, name) =>
          reader.page.locator("section.step").nth(numeral - 1).screenshot({ path: path(name) });
        await whole("0-start");
        await load(reader);
        await whole("0-loaded");
        await step(1, "1-load");
        await step(2, "2-describe");
        await step(3, "3-risk");
        await steps.shareRows(reader);
        await step(4, "4-share");
        await steps.setBudget(reader, "1");
        await steps.count(reader, "0.3", "0.3");
        await steps.meanAge(reader, "0.3", "0.6");
        await steps.histogramOfAge(reader, "0.3");
        await step(4, "4-numbers");
        await steps.seal(reader);
        await step(4, "4-seal");
        await step(5, "5-hand-over");
      });
    }
  }
});

test("what goes wrong, and how we know", async (t) => {
  const reader = await chromium(t, fromDisk);
  await steps.chooseFile(reader, join(dist, "lazaret.wasm"));
  await reader.sees("That did not work");
  await reader.page.screenshot({ path: join(folder, "refused.png") });
  await reader.unfold("Nothing has left this computer");
  await reader.page.screenshot({ path: join(folder, "proof.png"), fullPage: true });
});

test("the README's", async (t) => {
  const reader = await chromium(t, fromDisk, { viewport: { width: 1280, height: 1000 } });
  await steps.loadSample(reader);
  await steps.shareRows(reader);
  await reader.page.locator("lazaret-protect").evaluate((step) => step.scrollIntoView());
  await reader.page.mouse.wheel(0, -140);
  await reader.page.screenshot({ path: join(root, "docs/screenshot.png") });
});
