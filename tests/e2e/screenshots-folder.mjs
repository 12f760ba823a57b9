// Where pictures go that are judged by eye.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { root } from "./harness.mjs";

export const folder = join(root, "tests/screenshots");
await mkdir(folder, { recursive: true });
