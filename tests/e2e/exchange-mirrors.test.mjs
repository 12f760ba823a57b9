// An owner and a researcher share a table while hospitals die: first a mirror, then the one that keeps the log.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import {
  admit,
  comesToSee,
  invite,
  journey,
  logIn,
  logInAsIdentity,
  openedRows,
  register,
  sealAnew,
  sealByColumns,
  upload,
  visit,
  workbench,
} from "./exchange-steps.mjs";
import { folder } from "./harness.mjs";
import { hospital } from "./hospitals.mjs";
import * as keys from "./key-steps.mjs";
import { picture as screenshot } from "./screenshots-folder.mjs";
import * as steps from "./steps.mjs";
import { until } from "./watch.mjs";

const NAME = "Readmissions 2026";
const HEADINGS = ["Ward of admission", "Diagnosis code", "Study arm"];
const WARDS = ["North", "East", "Maternity", "Surgery"];
const ROWS = [
  HEADINGS,
  ...Array.from({ length: 40 }, (_, row) => [
    WARDS[row % WARDS.length],
    `J${10 + (row % 9)}.${row % 7}`,
    row % 2 === 0 ? "treatment" : "control",
  ]),
];
const PURPOSE = "What for (its owner reads it, and so does whoever runs the node)";
const NARROW = { viewport: { width: 360, height: 740 } };

test("a table is shared while a mirror and then the first hospital die", async (t) => {
  const place = await folder(t);
  const csv = join(place, "cohort.csv");
  await writeFile(csv, ROWS.map((row) => row.join(",")).join("\n"));
  const [first, ...mirrors] = await Promise.all(
    ["first", "north", "east", "west"].map((name) => hospital(t, name)),
  );
  const [north, east, west] = mirrors;
  await first.keep({
    witnesses: mirrors.map(({ witness }) => witness),
    successors: mirrors.map(({ successor }) => successor),
    quorum: 2,
  });
  for (const mirror of mirrors) mirror.mirror(first);

  const [operator, owner, researcher] = [
    await visit(t, first.origin),
    await visit(t, first.origin),
    await visit(t, first.origin, NARROW),
  ];
  await keys.giveAuthenticator(researcher);
  const step = journey(t, [operator, owner, researcher]);
  const picture = (reader, name) => screenshot(reader, `exchange-mirrors-${name}`);
  const goesTo = async ({ page }, { origin }) => {
    await page.goto(`${origin}/`);
    await page.locator("lazaret-exchange").getByRole("heading", { level: 1 }).waitFor();
  };
  /** Opens what is listed; gives the rows. */
  const opens = async (reader) => {
    await reader.press("Open in the workbench");
    const frame = await workbench(reader);
    await frame.sees("Every byte is as it was sealed", "lazaret-open");
    return openedRows(reader, frame);
  };
  let [operatorWords, researcherWords] = [];
  let identityFile;

  await step("three people register, and the owner begins the group", async () => {
    operatorWords = await register(operator, "olga", "operator", await first.invitation());
    await operator.sees("Operator's console");
    await register(owner, "ada", "owner", await invite(operator, "owner"));
    await owner.press("Your keys");
    identityFile = await keys.identityFile(place, owner);
    researcherWords = await register(
      researcher,
      "rosa",
      "researcher",
      await invite(operator, "researcher"),
    );
    await owner.press("Files");
    await comesToSee(owner, "follows the log: 4 entries");
    await owner.press("Begin the group");
    await owner.sees("No file yet.");
    await admit(owner, "rosa");
  });

  await step("the owner seals a table and uploads it, and the researcher asks", async () => {
    const frame = await workbench(owner);
    await steps.chooseFile(frame, csv);
    await frame.sees("40 rows, 3 columns");
    await sealByColumns(frame);
    await upload(owner, NAME, "influenza");
    await comesToSee(researcher, NAME);
    await researcher.fill("Name or words", "influenza");
    await researcher.press("Search");
    await researcher.sees(NAME);
    await researcher.unfold("Ask for access");
    await researcher.fill(PURPOSE, "a study of readmissions");
    await researcher.press("Sign and send the request");
    await researcher.sees("You asked; its owner has not answered yet.");
  });

  await step(
    "a mirror is killed; two vouch, and the researcher opens what is granted",
    async () => {
      await north.kill();
      await comesToSee(owner, "rosa asks for all columns");
      await owner.press("Grant to rosa");
      await owner.sees("Nobody asks you at the moment.");
      await comesToSee(researcher, "You may open it.");
      await researcher.sees("2 of at least 2 witnesses vouch for it");
      assert.deepEqual(await opens(researcher), ROWS);
      await picture(researcher, "narrow-opened");
    },
  );

  await step("the first hospital is killed, and the page says so", async () => {
    // Whatever was acknowledged has reached the mirrors, which a reader can't know.
    await researcher.page.waitForTimeout(3000);
    const entries = await first.entries();
    for (const mirror of [east, west]) {
      await until("the mirror to have all", async () => (await mirror.entries()) === entries);
    }
    await first.kill();
    await owner.press("Files");
    await owner.fill("Name or words", "influenza");
    await owner.press("Search");
    await owner.sees("The node does not answer");
    await picture(owner, "desktop-first-is-lost");
  });

  await step("the researcher goes to a mirror, and logs in there by a passkey", async () => {
    await goesTo(researcher, east);
    await researcher.sees("mirrors know no passwords");
    await picture(researcher, "narrow-mirror-before-log-in");
    await keys.recover(researcher, researcherWords);
    await keys.addPasskey(researcher);
    await keys.lock(researcher);
    await researcher.press("Unlock with the passkey");
    await logInAsIdentity(researcher, "rosa");
    await researcher.sees("This is a mirror");
    await researcher.sees("2 of at least 2 witnesses vouch for it");
  });

  await step("the mirror serves what there is", async () => {
    await researcher.fill("Name or words", "influenza");
    await researcher.press("Search");
    await researcher.sees(NAME);
    await researcher.sees("You may open it.");
    await picture(researcher, "narrow-mirror-files");
    assert.deepEqual(await opens(researcher), ROWS);
  });

  await step("the owner goes there too, and is told that nothing can be revoked", async () => {
    await goesTo(owner, east);
    await owner.give("I have an identity: load its file", identityFile, "lazaret-unlock");
    await keys.unlock(owner);
    await logInAsIdentity(owner, "ada");
    await owner.press("Your keys");
    await keys.lock(owner);
    await owner.press("Files");
    await keys.unlock(owner, "nine calm herons wade at dusk", "lazaret-waiting");
    await owner.sees("That did not work", "lazaret-waiting");
    await keys.unlock(owner, keys.PASSPHRASE, "lazaret-waiting");
    await owner.sees(NAME);
    await owner.unfold("Who may open it");
    await owner.press("Revoke rosa");
    await owner.sees("takes nothing new. Nothing was changed.");
    await picture(owner, "desktop-mirror-refuses");
  });

  await step("the mirror is promoted, and the others follow it", async () => {
    const had = await east.entries();
    await east.kill();
    assert.match(east.promote(), new RegExp(`has ${had} entries here`));
    await east.keep({ witnesses: [north.witness, west.witness], quorum: 2 });
    await west.kill();
    for (const mirror of [north, west]) mirror.mirror(east);
  });

  await step("the owner revokes there, and sets a password", async () => {
    await comesToSee(owner, NAME);
    await owner.unfold("Who may open it");
    await owner.press("Revoke rosa");
    await owner.sees("Only you.");
    await owner.press("Your keys");
    await owner.fill("New password", "a stapled battery of horses outside", "lazaret-new-password");
    await owner.press("Set it");
    await owner.sees("It is set, and you are logged in with it.");
    await picture(owner, "desktop-promoted");
  });

  await step("the researcher's page follows the promoted log, and tells of it", async () => {
    await comesToSee(researcher, "Your access was revoked.");
    await picture(researcher, "narrow-revoked");
  });

  await step("the owner uploads a new version under new keys", async () => {
    await sealAnew(owner, "40 rows, 3 columns");
    await upload(owner, NAME, "influenza");
    await owner.press("Files");
    await owner.sees("yours · version 2");
  });

  await step("the operator logs in there, and sees what the mirror served", async () => {
    await goesTo(operator, east);
    await logIn(operator, "olga");
    await operator.sees("has nobody's password");
    await keys.recover(operator, operatorWords);
    await logInAsIdentity(operator, "olga");
    await operator.sees("served-by-mirror");
    await picture(operator, "desktop-console");
  });
});
