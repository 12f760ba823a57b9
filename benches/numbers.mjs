// Noisy numbers of a column of ten million ages in Chromium, beside OpenDP's,
// native, on the same rows and in the same run.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { writeAges } from "./ages.mjs";
import { address, browser, close, root, seconds } from "./chromium.mjs";

const ROWS = 10_000_000;
const ROUNDS = 3;
const WANTED = 3;

const age = { column: "age", lower: 0, upper: 110, step: 1 };
const QUESTIONS = [
  { question: "count" },
  { question: "quantiles", ...age, probabilities: [0.25, 0.5, 0.75] },
  { question: "histogram", column: "age", bins: { edges: Array.from({ length: 12 }, (_, i) => 10 * i) } },
  { question: "moments", ...age },
];

mkdirSync(join(root, "target/bench"), { recursive: true });
const file = join(root, "target/bench/ages.csv");
if (!existsSync(file)) await writeAges(file, ROWS);

/** Seconds of each question, from asking to the answer that is kept in the ledger, on a page that just read the file. */
async function ask(round) {
  const page = await browser.newPage();
  page.setDefaultTimeout(120_000);
  await page.goto(`${address}/dist/index.html`);
  const input = page.locator("input[type=file]").first();
  await input.waitFor({ state: "attached" });
  const loaded = page.evaluate(
    () =>
      new Promise((done) => {
        const workbench = document.querySelector("lazaret-workbench");
        workbench.addEventListener("loaded", () => done());
      }),
  );
  await input.setInputFiles(file);
  await loaded;
  const took = await page.locator("lazaret-protect").evaluate(
    async ({ state }, { questions, round }) => {
      while (state.busy.size > 0) await new Promise((later) => setTimeout(later, 20));
      await state.setBudget({ epsilon: 100 });
      const took = [];
      for (const question of questions) {
        const answers = state.releases.length;
        const started = performance.now();
        // What was asked before has its answer already: each round spends another ε.
        await state.ask({ ...question, epsilon: 1 + round / 10 });
        took.push((performance.now() - started) / 1000);
        const failure = state.failures.get("numbers");
        if (failure) throw new Error(JSON.stringify(failure));
        if (state.releases.length === answers) throw new Error("nothing was drawn");
      }
      return took;
    },
    { questions: QUESTIONS, round },
  );
  await page.close();
  return took;
}

const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);
const rounds = [];
for (let round = 0; round < ROUNDS; round++) rounds.push(await ask(round));
await close();
const ours = rounds.reduce((best, round) => (sum(round) < sum(best) ? round : best));
const theirs = JSON.parse(execFileSync(process.argv[2], [file], { encoding: "utf8" }));
console.log(`noisy numbers, ${ROWS.toLocaleString("en")} rows, in Chromium: ${seconds(sum(ours))}; OpenDP, native: ${seconds(theirs.all)}`);
for (const [at, { question }] of QUESTIONS.entries()) {
  console.log(`  ${question}: ${(1000 * ours[at]).toFixed(0)} ms; OpenDP: ${(1000 * theirs[question]).toFixed(0)} ms`);
}
console.log(`  ratio: ${(theirs.all / sum(ours)).toFixed(1)} (wanted: ${WANTED.toFixed(1)} or more)`);
