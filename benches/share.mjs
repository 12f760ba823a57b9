// Sharing rows in Chromium, beside what ARX 3.9.2 needed for the same on two
// virtual processors, warm. Its figures are recorded: it needs a Java machine.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { adult, recipe } from "./adult.mjs";
import { address, browser, close, median, root, seconds } from "./chromium.mjs";

const TIMES = 33;
const fullDomain = (suppression) => ({ k: 5, suppression, method: { kind: "full-domain" } });
const RUNS = [
  { name: "full-domain, limit 0", share: fullDomain(0), times: 1, arx: 0.033 },
  { name: "full-domain, limit 4 %", share: fullDomain(0.04), times: 1, arx: 0.811 },
  { name: "full-domain, limit 100 %", share: fullDomain(1), times: 1, arx: 2.768 },
  { name: "local recoding, labels", share: { k: 5, method: { kind: "local-recoding" } }, times: 1, arx: 3.1 },
  {
    name: "slicing, occupation hidden, l = 4",
    share: { k: 10, method: { kind: "slicing", l: 4 } },
    times: 1,
    sensitive: ["occupation"],
    wanted: 3,
  },
  { name: "Mondrian", share: { k: 5, method: { kind: "mondrian" } }, times: TIMES, wanted: 3 },
  { name: "full-domain, limit 4 %", share: fullDomain(0.04), times: TIMES, arx: 20.7 },
];

mkdirSync(join(root, "target/bench"), { recursive: true });
for (const times of [1, TIMES]) {
  writeFileSync(join(root, `target/bench/adult-${times}.csv`), [...adult(times)].join(""));
}

/** Seconds of each of `rounds` runs, from the press to the report. */
async function share({ times, sensitive, share }, rounds) {
  const page = await browser.newPage();
  page.setDefaultTimeout(120_000);
  await page.goto(`${address}/dist/index.html`);
  const file = page.locator("input[type=file]").first();
  await file.waitFor({ state: "attached" });
  const loaded = page.evaluate(
    () =>
      new Promise((done) => {
        const workbench = document.querySelector("lazaret-workbench");
        workbench.addEventListener("loaded", () => done());
      }),
  );
  await file.setInputFiles(join(root, `target/bench/adult-${times}.csv`));
  await loaded;
  const measured = await page.locator("lazaret-protect").evaluate(
    async ({ state }, { recipe, rounds }) => {
      await state.useRecipe(new Blob([recipe]));
      const runs = [];
      for (let round = 0; round < rounds; round++) {
        const started = performance.now();
        await state.share();
        const failure = state.failures.get("share") ?? state.failures.get("describe");
        if (failure) throw new Error(JSON.stringify(failure));
        runs.push((performance.now() - started) / 1000);
      }
      return { runs, ncp: state.shared.report.ncp };
    },
    { recipe: JSON.stringify(recipe(share, { sensitive })), rounds },
  );
  await page.close();
  return measured;
}

for (const run of RUNS) {
  const { runs, ncp } = await share(run, run.times > 1 ? 1 : 3);
  const took = median(runs);
  const beside = run.arx
    ? `ARX ${seconds(run.arx)}, ratio ${(run.arx / took).toFixed(1)}`
    : `wanted: under ${seconds(run.wanted)}`;
  const rows = (run.times * 30_162).toLocaleString("en");
  console.log(`${run.name}, ${rows} rows, in Chromium: ${seconds(took)}; ${beside}; NCP ${ncp.toFixed(3)}`);
}
await close();
