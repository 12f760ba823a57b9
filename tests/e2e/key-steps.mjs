// What a reader does with keys, in any browser.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";

export const PASSPHRASE = "nine calm herons wade at noon";
const KIT = "lazaret-recovery-kit";

export async function showKeys(reader) {
  await reader.press("Your keys");
  await reader.sees("People you seal for", "lazaret-keys");
}

/** Types a passphrase of the reader's own where a new one is asked for. */
export async function newPassphrase(reader, passphrase, within) {
  await reader.press("Type my own", within);
  await reader.fill("Passphrase", passphrase, within);
  await reader.fill("The same again", passphrase, within);
}

/** Begins an identity, and gives the recovery words on the screen. */
export async function beginIdentity(reader, name, passphrase = PASSPHRASE) {
  await reader.fill("What others should call it", name, "lazaret-make-identity");
  await newPassphrase(reader, passphrase, "lazaret-make-identity");
  await reader.press("Make the identity");
  await reader.sees("Recovery kit", KIT);
  return reader.texts("ol li", KIT);
}

/** Types the words that are asked for. */
export async function confirmKit(reader, words) {
  await reader.sees("Type three of the words", KIT);
  for (const label of await reader.texts("label span", KIT)) {
    await reader.fill(label, words[Number(label.split(" ")[1]) - 1], KIT);
  }
  await reader.press("Check the words", KIT);
}

/** Goes to the keys and makes an identity there; gives its recovery words. */
export async function makeIdentity(reader, name, passphrase = PASSPHRASE) {
  await showKeys(reader);
  return makeIdentityHere(reader, name, passphrase);
}

/** Makes an identity to the end where the form for it is shown, and gives its recovery words. */
export async function makeIdentityHere(reader, name, passphrase = PASSPHRASE) {
  const words = await beginIdentity(reader, name, passphrase);
  await reader.press("I have it on paper", KIT);
  await confirmKit(reader, words);
  await reader.sees("Your identity is ready and unlocked", "lazaret-keys");
  return words;
}

export async function unlock(reader, passphrase = PASSPHRASE, within = "lazaret-unlock") {
  await reader.fill("Passphrase", passphrase, within);
  await reader.press("Unlock", within);
}

/** Brings an identity into a browser that has none, by its recovery words. */
export async function recover(reader, words) {
  await reader.unfold("I have no file", "lazaret-unlock");
  await reader.fill("The 24 recovery words", words.join(" "), "lazaret-unlock");
  await reader.press("Recover with the words", "lazaret-unlock");
  await reader.sees("The identity is back", "lazaret-keys");
}

/** Gives the browser a passkey's authenticator, whose user says yes to all. */
export async function giveAuthenticator(reader) {
  const devtools = await reader.browser.newCDPSession(reader.page);
  await devtools.send("WebAuthn.enable");
  await devtools.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      ctap2Version: "ctap2_1",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      hasPrf: true,
    },
  });
}

/** Lets a passkey unlock the identity that is unlocked. */
export async function addPasskey(reader) {
  await reader.unfold("Ways to unlock it");
  await reader.press("Add a passkey", "lazaret-unlockers");
  await reader.sees("Changed. Save the identity file again.", "lazaret-unlockers");
}

export async function lock(reader) {
  await reader.press("Lock now", "lazaret-identity");
  await reader.sees("Unlock “", "lazaret-unlock");
}

/** What `action` saves, as a file in `place`. */
export async function savedTo(place, reader, action, as) {
  const { name, bytes } = await reader.saves(action);
  const path = join(place, as ?? name);
  await writeFile(path, bytes);
  return path;
}

export const recipientFile = (place, reader, as) =>
  savedTo(place, reader, () => reader.press("Save my public key", "lazaret-identity"), as);

export const identityFile = (place, reader) =>
  savedTo(place, reader, () => reader.press("Save the identity file", "lazaret-identity"));

/** Runs in the page: all text in it, shadows, inputs and attributes included, but not its own script. */
export function everythingWritten() {
  const read = (from) =>
    [...from.querySelectorAll(":not(script)")].flatMap((one) => [
      ...[...one.childNodes].filter(({ nodeType }) => nodeType === 3).map(({ data }) => data),
      ...[...one.attributes].map(({ value }) => value),
      one.value ?? "",
      ...(one.shadowRoot ? read(one.shadowRoot) : []),
    ]);
  return read(document).join("\n");
}
