// Every question that may be asked of a table, from a researcher's words to its answer.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";
import { chromium, data, fromDisk } from "./harness.mjs";
import * as steps from "./steps.mjs";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const form = "lazaret-question";
const tick = (reader, name) => reader.check(name, "lazaret-question-fields");
const presetOf = (reader, name) => reader.press(name, form);

/** Declares a column's bounds beside its name, where a question has several columns. */
async function bounds(reader, at, lower, upper) {
  const declaration = reader.page.locator("lazaret-declaration").nth(at);
  for (const [label, value] of [
    ["Lowest possible value", lower],
    ["Highest possible value", upper],
  ]) {
    await declaration.getByLabel(label, { exact: true }).fill(value);
    await declaration.getByLabel(label, { exact: true }).press("Tab");
  }
}

/** Counts a column by the values 0 and 1. */
async function flags(reader, at) {
  const declaration = reader.page.locator("lazaret-declaration").nth(at);
  await declaration.getByLabel("Counted by").selectOption("values");
  await declaration.getByRole("button", { name: "Use 0 and 1" }).click();
}

/** What a reader does for each question, and what must come of it. */
const QUESTIONS = [
  { topic: "How many", title: "Patients", value: "number" },
  {
    topic: "How common",
    title: "Share with SMOKING = 1",
    value: "number",
    async fill(reader) {
      await reader.choose("Column", "SMOKING", form);
      await reader.fill("Value to look for", "1", form);
    },
  },
  {
    topic: "What is typical",
    form: "Mean and spread",
    title: "Mean and spread of AGE",
    value: "numbers",
    async fill(reader) {
      await reader.choose("Column", "AGE", form);
      await presetOf(reader, "Age, years: 0 to 110");
    },
  },
  {
    topic: "What is typical",
    form: "Median and quartiles",
    title: "Quantiles of AGE",
    value: "numbers",
  },
  {
    topic: "What is typical",
    form: "Lowest and highest",
    title: "Quantiles of AGE",
    value: "numbers",
  },
  { topic: "What is typical", form: "Mean alone", title: "Mean of AGE", value: "number" },
  { topic: "What is typical", form: "Sum", title: "Sum of AGE", value: "number" },
  {
    topic: "How is it spread",
    title: "Patients by AGE",
    value: "bins",
  },
  {
    topic: "What goes with",
    form: "Two columns",
    title: "Patients by SMOKING and DM",
    value: "table",
    async fill(reader) {
      await reader.choose("Column", "SMOKING", form);
      await flags(reader, 0);
      await reader.choose("Against", "DM", form);
      await flags(reader, 1);
    },
  },
  {
    topic: "How do groups differ",
    title: "Mean of AGE by DM",
    value: "table",
    async fill(reader) {
      await reader.choose("Column", "AGE", form);
      await reader.choose("Groups by", "DM", form);
    },
  },
  {
    topic: "What goes with",
    form: "Correlations",
    title: "What rises together: AGE and DURATION OF STAY",
    value: "table",
    async fill(reader) {
      await tick(reader, "AGE");
      await tick(reader, "DURATION OF STAY");
      await presetOf(reader, "Length of stay, days: 0 to 60");
    },
  },
  {
    topic: "What goes with",
    form: "Linear regression",
    title: "DURATION OF STAY, explained by AGE",
    value: "numbers",
    fill: (reader) => reader.choose("What is explained", "DURATION OF STAY", form),
  },
  {
    topic: "What goes with",
    form: "Logistic regression",
    title: "Odds of CAD = 1, explained by AGE and DURATION OF STAY",
    value: "table",
    fill: (reader) => reader.choose("What is explained", "CAD", form),
  },
  {
    topic: "Made-up",
    title: "Made-up patients: AGE and DURATION OF STAY",
    value: "rows",
  },
];

test("every question is led to, valued, and answered", async (t) => {
  // Only here: axe is a script from outside, which the page's policy rightly refuses.
  const reader = await chromium(t, fromDisk, { bypassCSP: true });
  await reader.page.addScriptTag({ path: AXE });
  await steps.loadFile(reader, data("dp_baseline_15757.csv"));
  await steps.setBudget(reader, "20");
  await reader.fill("Budget for this answer (ε)", "1", form);
  await reader.fill("Patients, roughly", "15000", form);
  for (const question of QUESTIONS) {
    await t.test(question.title, () => ask(reader, question));
  }
  await t.test("made-up patients are saved under that name", async () => {
    const { name, bytes } = await reader.saves(() => reader.press("Save the made-up patients"));
    assert.equal(name, "made-up-patients.csv");
    assert.match(bytes.toString(), /^AGE,DURATION OF STAY\r?\n/);
  });
  await t.test("and axe finds nothing", async () => {
    const { violations } = await reader.page.evaluate(() => globalThis.axe.run());
    assert.deepEqual(
      violations.map(({ id, nodes }) => [id, nodes[0].target.flat().at(-1)]),
      [],
    );
  });
  assert.deepEqual(reader.errors, []);
});

async function ask(reader, { topic, form: kind, title, value, fill }) {
  const before = (await reader.state("releases")).length;
  await reader.check(topic, "lazaret-topic");
  if (kind) await reader.check(kind, "lazaret-topic");
  await fill?.(reader);
  const expected = await reader.sees("will be off by at most", form);
  assert.match(expected, /With about 15,000 patients .*95 times in 100/s);
  await reader.press("Spend and answer");
  const answer = reader.page.locator("lazaret-answer").nth(before);
  await answer.waitFor();
  assert.equal(await answer.locator("h5").innerText(), title);
  const releases = await reader.state("releases");
  assert.equal(releases.length, before + 1);
  assert.equal(releases.at(-1).value.form, value);
  assert.match(await answer.locator("article").innerText(), /Hides any one row/);
}

test("bounds are found at a price, and quantiles lie within them", async (t) => {
  const reader = await chromium(t, fromDisk);
  await steps.loadSample(reader);
  await steps.setBudget(reader, "4");
  await reader.check("How is it spread", "lazaret-topic");
  await reader.check("Bounds", "lazaret-topic");
  await reader.choose("Column", "AGE", form);
  await reader.sees("This spends budget to find bounds", form);
  await reader.fill("Budget for this answer (ε)", "2", form);
  await reader.press("Spend and answer");
  await reader.sees("Bounds of AGE");
  await reader.check("What is typical", "lazaret-topic");
  await reader.check("Median and quartiles", "lazaret-topic");
  await reader.press("Age, years: 0 to 110");
  await reader.press("Spend and answer");
  await reader.sees("Quantiles of AGE");
  const [bounds, quantiles] = await reader.state("releases");
  const [lower, upper] = bounds.value.numbers.map(({ value }) => value);
  assert.ok(lower >= 0 && lower < upper && upper <= 200, `${lower} to ${upper}`);
  const told = quantiles.value.numbers.map(({ value }) => value);
  assert.deepEqual(
    told,
    told.toSorted((a, b) => a - b),
  );
});

test("survival is told as a curve", async (t) => {
  const reader = await chromium(t, fromDisk);
  await steps.chooseFile(reader, data("gbsg2_survival.csv"));
  await reader.sees("gbsg2_survival.csv: 686 rows");
  await steps.setBudget(reader, "2");
  await reader.fill("Patients, roughly", "700", form);
  await reader.check("How long", "lazaret-topic");
  await reader.choose("Time until the event or the last visit", "time", form);
  await reader.fill("Followed up to", "2400", form);
  await reader.choose("Column that tells whether it happened", "event", form);
  await reader.fill("Value that says so", "1", form);
  await steps.ask(reader, "1");
  await reader.sees("Share without event = 1 over time");
  const [{ value }] = await reader.state("releases");
  assert.deepEqual([value.form, value.points.length], ["curve", 12]);
  assert.equal(value.points.at(-1).time, 2400);
  await reader.unfold("Show as table", "lazaret-survival");
  const rows = await reader.texts("tbody tr", "lazaret-survival");
  assert.equal(rows.length, 12);
});

test("which values occur is told where there is a δ, and refused where there is none", async (t) => {
  const reader = await chromium(t, fromDisk);
  await steps.loadSample(reader);
  await reader.check("Publish numbers", "lazaret-protect");
  await reader.check("Yes, every row is another patient", "lazaret-unit");
  await reader.choose("Counted in", "ε and δ", "lazaret-budget");
  await reader.fill("Privacy budget for this table (ε)", "3");
  await reader.press("Set the budget");
  await reader.sees("ε 0 of 3 spent");
  await reader.check("Which values occur", "lazaret-topic");
  await reader.choose("Column", "GENDER", form);
  await reader.fill("Patients, roughly", "500", form);
  await reader.fill("δ of this answer", "0.0000001", form);
  await steps.ask(reader, "1");
  await reader.sees("Values of GENDER");
  const [{ value, delta }] = await reader.state("releases");
  assert.equal(delta, 1e-7);
  assert.deepEqual(value.bins.map(({ label }) => label).sort(), ["F", "M"]);

  // Where nothing was asked of the table yet: a budget is fixed for good.
  const other = await chromium(t, fromDisk);
  await steps.loadSample(other);
  await steps.setBudget(other, "1");
  await other.check("Which values occur", "lazaret-topic");
  await other.choose("Column", "GENDER", form);
  await other.sees("This table's budget has no δ", form);
  assert.equal(await other.pressable("Spend and answer"), false);
});

test("an error that one can live with is solved for its cost", async (t) => {
  const reader = await chromium(t, fromDisk);
  await steps.loadSample(reader);
  await steps.setBudget(reader, "2");
  await reader.check("How common", "lazaret-topic");
  await reader.choose("Column", "GENDER", form);
  await reader.fill("Value to look for", "F", form);
  await reader.sees("will be off by at most", form);
  await reader.fill("Or off by at most, in points", "2", form);
  await reader.sees("will be off by at most 2 points", form);
  const [cost] = await reader.values('input[type="number"]', form);
  // ln(20)/(1000·ε) + 1/2000 ≤ 0.02
  assert.ok(Math.abs(Number(cost) - 0.154) <= 0.001, cost);
  await reader.fill("Or off by at most, in points", "0.001", form);
  await reader.sees("There are too few patients", form);
});

test("questions that are asked together share what is left", async (t) => {
  const reader = await chromium(t, fromDisk);
  await steps.loadSample(reader);
  await steps.setBudget(reader, "1");
  await reader.sees("will be off by at most", form);
  await reader.press("Keep for later, to ask several together");
  await reader.check("How common", "lazaret-topic");
  await reader.choose("Column", "GENDER", form);
  await reader.fill("Value to look for", "F", form);
  await reader.sees("will be off by at most", form);
  await reader.press("Keep for later, to ask several together");
  await reader.choose(
    "How much it matters: Share with GENDER = F",
    "4 times as much",
    "lazaret-together",
  );
  await reader.press("Share out what is left");
  await reader.sees("Together ε 1, of 1 left.", "lazaret-together");
  const [patients, share] = await reader.values('input[type="number"]', "lazaret-together");
  assert.ok(Number(share) > Number(patients), `${share} for the weightier, ${patients}`);
  await reader.press("Spend and answer all");
  await reader.sees("The budget is spent");
  const releases = await reader.state("releases");
  assert.deepEqual(
    releases.map(({ question }) => question),
    ["count", "prevalence"],
  );
});

test("a hopeless question is refused with the reason, and costs nothing", async (t) => {
  const reader = await chromium(t, fromDisk);
  await steps.loadSample(reader);
  await steps.setBudget(reader, "1");
  await reader.fill("Patients, roughly", "20", form);
  await reader.fill("Budget for this answer (ε)", "0.1", form);
  await reader.sees("This would be nothing but noise", form);
  assert.equal(await reader.pressable("Spend and answer"), false);
  await reader.fill("Patients, roughly", "2000", form);
  await reader.sees("will be off by at most", form);
  assert.equal(await reader.pressable("Spend and answer"), true);
  assert.equal(await reader.state("budget.spent"), 0);
});

test("bounds that are reversed, and a half-filled question, are told before anything is spent", async (t) => {
  const reader = await chromium(t, fromDisk);
  await steps.loadSample(reader);
  await steps.setBudget(reader, "1");
  await reader.check("What is typical", "lazaret-topic");
  await reader.sees("Fill in the question", form);
  await reader.choose("Column", "AGE", form);
  await bounds(reader, 0, "110", "0");
  await reader.sees("must be smaller than the highest", form);
  assert.equal(await reader.pressable("Spend and answer"), false);
});

test("several rows of a patient are hidden together", async (t) => {
  const reader = await chromium(t, fromDisk);
  await steps.loadSample(reader);
  await reader.check("Publish numbers", "lazaret-protect");
  assert.equal(await reader.page.locator("lazaret-budget").count(), 0, "the unit comes first");
  await reader.check("No, a patient can have several rows", "lazaret-unit");
  await reader.choose("Patients are told apart by", "SSN", "lazaret-unit");
  await reader.fill("Rows of one patient that take part, at most", "3", "lazaret-unit");
  await reader.sees("the noise is 3 times that for one row");
  await reader.fill("Privacy budget for this table (ε)", "1");
  await reader.press("Set the budget");
  await reader.sees("ε 0 of 1 spent");
  await steps.count(reader, "0.5", "0.5");
  const [release] = await reader.state("releases");
  assert.deepEqual(release.unit, { patient: { column: "SSN", rows: 3 } });
  await reader.sees("told apart by “SSN”, of whom the first 3 rows take part");
});

test("parts that cannot overlap cost no more than the dearest", async (t) => {
  const reader = await chromium(t, fromDisk);
  await steps.loadSample(reader);
  await steps.setBudget(reader, "1");
  await reader.unfold("Only among some of the patients", form);
  await reader.choose("Only where the column", "GENDER", form);
  for (const sex of ["F", "M"]) {
    await reader.fill("has one of these values, one on each line", sex, form);
    await steps.ask(reader, "0.4");
    await reader.sees(`Patients, among GENDER: ${sex}`);
  }
  await reader.sees("ε 0.4 of 1 spent");
});

test("the budget's odds follow what is typed", async (t) => {
  const reader = await chromium(t, fromDisk);
  await steps.loadSample(reader);
  await reader.check("Publish numbers", "lazaret-protect");
  await reader.check("Yes, every row is another patient", "lazaret-unit");
  // 0.05·e/(0.05·e + 0.95) = 0.1252
  await reader.sees("can rise to 13 in 100 at most");
  await reader.fill("Privacy budget for this table (ε)", "2");
  // 0.05·e²/(0.05·e² + 0.95) = 0.2800
  await reader.sees("can rise to 29 in 100 at most");
});

test("the keyboard alone asks a question", async (t) => {
  const reader = await chromium(t, fromDisk);
  await steps.loadSample(reader);
  await steps.setBudget(reader, "1");
  const { page } = reader;
  await page.locator("lazaret-topic").getByLabel("How many").focus();
  await page.keyboard.press("ArrowRight");
  assert.equal(await page.locator("lazaret-topic").getByLabel("How common").isChecked(), true);
  await page.keyboard.press("Tab");
  await page.keyboard.type("GEN"); // a list is searched by typing
  await page.keyboard.press("Tab");
  await page.keyboard.type("F");
  await reader.sees("will be off by at most", form);
  await page.keyboard.press("Enter");
  await reader.sees("Share with GENDER = F");
});

test("an audit of an answer's mechanism finds no more than it claims", async (t) => {
  const reader = await chromium(t, fromDisk);
  await steps.loadSample(reader);
  await steps.setBudget(reader, "1");
  await steps.count(reader, "0.5", "0.5");
  await reader.press("Audit this");
  const found = await reader.sees("nothing contradicts it", "lazaret-answer", 60_000);
  const [, proved] = found.match(/prove an ε of (\d\.\d+)/);
  assert.ok(Number(proved) > 0.3 && Number(proved) <= 0.5, found);
});
