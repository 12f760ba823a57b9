// Everyone can use the exchange's page: by keyboard, on a narrow screen, and with a screen reader.
import assert from "node:assert/strict";
import { test } from "node:test";
import { AXE, found, RULES } from "./axe.mjs";
import { invite, register, visit } from "./exchange-steps.mjs";
import { startNode } from "./node.mjs";

const TABS = ["Files", "Workbench", "Members", "History", "Noisy numbers", "Your keys"];
const NARROW = { viewport: { width: 320, height: 640 } };

test("axe finds nothing, and nothing scrolls sideways at 320 pixels", async (t) => {
  const node = await startNode(t);
  // Only here: axe is a script from outside, which the page's policy rightly refuses.
  const options = { bypassCSP: true, ...NARROW };
  const operator = await visit(t, node.origin, options);
  const owner = await visit(t, node.origin, { ...options, colorScheme: "dark" });
  const judged = async (reader, name, rules) => {
    if ((await reader.page.evaluate(() => typeof globalThis.axe)) === "undefined") {
      await reader.page.addScriptTag({ path: AXE });
    }
    await t.test(name, async () => {
      assert.deepEqual(await found(reader, rules), []);
      const [wide, window] = await reader.page.evaluate(() => [
        document.documentElement.scrollWidth,
        document.documentElement.clientWidth,
      ]);
      assert.ok(wide <= window, `${wide} of ${window} pixels`);
    });
  };

  await operator.sees("Make an identity");
  await judged(operator, "logging in", RULES.light);
  await operator.press("Register");
  await judged(operator, "registering", RULES.light);
  await register(operator, "olga", "operator", node.invitation);
  await operator.sees("Operator's console");
  const invitation = await invite(operator, "owner");
  await judged(operator, "the console", RULES.light);

  await register(owner, "ada", "owner", invitation);
  await owner.sees("Nobody is a member yet");
  await judged(owner, "waiting, in the dark", RULES.dark);
  await owner.press("Begin the group");
  await owner.sees("No file yet.");
  for (const tab of TABS) {
    await owner.press(tab);
    await judged(owner, `${tab}, in the dark`, RULES.dark);
    await judged(owner, tab, RULES.light);
  }
});

test("the keyboard alone reaches the log-in", async (t) => {
  const node = await startNode(t);
  const { page } = await visit(t, node.origin);
  await page.locator("lazaret-account").getByLabel("User name").waitFor();
  const passed = [];
  while (passed.at(-1) !== "Password") {
    assert.ok(passed.length < 10, `Tab came by ${passed}`);
    await page.keyboard.press("Tab");
    passed.push(await page.evaluate(labelOfFocus));
  }
  assert.deepEqual(passed, ["Log in", "Register", "User name", "Password"]);
});

/** Runs in the page: what the element in focus is called. */
function labelOfFocus() {
  let element = document.activeElement;
  while (element.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return (element.labels?.[0] ?? element).textContent.trim();
}
