// What people do at the exchange, as the page has it written.
import { readFile } from "node:fs/promises";
import { ChromiumReader } from "./chromium.mjs";
import { chromium } from "./harness.mjs";
import { makeIdentityHere } from "./key-steps.mjs";
import { parse } from "./table.mjs";
import { until } from "./watch.mjs";

export const PASSWORD = "correct horse battery staple garden";
const SHELL = "lazaret-exchange";

/** The exchange's page in a browser of its own. */
export const visit = (t, origin, options = {}) =>
  chromium(t, `${origin}/`, { root: SHELL, ...options });

/** The workbench in the page's frame, to be read like a page. */
export async function workbench(reader) {
  await reader.press("Workbench");
  const frame = new ChromiumReader(reader.browser, reader.page.frameLocator("lazaret-room iframe"));
  await frame.sees("Protect data");
  // What is pressed in the frame must lie in the window.
  await reader.page.locator("lazaret-room iframe").evaluate((one) => one.scrollIntoView());
  return frame;
}

/** Makes an identity and registers under a name; gives the identity's recovery words. */
export async function register(reader, user, role, invitation) {
  await reader.sees("Make an identity");
  const words = await makeIdentityHere(reader, user);
  await reader.press("Register", "lazaret-account [role=group]");
  await reader.fill("User name", user);
  await reader.fill("Password", PASSWORD);
  await reader.fill("Invitation", invitation);
  await reader.page.locator(SHELL).getByLabel("You come as").selectOption(role);
  await reader.page
    .locator("lazaret-account form")
    .getByRole("button", { name: "Register" })
    .click();
  await reader.sees(`You are ${user}`);
  return words;
}

/** Loads the page anew until it says something: what somebody else did shows once hospitals vouch for it. */
export const comesToSee = (reader, text) =>
  until(
    `the page to say ${text}`,
    async () => {
      await reader.page.reload();
      return reader.sees(text, SHELL, 2500).catch(() => undefined);
    },
    60_000,
  );

/** The operator's invitation for one person. */
export async function invite(operator, role) {
  const choice = operator.page.locator("lazaret-console").getByLabel("The invitation is for an");
  await choice.selectOption(role);
  const box = operator.page.locator("lazaret-console .box code").first();
  const before = (await box.count()) > 0 ? await box.innerText() : "";
  await operator.press("Make an invitation");
  await operator.page.waitForFunction((before) => {
    const page = document.querySelector("lazaret-exchange").shadowRoot;
    const code = page.querySelector("lazaret-console").shadowRoot.querySelector(".box code");
    return code && code.innerText !== before;
  }, before);
  return box.innerText();
}

/** The owner admits somebody who has registered, once `compare` has found the words to be the same. */
export async function admit(owner, user, compare = () => {}) {
  await owner.page.reload();
  await owner.press("Members");
  await owner.press(`Show the words of ${user}`);
  await compare();
  await owner.press(`The words are the same: admit ${user}`);
  await owner.sees("Nobody waits.");
}

/** Seals the loaded table in the workbench, which offers it to the shell. */
export async function sealByColumns(frame) {
  await frame.check("Seal", "lazaret-protect");
  await frame.check("the table you loaded, column by column", "lazaret-seal");
  await frame.press("Seal for the exchange", "lazaret-seal");
}

/** Uploads what is offered, under a name and words by which it is found. */
export async function upload(owner, name, words) {
  await owner.sees("This would leave");
  await owner.fill("Name (sealed for the members)", name);
  await owner.fill("Words by which it is found (sealed too)", words);
  await owner.press("Upload");
  await owner.sees(`“${name}” is on the exchange, and in the log.`);
}

/** Opens an owner's file for its next version, and seals it anew in the workbench; `size` is what the table is said to have. */
export async function sealAnew(owner, size) {
  await owner.press("Files");
  await owner.press("Make a new version under new keys");
  const frame = await workbench(owner);
  await frame.sees("Every byte is as it was sealed", "lazaret-open");
  await frame.press("Load it as the table", "lazaret-open");
  await frame.press("Protect data");
  await frame.sees(size);
  await sealByColumns(frame);
}

/** The rows of what was opened in the workbench, as it saves them. */
export async function openedRows(reader, frame) {
  const save = () => frame.press("Save it", "lazaret-open");
  const [download] = await Promise.all([reader.page.waitForEvent("download"), save()]);
  return parse(await readFile(await download.path(), "utf8"));
}

/** Types a name, and logs in with the identity that is unlocked. */
export async function logInAsIdentity(reader, user) {
  await reader.fill("User name", user);
  await reader.press("Log in with the unlocked identity");
  await reader.sees(`You are ${user}`);
}

/** Types name and password, and logs in. */
export async function logIn(reader, user, password = PASSWORD) {
  await reader.fill("User name", user);
  await reader.fill("Password", password);
  const form = reader.page.locator("lazaret-account form");
  await form.getByRole("button", { name: "Log in", exact: true }).click();
}

/** A step of a journey: what comes after one that failed is not tried, and what the pages say then is told. */
export const journey = (t, readers) => async (name, work) => {
  let failed;
  await t.test(name, async () => {
    try {
      await work();
    } catch (error) {
      failed = error;
      throw error;
    }
  });
  for (const { page } of failed ? readers : []) {
    t.diagnostic(JSON.stringify(await page.locator("[role=alert]").allInnerTexts()));
  }
  if (failed) throw new Error(`the journey ended: ${name}`);
};
