// What people do at the exchange, as the page has it written.
import { ChromiumReader } from "./chromium.mjs";
import { chromium } from "./harness.mjs";
import { beginIdentity, confirmKit } from "./key-steps.mjs";

export const PASSWORD = "correct horse battery staple";
const SHELL = "lazaret-exchange";
const KIT = "lazaret-recovery-kit";

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

/** Makes an identity and registers under a name. */
export async function register(reader, user, role, invitation) {
  await reader.sees("Make an identity");
  const words = await beginIdentity(reader, user);
  await reader.press("I have it on paper", KIT);
  await confirmKit(reader, words);
  await reader.sees("Your identity is ready and unlocked");
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
}

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
