// A file of 1 GB through the page: sealed, saved, and opened again; how long, and the most memory of the tab's process.
import { execFileSync } from "node:child_process";
import { createReadStream, createWriteStream, existsSync, mkdirSync, readFileSync, statSync } from "node:fs";
import { createHash, randomBytes } from "node:crypto";
import { join } from "node:path";
import { address, browser, close, root, seconds } from "./chromium.mjs";

const BYTES = 1e9;
const PASSPHRASE = "seven small otters row at dawn";

/** The memory of the largest tab's process of this browser, in MB: its own, without the browser's program. */
function memory() {
  const processes = execFileSync("ps", ["-eo", "pid,args"], { encoding: "utf8" }).split("\n");
  const tabs = processes.filter((line) => line.includes("--type=renderer"));
  const own = tabs.map((line) => {
    try {
      const status = readFileSync(`/proc/${line.trim().split(/\s+/)[0]}/status`, "utf8");
      return Number(/RssAnon:\s+(\d+) kB/.exec(status)?.[1] ?? 0);
    } catch {
      return 0; // it ended meanwhile
    }
  });
  return Math.max(0, ...own) / 1000;
}

/** What `work` gives, and the most memory meanwhile. */
async function watched(work) {
  let most = memory();
  const watch = setInterval(() => {
    most = Math.max(most, memory());
  }, 1000);
  const result = await work();
  clearInterval(watch);
  return { result, most };
}

async function hash(path) {
  const sum = createHash("sha256");
  for await (const piece of createReadStream(path)) sum.update(piece);
  return sum.digest("hex");
}

const file = join(root, "target/bench/large.bin");
mkdirSync(join(root, "target/bench"), { recursive: true });
if (!existsSync(file) || statSync(file).size !== BYTES) {
  const out = createWriteStream(file);
  for (let left = BYTES; left > 0; left -= 1e7) if (!out.write(randomBytes(Math.min(1e7, left)))) await new Promise((drained) => out.once("drain", drained));
  await new Promise((ended) => out.end(ended));
}

const page = await browser.newPage();
page.setDefaultTimeout(20_000);
await page.goto(`${address}/dist/index.html`);
const at = (step) => page.locator(step);
await page.getByRole("button", { name: "Try with sample patients", exact: true }).click();
await page.getByText("515 rows, 15 columns").first().waitFor();
await at("lazaret-protect").getByLabel("Seal").first().check({ force: true });
const seal = at("lazaret-seal");
await seal.getByLabel("another file").first().check({ force: true });
await seal.locator("input[type=file]").first().setInputFiles(file);
await seal.getByRole("button", { name: "Type my own", exact: true }).click();
for (const label of ["Passphrase", "The same again"]) {
  const input = seal.getByLabel(label, { exact: true }).last();
  await input.fill(PASSPHRASE);
  await input.press("Tab"); // a change is told when the input is left
}
const before = memory();

/** What pressing a button saves, and how long that takes. */
async function saved(button, as) {
  const began = performance.now();
  const [download] = await Promise.all([page.waitForEvent("download", { timeout: 300_000 }), button.click()]);
  const took = (performance.now() - began) / 1000;
  await download.saveAs(as);
  return took;
}
const sealed = join(root, "target/bench/large.lz");
const { result: sealing, most } = await watched(() =>
  saved(seal.getByRole("button", { name: "Seal and save", exact: true }), sealed),
);
console.log(`seal a file of ${BYTES / 1e9} GB on the page: ${seconds(sealing)}, ${(BYTES / 1e6 / sealing).toFixed(0)} MB/s`);
console.log(`  the most memory of the tab's process: ${most.toFixed(0)} MB of 300 MB; before: ${before.toFixed(0)} MB`);

await page.reload();
await page.getByRole("button", { name: "Open a sealed file", exact: true }).click();
const open = at("lazaret-open");
await open.locator("input[type=file]").first().setInputFiles(sealed);
await open.getByLabel("Passphrase", { exact: true }).last().fill(PASSPHRASE);
const opened = await watched(async () => {
  const began = performance.now();
  await open.getByLabel("Passphrase", { exact: true }).last().press("Enter");
  await open.getByText("Every byte is as it was sealed").first().waitFor({ timeout: 300_000 });
  return (performance.now() - began) / 1000;
});
const again = join(root, "target/bench/large.again");
await saved(open.getByRole("button", { name: "Save it", exact: true }), again);
console.log(`open it: ${seconds(opened.result)}, ${(BYTES / 1e6 / opened.result).toFixed(0)} MB/s`);
console.log(`  the most memory of the tab's process: ${opened.most.toFixed(0)} MB of 300 MB`);
if ((await hash(again)) !== (await hash(file))) throw new Error("another file came out than went in");
await close();
