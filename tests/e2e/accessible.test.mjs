// Everyone can use the page: by keyboard, magnified, and with a screen reader.
import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, test } from "node:test";
import { found, RULES, withAxe } from "./axe.mjs";
import { chromium, dist, fromDisk } from "./harness.mjs";
import * as steps from "./steps.mjs";

describe("axe finds nothing at any step", { concurrency: 2 }, () => {
  for (const [colorScheme, options] of Object.entries(RULES)) {
    test(colorScheme, async (t) => {
      const reader = await withAxe(t, colorScheme);
      const step = async (name, act) => {
        await act?.();
        await t.test(name, async () => assert.deepEqual(await found(reader, options), []));
      };
      await step("at first");
      await step("how we know", () => reader.unfold("Nothing has left this computer"));
      await reader.unfold("Nothing has left this computer");
      await step("loaded", () => steps.loadSample(reader));
      await step("rows shared", () => steps.shareRows(reader));
      await step("a budget set", () => steps.setBudget(reader, "1"));
      await step("a count", () => steps.count(reader, "0.3", "0.3"));
      await step("a mean", () => steps.meanAge(reader, "0.3", "0.6"));
      await step("a histogram", () => steps.histogramOfAge(reader, "0.4"));
      await step("sealed", () => steps.seal(reader));
      await step("opening", () => steps.unfoldOpen(reader));
      await step("the messy export", () => steps.loadMessy(reader));
      await step("refused", async () => {
        await steps.chooseFile(reader, join(dist, "lazaret.wasm"));
        await reader.sees("That did not work");
      });
    });
  }
});

test("the keyboard alone loads the sample", async (t) => {
  const { page, ...reader } = await chromium(t, fromDisk);
  const focused = () => page.evaluate(inFocus);
  const passed = [];
  for (let presses = 0; passed.at(-1)?.text !== "Try with sample patients"; presses++) {
    assert.ok(presses < 20, `Tab came by ${passed.map(({ text }) => text)}`);
    await page.keyboard.press("Tab");
    passed.push(await focused());
  }
  for (const { text, outlined } of passed)
    assert.ok(outlined, `the focus is not seen on “${text}”`);
  await page.keyboard.press("Enter");
  await page.getByText("515 rows, 15 columns").waitFor();
  assert.deepEqual(reader.errors, []);
});

/** Runs in the page: what has the focus, and whether it or its frame has an outline. */
function inFocus() {
  let element = document.activeElement;
  while (element.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  const outlined = (one) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(one);
    return outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2;
  };
  const frames = [element, element.closest("label")].filter(Boolean);
  return { text: element.textContent.trim() || element.type, outlined: frames.some(outlined) };
}

const SCREENS = {
  "320 pixels wide": { viewport: { width: 320, height: 640 } },
  // What a window of 1280 pixels shows when it is zoomed to 200 %.
  "200 % zoom": { viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 },
};

for (const [name, screen] of Object.entries(SCREENS)) {
  test(`nothing scrolls sideways at ${name}`, async (t) => {
    const reader = await chromium(t, fromDisk, screen);
    const fits = async (step) => {
      const [wide, window] = await reader.page.evaluate(() => [
        document.documentElement.scrollWidth,
        document.documentElement.clientWidth,
      ]);
      assert.ok(wide <= window, `${step}: ${wide} of ${window} pixels`);
    };
    await fits("at first");
    await steps.loadSample(reader);
    await fits("loaded");
    await steps.shareRows(reader);
    await fits("shared");
    await steps.setBudget(reader, "1");
    await steps.count(reader, "0.3", "0.3");
    await steps.histogramOfAge(reader, "0.4");
    await fits("published");
    await steps.seal(reader);
    await fits("sealed");
    await steps.unfoldOpen(reader);
    await reader.unfold("Nothing has left this computer");
    await fits("everything unfolded");
    await steps.loadMessy(reader);
    await fits("the messy export");
  });
}
