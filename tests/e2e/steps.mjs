// The steps of a journey, as a reader takes them in any browser.
import { basename } from "node:path";
import { newPassphrase } from "./key-steps.mjs";

export const PASSPHRASE = "seven small otters row at dawn";

export async function loadSample(reader) {
  await reader.press("Try with sample patients");
  await reader.sees("515 rows, 15 columns");
  await reader.sees("The smallest group has 1 patient");
}

/** The sample as a hospital's program might have exported it. */
export async function loadMessy(reader) {
  await reader.press("Try a messy hospital export");
  await reader.sees("admissions.csv: ");
  await reader.sees("The smallest group has");
}

export const chooseFile = (reader, path) =>
  reader.give(/Drop a file here|Choose another file/, path, "lazaret-load");

/** Gives the page a file and waits for what it makes of it. */
export async function loadFile(reader, path) {
  await chooseFile(reader, path);
  await reader.sees(`${basename(path)}: `);
  await reader.sees("The smallest group has");
}

export async function shareRows(reader) {
  await reader.check("Share rows", "lazaret-protect");
  await reader.press("Make the protected table");
  await reader.sees("of the detail in the quasi-identifiers is lost");
}

/** Fixes what may be told at all. */
export async function setBudget(reader, total) {
  await reader.check("Publish numbers", "lazaret-protect");
  await reader.check("Yes, every row is another patient", "lazaret-unit");
  await reader.fill("Privacy budget for this table (ε)", total);
  await reader.press("Set the budget");
  await reader.sees(`ε 0 of ${total} spent`);
}

/** Spends ε on the question as it stands, once the page has said what the answer will be worth. */
export async function ask(reader, epsilon) {
  await reader.fill("Budget for this answer (ε)", epsilon);
  await reader.sees("will be off by at most");
  await reader.press("Spend and answer");
}

export async function count(reader, epsilon, spent) {
  await reader.check("How many", "lazaret-topic");
  await ask(reader, epsilon);
  await reader.sees(`ε ${spent} of`);
}

export async function meanAge(reader, epsilon, spent) {
  await reader.check("What is typical", "lazaret-topic");
  await reader.check("Mean alone", "lazaret-topic");
  await reader.choose("Column", "AGE", "lazaret-question");
  await reader.press("Age, years: 0 to 110");
  await ask(reader, epsilon);
  await reader.sees(`ε ${spent} of`);
}

/** How the ages are spread. */
export async function histogramOfAge(reader, epsilon) {
  await reader.check("How is it spread", "lazaret-topic");
  await reader.choose("Column", "AGE", "lazaret-question");
  await reader.press("Age, years: 0 to 110");
  await reader.fill("Number of intervals", "11", "lazaret-question");
  await ask(reader, epsilon);
  await reader.sees("Patients by AGE");
}

/** Seals the loaded file and gives the ciphertext. */
export async function seal(reader) {
  await reader.check("Seal", "lazaret-protect");
  await newPassphrase(reader, PASSPHRASE, "lazaret-seal");
  const sealed = await reader.saves(() => reader.press("Seal and save"));
  await reader.sees("saved to your downloads as sealed.lz");
  return sealed;
}

export async function unfoldOpen(reader) {
  await reader.unfold("Open a file that was sealed with Lazaret");
}

/** Gives the page a sealed file, and waits for whom it is for. */
export async function giveSealed(reader, path) {
  await reader.give("", path, "lazaret-open");
  await reader.sees("Who may open it", "lazaret-open");
}

/** Tries a passphrase on a sealed file. */
export async function open(reader, path, passphrase) {
  await giveSealed(reader, path);
  await reader.fill("Passphrase", passphrase, "lazaret-open");
  await reader.press("Open", "lazaret-open");
}
