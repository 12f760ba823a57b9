// An identity is made, kept, locked, and got back in each of its ways.
import assert from "node:assert/strict";
import { test } from "node:test";
import { chromium, firefox, folder, fromDisk, overHttp } from "./harness.mjs";
import * as keys from "./key-steps.mjs";

const NAME = "Records office";
const MINUTE_MS = 60_000;

/** The page on an address with a name, which passkeys need. */
async function onLocalhost(t) {
  const { url } = await overHttp(t);
  return url.replace("127.0.0.1", "localhost");
}

/** How many of the words stand anywhere in the page. */
async function seen(reader, words) {
  const text = ` ${await reader.page.evaluate(keys.everythingWritten)} `;
  return words.filter((word) => new RegExp(`\\b${word}\\b`).test(text)).length;
}

test("an identity counts once its recovery kit is on paper", async (t) => {
  const reader = await chromium(t, await onLocalhost(t));
  const said = [];
  reader.page.on("console", (message) => said.push(message.text()));
  await keys.showKeys(reader);
  const words = await keys.beginIdentity(reader, NAME);
  assert.equal(words.length, 24);
  assert.equal(await reader.page.locator("lazaret-recovery-kit svg[role=img]").count(), 1);
  await reader.press("I have it on paper");
  await keys.confirmKit(reader, Array(24).fill("zebra"));
  await reader.sees("is another. Look at your sheet");
  await reader.press("Show the kit again");
  await reader.page.locator("lazaret-recovery-kit svg[role=img]").waitFor();
  assert.deepEqual(await reader.texts("ol li", "lazaret-recovery-kit"), words);
  await reader.press("I have it on paper");
  await keys.confirmKit(reader, words);
  await reader.sees("Your identity is ready and unlocked");

  // Some of the 24 may stand in the page's own sentences, or among the fingerprint's words.
  assert.ok((await seen(reader, words)) < 12, "the kit is gone from the page");
  const text = await reader.page.evaluate(keys.everythingWritten);
  assert.ok(!text.includes(words.slice(0, 3).join(" ")));
  assert.ok(!text.includes(keys.PASSPHRASE), "and so is the passphrase");
  assert.equal(new URL(reader.page.url()).hash, "#keys");
  const told = said.filter((line) => [keys.PASSPHRASE, ...words].some((one) => line.includes(one)));
  assert.deepEqual(told, [], "the console tells nothing");
  assert.deepEqual(reader.errors, []);
});

test("an identity stays unlocked over a reload, and no longer once it is locked", async (t) => {
  const reader = await chromium(t, await onLocalhost(t));
  await keys.makeIdentity(reader, NAME);
  const [shown] = await reader.texts(".strong", "lazaret-identity");
  assert.equal(shown.split(" ").length, 8);
  await reader.page.reload();
  await reader.sees(shown, "lazaret-identity");
  await keys.lock(reader);
  await reader.page.reload();
  await reader.sees(`Unlock “${NAME}”`);
  await keys.unlock(reader, "nine calm herons wade at dusk");
  await reader.sees("That did not work", "lazaret-keys");
  await keys.unlock(reader);
  await reader.sees(shown, "lazaret-identity");
  assert.deepEqual(reader.errors, []);
});

test("an identity is locked when nobody is there", async (t) => {
  const reader = await chromium(t, await onLocalhost(t));
  await reader.page.clock.install();
  await keys.makeIdentity(reader, NAME);
  await reader.page.clock.runFor(14 * MINUTE_MS);
  await reader.page.mouse.click(5, 5);
  await reader.page.clock.runFor(14 * MINUTE_MS);
  await reader.sees("Lock now", "lazaret-identity");
  await reader.page.clock.runFor(2 * MINUTE_MS);
  await reader.sees(`Unlock “${NAME}”`);
  await reader.page.reload();
  await reader.sees(`Unlock “${NAME}”`, "lazaret-unlock");
});

test("a passkey unlocks it", async (t) => {
  const reader = await chromium(t, await onLocalhost(t));
  await keys.giveAuthenticator(reader);
  await keys.makeIdentity(reader, NAME);
  await reader.unfold("Ways to unlock it");
  await reader.sees("This is the only way left", "lazaret-unlockers");
  await reader.press("Add a passkey", "lazaret-unlockers");
  await reader.sees("Changed. Save the identity file again.", "lazaret-unlockers");
  await keys.lock(reader);
  await reader.press("Unlock with the passkey");
  await reader.sees("Lock now", "lazaret-identity");
  await reader.unfold("Ways to unlock it");
  await reader.press("Remove passphrase 1", "lazaret-unlockers");
  await reader.sees("This is the only way left", "lazaret-unlockers");
  await keys.lock(reader);
  await reader.press("Unlock with the passkey");
  await reader.sees("Lock now", "lazaret-identity");
  assert.deepEqual(reader.errors, []);
});

for (const [name, open] of Object.entries({ Chromium: chromium, Firefox: firefox })) {
  test(`${name} from disk gets it back from its file, its words and its shares`, async (t) => {
    const [place, reader] = [await folder(t), await open(t, fromDisk)];
    const words = await keys.makeIdentity(reader, NAME);
    const [shown] = await reader.texts(".strong", "lazaret-identity");
    const file = await keys.identityFile(place, reader);
    await reader.unfold("Shares for data protection officers");
    await reader.press("Make the shares", "lazaret-shares");
    const shares = [];
    for (const number of [1, 3]) {
      const press = () => reader.press(`Save share ${number} of 3`, "lazaret-shares");
      shares.push(await keys.savedTo(place, reader, press));
    }
    const forget = async () => {
      await reader.unfold("Remove the identity from this browser");
      await reader.press("Remove it", "lazaret-identity");
      await reader.sees("Make an identity", "lazaret-keys");
    };
    await forget();
    await reader.give("I have an identity: load its file", file, "lazaret-unlock");
    await reader.sees(`Unlock “${NAME}”`);
    await keys.unlock(reader);
    await reader.sees(shown, "lazaret-identity");

    await forget();
    await keys.recover(reader, words);
    await reader.sees(shown, "lazaret-identity");

    await forget();
    await reader.unfold("I have no file", "lazaret-unlock");
    await reader.give("The share files", shares, "lazaret-unlock");
    await reader.sees("The identity is back", "lazaret-keys");
    await reader.sees(shown, "lazaret-identity");
    assert.deepEqual(reader.errors, []);
  });
}

test("a public key is unverified until its words were compared", async (t) => {
  const [place, url] = [await folder(t), await onLocalhost(t)];
  const [owner, researcher] = [await chromium(t, url), await chromium(t, url)];
  await keys.makeIdentity(researcher, "Dr Researcher");
  const file = await keys.recipientFile(place, researcher);
  const [words] = await researcher.texts(".strong", "lazaret-identity");
  await keys.showKeys(owner);
  await owner.give("Add a public key", file, "lazaret-recipients");
  await owner.sees("Dr Researcher", "lazaret-recipients");
  await owner.sees(words, "lazaret-recipients");
  await owner.sees("Not verified", "lazaret-recipients");
  await owner.check("I read these words with them", "lazaret-recipients");
  await owner.sees("Verified by you.", "lazaret-recipients");
  await owner.page.reload();
  await owner.sees("Verified by you.", "lazaret-recipients");
  assert.deepEqual(owner.errors, []);
});
