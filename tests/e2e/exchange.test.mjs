// Two journeys at a real node: what an owner seals, a researcher opens, and nobody in between learns a cell.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import {
  admit,
  invite,
  journey,
  openedRows,
  register,
  sealAnew,
  sealByColumns,
  visit,
  workbench,
} from "./exchange-steps.mjs";
import { folder } from "./harness.mjs";
import { filesBelow, startNode } from "./node.mjs";
import { picture as screenshot } from "./screenshots-folder.mjs";
import * as steps from "./steps.mjs";

const HEADINGS = ["Ward of admission", "Diagnosis code", "Next of kin", "Study arm"];
const ROWS = 60;
const NAME = "Readmissions 2026";
const PURPOSE = "a study of readmissions";
const NARROW = { viewport: { width: 360, height: 740 } };

/** A table in which every cell is a text that occurs nowhere else. */
function table() {
  const cell = (heading) => `${heading.slice(0, 4)}-${randomBytes(9).toString("hex")}`;
  return [HEADINGS, ...Array.from({ length: ROWS }, () => HEADINGS.map(cell))];
}

/** The ways in which a text can stand in bytes. */
function spellings(text) {
  const bytes = Buffer.from(text);
  const base64 = [0, 1, 2].map((shift) => {
    const shifted = Buffer.concat([Buffer.alloc(shift), bytes]).toString("base64");
    return Buffer.from(shifted.slice(shift === 0 ? 0 : 4, -4));
  });
  return [bytes, Buffer.from(text, "utf16le"), Buffer.from(bytes.toString("hex")), ...base64];
}

test("an owner and a researcher share a table that no node reads", async (t) => {
  const [place, node] = [await folder(t), await startNode(t)];
  const rows = table();
  const csv = join(place, "cohort.csv");
  await writeFile(csv, rows.map((row) => row.join(",")).join("\n"));
  const [operator, owner, researcher] = [
    await visit(t, node.origin),
    await visit(t, node.origin),
    await visit(t, node.origin, NARROW),
  ];
  const step = journey(t, [operator, owner, researcher]);
  const picture = (reader, name) => screenshot(reader, `exchange-${name}`);

  await step("the operator invites two people", async () => {
    await register(operator, "olga", "operator", node.invitation);
    await operator.sees("Operator's console");
    const [forOwner, forResearcher] = [
      await invite(operator, "owner"),
      await invite(operator, "researcher"),
    ];
    await register(owner, "ada", "owner", forOwner);
    await register(researcher, "rosa", "researcher", forResearcher);
  });

  await step("the owner begins the group and admits the researcher by eight words", async () => {
    await owner.sees("Nobody is a member yet");
    await owner.press("Begin the group");
    await owner.sees("No file yet.");
    await researcher.sees("You are not admitted yet");
    const [words] = await researcher.texts(".strong", "lazaret-waiting");
    await picture(researcher, "narrow-waiting");
    await admit(owner, "rosa", async () => {
      assert.equal(await owner.sees(words), words);
      await picture(owner, "desktop-members");
    });
    await researcher.press("Look again");
    await researcher.sees("No file yet.");
  });

  await step("the owner seals in the workbench, sees what would leave, and uploads", async () => {
    const frame = await workbench(owner);
    await steps.chooseFile(frame, csv);
    await frame.sees(`${ROWS} rows, ${HEADINGS.length} columns`);
    await sealByColumns(frame);
    await owner.sees("This would leave");
    await owner.sees("4 columns, of which the node sees the padded sizes");
    await picture(owner, "desktop-offer");
    await owner.fill("Name (sealed for the members)", NAME);
    await owner.fill("Words by which it is found (sealed too)", "influenza");
    await owner.press("Upload");
    await owner.sees(`“${NAME}” is on the exchange, and in the log.`);
  });

  await step("the researcher finds it by a word and asks", async () => {
    await researcher.page.reload();
    await researcher.sees(NAME);
    await researcher.fill("Name or words", "INFLUENZA");
    await researcher.press("Search");
    await researcher.sees(NAME);
    await researcher.fill("Name or words", "tuberculosis");
    await researcher.press("Search");
    await researcher.sees("No file has all of these words.");
    await researcher.press("Show all");
    await researcher.unfold("Ask for access");
    await researcher.fill(
      "What for (its owner reads it, and so does whoever runs the node)",
      PURPOSE,
    );
    await researcher.fill("Columns, by number (empty: all)", "2, 4");
    await researcher.press("Sign and send the request");
    await researcher.sees("You asked; its owner has not answered yet.");
    await picture(researcher, "narrow-asked");
  });

  await step("the owner grants two columns with the key that the log has", async () => {
    await owner.page.reload();
    await owner.sees(`rosa asks for columns 2, 4 of “${NAME}”`);
    await owner.sees(`for: ${PURPOSE}`);
    await picture(owner, "desktop-request");
    await owner.press("Grant to rosa");
    await owner.sees("Nobody asks you at the moment.");
  });

  await step("the researcher opens these two, and no other", async () => {
    await researcher.page.reload();
    await researcher.sees("You may open it.");
    await researcher.press("Open in the workbench");
    const frame = await workbench(researcher);
    await frame.sees("2 columns stay closed", "lazaret-open");
    await picture(researcher, "narrow-opened");
    assert.deepEqual(
      await openedRows(researcher, frame),
      rows.map((row) => [row[1], row[3]]),
    );
  });

  await step("the sealed file carries the proof that it is in the log", async () => {
    await researcher.press("Files");
    const save = () => researcher.press("Save it sealed, with its proof");
    const { name, bytes } = await researcher.saves(save);
    assert.equal(name, "sealed.lz");
    assert.ok(bytes.includes("ledger.json") && bytes.includes("lazaret/ledger-proof/v"));
  });

  await step("a revoked reader is served no more, and everybody sees what happened", async () => {
    await owner.press("Files");
    await owner.unfold("Who may open it");
    await owner.sees("What they have already fetched, and its keys, nobody can take back");
    await owner.press("Revoke rosa");
    await owner.sees("Only you.");
    await owner.press("History");
    await owner.sees(`fetched “${NAME}”`);
    await picture(owner, "desktop-history");
    await researcher.page.reload();
    await researcher.sees("Your access was revoked.");
  });

  await step("the owner makes a new version under new keys", async () => {
    await sealAnew(owner, `${ROWS} rows, ${HEADINGS.length} columns`);
    await owner.sees(`As version 2 of “${NAME}”.`);
    await owner.press("Upload");
    await owner.sees(`“${NAME}” is on the exchange, and in the log.`);
    await owner.press("Files");
    await owner.sees("yours · version 2");
  });

  await step(
    "the owner publishes a noisy number, seen to the last digit before it leaves",
    async () => {
      const frame = await workbench(owner);
      await steps.setBudget(frame, "1");
      await steps.count(frame, "0.5", "0.5");
      await frame.press("Save the numbers");
      await owner.sees("These numbers would leave");
      await owner.sees("ε 0.5");
      await picture(owner, "desktop-numbers");
      await owner.press("Publish these numbers");
      await owner.press("Noisy numbers");
      await owner.sees("ε 0.5", "lazaret-releases:not([offers])");
    },
  );

  await step("the operator's demand for keys is refused and written down", async () => {
    await operator.page.reload();
    await operator.button("Demand the keys of this file").first().click();
    await operator.sees("Refused, and written into the log: the node has no keys.");
    await picture(operator, "desktop-console");
  });

  await step(
    "no cell and no name is in the traffic, the database, the store or the log",
    async () => {
      const kept = await filesBelow(node.data);
      const searched = [
        { path: "traffic", bytes: node.traffic() },
        { path: "log", bytes: Buffer.from(node.logged()) },
        ...kept,
      ];
      assert.ok(searched[0].bytes.includes("/v1/records"), "the traffic is there to be searched");
      assert.ok(searched[0].bytes.includes(PURPOSE), "what is public can be read in it");
      for (const text of [...rows.flat(), NAME, "influenza", "tuberculosis", "cohort.csv"]) {
        for (const spelling of spellings(text)) {
          assert.ok(
            spelling.length >= 8,
            `what of “${text}” is searched for can't be there by chance`,
          );
          const found = searched.find(({ bytes }) => bytes.includes(spelling));
          assert.equal(found?.path, undefined, `“${text}” is told`);
        }
      }
    },
  );

  // The browser itself notes what the node refuses: who is not logged in, and the demand for keys.
  const noted = /status of (?:401|403)/;
  for (const { errors } of [operator, owner, researcher]) {
    assert.deepEqual(
      errors.filter((error) => !noted.test(error)),
      [],
    );
  }
});
