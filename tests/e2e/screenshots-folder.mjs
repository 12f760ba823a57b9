// Where pictures go that are judged by eye.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { root } from "./harness.mjs";

export const folder = join(root, "tests/screenshots");
await mkdir(folder, { recursive: true });

/** A picture of all of a reader's page. */
export const picture = ({ page }, name) =>
  page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
