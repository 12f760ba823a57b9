// One seals for another, column by column; who was not let in learns nothing.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { chromium, folder, overHttp, sample } from "./harness.mjs";
import * as keys from "./key-steps.mjs";
import * as steps from "./steps.mjs";
import { column, parse } from "./table.mjs";

const OWNER = "Records office";
const RESEARCHER = "Dr Researcher";
const GIVEN = ["AGE", "GENDER"];
const patients = parse(await readFile(sample, "utf8"));

test("an owner gives some columns to a researcher, and lets one more in later", async (t) => {
  const [place, { url }] = [await folder(t), await overHttp(t)];
  const [owner, researcher] = [await chromium(t, url), await chromium(t, url)];
  await keys.makeIdentity(owner, OWNER);
  await keys.makeIdentity(researcher, RESEARCHER);
  const publicKey = await keys.recipientFile(place, researcher, "researcher.json");
  let sealed;

  await t.test("an unverified key is called one before it is used", async () => {
    await owner.give("Add a public key", publicKey, "lazaret-recipients");
    await owner.sees("Not verified", "lazaret-recipients");
    await owner.press("Protect data");
    await steps.loadSample(owner);
    await owner.check("Seal", "lazaret-protect");
    await owner.check("the table you loaded, column by column", "lazaret-seal");
    await owner.check(RESEARCHER, "lazaret-seal");
    await owner.sees("nobody has compared this key with its owner", "lazaret-seal");
    const [words] = await researcher.texts(".strong", "lazaret-identity");
    await owner.sees(words, "lazaret-seal");
  });

  await t.test("the columns are chosen by name", async () => {
    const box = (label) =>
      owner.page.locator("lazaret-seal").getByRole("checkbox", { name: label, exact: true });
    await box("Whoever has a passphrase").uncheck();
    await box(`all columns for ${RESEARCHER}`).uncheck();
    for (const name of GIVEN) await box(`${name} for ${RESEARCHER}`).check();
    await owner.unfold("Purpose and last day", "lazaret-seal");
    await owner.fill(
      "Purpose (readers see it; so does whoever stores the file)",
      "a study of readmissions",
      "lazaret-seal",
    );
    sealed = await keys.savedTo(place, owner, () => owner.press("Seal and save"));
    await owner.sees("Whoever stores it sees 15 sealed parts of", "lazaret-seal");
  });

  await t.test("the researcher gets these and learns nothing of the others", async () => {
    await researcher.press("Open a sealed file");
    await steps.giveSealed(researcher, sealed);
    await researcher.sees(`you, “${RESEARCHER}”: 2 of 15 columns, for: a study of readmissions`);
    await researcher.press(`Open as “${RESEARCHER}”`, "lazaret-open");
    await researcher.sees("13 columns stay closed", "lazaret-open");
    const { bytes } = await researcher.saves(() => researcher.press("Save it", "lazaret-open"));
    const table = parse(bytes.toString());
    assert.deepEqual(table[0], GIVEN);
    for (const name of GIVEN) assert.deepEqual(column(table, name), column(patients, name));
    const written = await researcher.page.evaluate(keys.everythingWritten);
    assert.ok(!written.includes("BIRTHDATE") && !written.includes("SSN"));
    await researcher.press("Load it as the table", "lazaret-open");
    await researcher.press("Protect data");
    await researcher.sees("515 rows, 2 columns");
  });

  await t.test("the owner lets one more in without touching what is sealed", async () => {
    await owner.press("Open a sealed file");
    await steps.giveSealed(owner, sealed);
    await owner.press(`Open as “${OWNER}”`, "lazaret-open");
    await owner.sees("Every byte is as it was sealed", "lazaret-open");
    await owner.unfold("Let somebody else in", "lazaret-open");
    await owner.sees("What was granted cannot be taken back", "lazaret-grant");
    await keys.newPassphrase(owner, steps.PASSPHRASE, "lazaret-grant");
    const box = (label) =>
      owner.page.locator("lazaret-grant").getByRole("checkbox", { name: label, exact: true });
    await box("all columns for passphrase").uncheck();
    await box("RACE for passphrase").check();
    const press = () => owner.press("Add the reader and save", "lazaret-grant");
    const more = await keys.savedTo(place, owner, press, "more.lz");
    await owner.sees("with one reader more", "lazaret-grant");

    const [before, after] = [await readFile(sealed), await readFile(more)];
    const same = after.findIndex((byte, at) => byte !== before[at]);
    assert.ok(same > before.length * 0.8, "the sealed columns are the same bytes");
    const third = await chromium(t, url);
    await third.press("Open a sealed file");
    await steps.open(third, more, steps.PASSPHRASE);
    await third.sees("14 columns stay closed", "lazaret-open");
    const { bytes } = await third.saves(() => third.press("Save it", "lazaret-open"));
    assert.deepEqual(column(parse(bytes.toString()), "RACE"), column(patients, "RACE"));
    assert.deepEqual(third.errors, []);
  });

  await t.test("a stranger is told whom the file is for, and whom they unlocked", async () => {
    const stranger = await chromium(t, url);
    await keys.makeIdentity(stranger, "Stranger");
    const [words] = await stranger.texts(".strong", "lazaret-identity");
    await stranger.give("Add a public key", publicKey, "lazaret-recipients");
    await stranger.sees("Not verified", "lazaret-recipients");
    await stranger.press("Open a sealed file");
    await steps.giveSealed(stranger, sealed);
    const said = await stranger.sees("This file is for", "lazaret-open");
    assert.match(said, new RegExp(`“${RESEARCHER}”`));
    assert.match(said, new RegExp(`You unlocked “Stranger” \\(${words}\\)`));
    assert.deepEqual(stranger.errors, []);
  });

  assert.deepEqual([owner.errors, researcher.errors], [[], []]);
});

test("a protected table is sealed column by column under a suggested passphrase", async (t) => {
  const [place, { url }] = [await folder(t), await overHttp(t)];
  const reader = await chromium(t, url);
  await steps.loadSample(reader);
  await steps.shareRows(reader);
  const table = await reader.saves(() => reader.press("Save the table"));
  await reader.check("Seal", "lazaret-protect");
  await reader.check("the protected table, column by column", "lazaret-seal");
  await reader.sees("nobody can be let in later", "lazaret-seal");
  const [suggested] = await reader.texts(".words", "lazaret-seal");
  assert.equal(suggested.split("-").length, 7);
  const sealed = await keys.savedTo(place, reader, () => reader.press("Seal and save"));
  await reader.sees("saved to your downloads as sealed.lz");
  assert.ok(!(await reader.page.evaluate(keys.everythingWritten)).includes(suggested));
  await reader.press("Open a sealed file");
  await steps.open(reader, sealed, suggested);
  await reader.sees("Every byte is as it was sealed", "lazaret-open");
  const opened = await reader.saves(() => reader.press("Save it", "lazaret-open"));
  assert.equal(opened.name, "protected-table.csv");
  assert.deepEqual(parse(opened.bytes.toString()), parse(table.bytes.toString()));
  assert.deepEqual(reader.errors, []);
});
