// Several files, requests and users on one page: what is typed, open or opened stays with whom it is for.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  admit,
  invite,
  journey,
  logIn,
  register,
  sealByColumns,
  upload,
  visit,
  workbench,
} from "./exchange-steps.mjs";
import { everythingWritten } from "./key-steps.mjs";
import { startNode } from "./node.mjs";
import * as steps from "./steps.mjs";
import { until } from "./watch.mjs";

const FILES = { Admissions: "winter", Discharges: "summer" };
const PURPOSE = "What for (its owner reads it, and so does whoever runs the node)";

test("what is on the page stays with its file, its request and its user", async (t) => {
  const node = await startNode(t);
  const [operator, owner, researcher] = [
    await visit(t, node.origin),
    await visit(t, node.origin),
    await visit(t, node.origin),
  ];
  const step = journey(t, [operator, owner, researcher]);
  const { page } = owner;
  const panel = (reader, name) =>
    reader.page.locator("lazaret-files section[data-file]").filter({ hasText: name });

  await step("two files are shared", async () => {
    await register(operator, "olga", "operator", node.invitation);
    await operator.sees("Operator's console");
    await register(owner, "ada", "owner", await invite(operator, "owner"));
    await register(researcher, "rosa", "researcher", await invite(operator, "researcher"));
    await owner.press("Begin the group");
    await owner.sees("No file yet.");
    await admit(owner, "rosa");
    const frame = await workbench(owner);
    await steps.loadSample(frame);
    for (const [name, words] of Object.entries(FILES)) {
      await sealByColumns(frame);
      await upload(owner, name, words);
    }
  });

  await step("what is unfolded stays with its file when the list gets shorter", async () => {
    await owner.press("Files");
    await owner.sees("Discharges");
    const last = (await owner.texts("section[data-file] h3", "lazaret-files")).at(-1);
    const readers = panel(owner, last).locator("lazaret-access details");
    await readers.locator("summary").click();
    await owner.fill("Name or words", FILES[last]);
    await owner.press("Search");
    await until("one file", async () => (await page.locator("[data-file]").count()) === 1);
    assert.equal(await readers.evaluate(({ open }) => open), true);
    await owner.press("Show all");
  });

  await step("what is typed stays with its request when another is refused", async () => {
    await researcher.press("Look again");
    // The first of the requests is written, and its answer gets lost: it is not made twice.
    const lost = async (route) => {
      assert.equal((await route.fetch()).status(), 200);
      await route.abort("connectionreset");
    };
    await researcher.page.route("**/v1/records", lost, { times: 1 });
    for (const name of Object.keys(FILES)) {
      const file = panel(researcher, name);
      await file.locator("summary").click();
      await file.getByLabel(PURPOSE).fill("a study");
      await file.getByRole("button", { name: "Sign and send the request" }).click();
      await file.getByText("You asked").waitFor();
    }
    await page.reload();
    const columns = page.locator("lazaret-requests").getByLabel("Columns, by number");
    await until("two requests", async () => (await columns.count()) === 2);
    await columns.last().fill("7");
    await page.locator("lazaret-requests").getByRole("button", { name: "Refuse" }).first().click();
    await until("one request", async () => (await columns.count()) === 1);
    await owner.sees("rosa asks for all columns of “Discharges”");
    assert.equal(await columns.inputValue(), "7");
  });

  await step("a grant gives keys of the file that it names, whatever the node serves", async () => {
    const sections = page.locator("lazaret-files section[data-file]");
    const files = await sections.evaluateAll((all) => all.map(({ dataset }) => dataset.file));
    const tails = "**/v1/files/*/1/tail";
    await page.route(tails, async (route) => {
      const url = route.request().url();
      const [named, other] = files.toSorted((one) => (url.includes(one) ? -1 : 1));
      await route.fulfill({ response: await route.fetch({ url: url.replace(named, other) }) });
    });
    await page.locator("lazaret-requests").getByLabel("Columns, by number").fill("1");
    const grant = page.locator("lazaret-requests").getByRole("button", { name: /^Grant/ });
    await grant.click();
    await owner.sees("belongs to another file, or to another version of it");
    await page.unroute(tails);
    await grant.click();
    await owner.sees("Nobody asks you at the moment.");
  });

  await step("who logs in after another finds nothing of theirs", async () => {
    const opened = "Every byte is as it was sealed";
    await panel(owner, "Discharges").getByRole("button", { name: "Open in the workbench" }).click();
    await (await workbench(owner)).sees(opened, "lazaret-open");
    await owner.press("Files");
    await page.context().clearCookies();
    await owner.press("Search");
    await owner.sees("You are no longer logged in");
    await logIn(owner, "olga");
    await owner.sees("Operator's console");
    assert.equal(page.frames().length, 1, "the frame with the table is gone");
    const written = await page.evaluate(everythingWritten);
    for (const name of Object.keys(FILES)) assert.ok(!written.includes(name), name);

    await owner.press("Log out");
    await logIn(owner, "ada");
    await owner.sees("Discharges");
    const frame = await workbench(owner);
    assert.equal(await frame.page.getByText(opened).count(), 0);
  });
});
