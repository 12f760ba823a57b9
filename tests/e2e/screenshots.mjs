// Pictures of every step, to be judged by eye.
import { join } from "node:path";
import { describe, test } from "node:test";
import { chromium, fromDisk } from "./harness.mjs";
import { folder } from "./screenshots-folder.mjs";
import * as steps from "./steps.mjs";

const SCREENS = {
  desktop: {},
  narrow: { viewport: { width: 360, height: 740 } },
  dark: { colorScheme: "dark" },
  zoomed: { viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 },
};

/** Pictures of the table that `load` gives to the page, on every screen. */
export function pictures(table, load) {
  describe(`pictures of the ${table} table`, { concurrency: 2 }, () => {
    for (const [screen, options] of Object.entries(SCREENS)) {
      test(screen, async (t) => {
        const reader = await chromium(t, fromDisk, options);
        await everyStep(reader, `${table}-${screen}`, load);
      });
    }
  });
}

async function everyStep(reader, set, load) {
  const { page } = reader;
  const path = (name) => join(folder, `${set}-${name}.png`);
  const step = (numeral, name) =>
    page
      .locator("section.step")
      .nth(numeral - 1)
      .screenshot({ path: path(name) });
  await page.screenshot({ path: path("0-start") });
  await load(reader);
  await page.screenshot({ path: path("0-loaded") });
  // It sticks to the window, and would lie across a picture taller than that.
  await page.locator(".standing").evaluate((line) => {
    line.style.position = "static";
  });
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
}
