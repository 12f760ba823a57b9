// The sample patients at every step, what goes wrong, and the README's picture.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { chromium, dist, fromDisk, root } from "./harness.mjs";
import { pictures } from "./screenshots.mjs";
import { folder } from "./screenshots-folder.mjs";
import * as steps from "./steps.mjs";

pictures("sample", steps.loadSample);

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
  await reader.unfold("Round numbers first"); // folds it: the results come into view
  await reader.page.locator("lazaret-protect").evaluate((step) => {
    step.style.scrollMarginTop = "7.5rem";
    step.scrollIntoView();
  });
  await mkdir(join(root, "docs"), { recursive: true });
  await reader.page.screenshot({ path: join(root, "docs/screenshot.png") });
});
