// axe on the page as a reader has it open.
import { createRequire } from "node:module";
import { chromium, fromDisk } from "./harness.mjs";

export const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/** In the dark only colours differ, and axe takes long over a wide table. */
export const RULES = { light: {}, dark: { runOnly: ["color-contrast"] } };

/** The page with axe in it. */
export async function withAxe(t, colorScheme) {
  // Only here: axe is a script from outside, which the page's policy rightly refuses.
  const reader = await chromium(t, fromDisk, { bypassCSP: true, colorScheme });
  await reader.page.addScriptTag({ path: AXE });
  return reader;
}

/** What axe finds: the rule, and where. */
export async function found(reader, options) {
  const { violations } = await reader.page.evaluate(
    (options) => globalThis.axe.run(options),
    options,
  );
  return violations.map(({ id, impact, nodes }) => ({
    id,
    impact,
    where: nodes
      .slice(0, 3)
      .map(({ target, failureSummary }) => [target.flat().at(-1), failureSummary]),
  }));
}
