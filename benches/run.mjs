// `make bench`: each figure beside a named alternative in the same run, as a ratio.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { address, browser, close, median, root, seconds } from "./chromium.mjs";
import { ROWS, writeTable } from "./table.mjs";

/** Reads the table on the real page; seconds until its columns are described, and memory. */
async function load(file) {
  const page = await browser.newPage();
  await page.goto(`${address}/dist/index.html`);
  await page.locator("input[type=file]").first().waitFor({ state: "attached" });
  const loaded = page.evaluate(() => {
    const workbench = document.querySelector("lazaret-workbench");
    return new Promise((done) => {
      const started = performance.now();
      workbench.addEventListener("loaded", ({ detail }) => {
        done({ ...detail, seconds: (performance.now() - started) / 1000 });
      });
    });
  });
  await page.locator("input[type=file]").first().setInputFiles(file);
  const result = await loaded;
  await page.close();
  return result;
}

const file = join(root, "target/bench/table.csv");
mkdirSync(join(root, "target/bench"), { recursive: true });
if (!existsSync(file)) await writeTable(file);
const megabytes = statSync(file).size / 1e6;

const count = process.argv[2];
const native = [];
const page = [];
for (let round = 0; round < 5; round++) {
  native.push(JSON.parse(execFileSync(count, [file], { encoding: "utf8" })).seconds);
  page.push(await load(file));
}
const counting = median(native);
const loading = median(page.map(({ seconds }) => seconds));
const memory = Math.max(...page.map(({ memory }) => memory)) / 1e6;
console.log(`load, ${ROWS} rows x 11, ${megabytes.toFixed(0)} MB, in Chromium: ${seconds(loading)}`);
console.log(`  the csv crate, native, counting fields:  ${seconds(counting)}; allowed is twice that and 2 s: ${seconds(2 * counting + 2)}`);
console.log(`  ratio to what is allowed: ${(loading / (2 * counting + 2)).toFixed(2)}`);
console.log(`  memory of the engine: ${memory.toFixed(0)} MB of 250 MB`);

await close();
