// Everyone can use the keys: by keyboard, in a narrow window, and with a screen reader.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { found, RULES, withAxe } from "./axe.mjs";
import { chromium, folder, fromDisk } from "./harness.mjs";
import * as keys from "./key-steps.mjs";
import * as steps from "./steps.mjs";

/** Every screen of keys and sealing, one after the other. */
async function everyScreen(t, reader, check) {
  const place = await folder(t);
  const screen = async (name, act) => {
    await act?.();
    await t.test(name, () => check(reader));
  };
  await screen("no identity yet", () => keys.showKeys(reader));
  await screen("a passphrase of one's own", () => reader.press("Type my own"));
  await reader.press("Suggest words");
  let words;
  await screen("the recovery kit", async () => {
    words = await keys.beginIdentity(reader, "Records office");
  });
  await screen("words typed back", () => reader.press("I have it on paper"));
  await screen("an identity", async () => {
    await keys.confirmKit(reader, words);
    await reader.sees("Your identity is ready");
    for (const part of ["Ways to unlock it", "Shares for", "Recovery kit", "Remove the identity"]) {
      await reader.unfold(part, "lazaret-identity");
    }
    await reader.press("Add another passphrase");
    await reader.press("Make the shares");
    await reader.sees("Save share 3 of 3");
  });
  await screen("a recipient", async () => {
    const file = await keys.recipientFile(place, reader);
    await reader.give("Add a public key", file, "lazaret-recipients");
    await reader.sees("This is your own public key");
  });
  let sealed;
  await screen("sealed by columns", async () => {
    await reader.press("Protect data");
    await steps.loadSample(reader);
    await reader.check("Seal", "lazaret-protect");
    await reader.check("the table you loaded, column by column", "lazaret-seal");
    await reader.unfold("Purpose and last day", "lazaret-seal");
    sealed = await keys.savedTo(place, reader, () => reader.press("Seal and save"));
    await reader.sees("Whoever stores it sees");
  });
  await screen("opened, with somebody let in", async () => {
    await reader.press("Open a sealed file");
    await steps.giveSealed(reader, sealed);
    await reader.press("Open as “Records office”", "lazaret-open");
    await reader.unfold("Let somebody else in", "lazaret-open");
    await reader.sees("What was granted cannot be taken back");
  });
  await screen("locked", async () => {
    await reader.press("Your keys");
    await keys.lock(reader);
    await reader.unfold("I cannot unlock it", "lazaret-unlock");
  });
}

describe("axe finds nothing about keys", { concurrency: 2 }, () => {
  for (const [colorScheme, options] of Object.entries(RULES)) {
    test(colorScheme, async (t) => {
      const reader = await withAxe(t, colorScheme);
      await everyScreen(t, reader, async () => assert.deepEqual(await found(reader, options), []));
    });
  }
});

test("nothing scrolls sideways at 320 pixels", async (t) => {
  const reader = await chromium(t, fromDisk, { viewport: { width: 320, height: 640 } });
  await everyScreen(t, reader, async () => {
    const [wide, window] = await reader.page.evaluate(() => [
      document.documentElement.scrollWidth,
      document.documentElement.clientWidth,
    ]);
    assert.ok(wide <= window, `${wide} of ${window} pixels`);
  });
});

test("the keyboard alone makes an identity", async (t) => {
  const { page, ...reader } = await chromium(t, fromDisk);
  const focused = () =>
    page.evaluate(() => {
      let element = document.activeElement;
      while (element.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      return element.id || element.dataset?.number || element.textContent.trim();
    });
  const tabTo = async (wanted) => {
    for (let presses = 0; presses < 30; presses++) {
      await page.keyboard.press("Tab");
      if ((await focused()) === wanted) return;
    }
    assert.fail(`Tab never came by “${wanted}”`);
  };
  await tabTo("Your keys");
  await page.keyboard.press("Enter");
  await tabTo("name");
  await page.keyboard.type("Records office");
  await page.locator(".words").getByText("-").waitFor();
  await tabTo("Make the identity");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Recovery kit" }).waitFor();
  const words = await page.locator("lazaret-recovery-kit ol li").allInnerTexts();
  await tabTo("I have it on paper");
  await page.keyboard.press("Enter");
  for (const label of await page.locator("lazaret-recovery-kit label span").allInnerTexts()) {
    const number = label.split(" ")[1];
    await tabTo(number);
    await page.keyboard.type(words[number - 1]);
  }
  await page.keyboard.press("Enter");
  await page.getByText("Your identity is ready and unlocked").waitFor();
  assert.deepEqual(reader.errors, []);
});
