import { bytes, list, plural } from "../format.js";

/** The copy of sealing, of opening, and of letting more people in. */
export const sealing = {
  seal: {
    lead: "Sealed, a file can be read only by those you name, and nobody can change it unseen. AES-256-GCM.",
    what: "What to seal",
    original: "the file you loaded, as it is",
    columns: "the table you loaded, column by column",
    shared: "the protected table, column by column",
    another: "another file",
    choose: "Choose the file to seal",
    columnsHint: "Column by column, each reader can be given all columns or some.",
    who: "Who may open it",
    passphrase: "Whoever has a passphrase",
    passphraseName: "passphrase",
    passphraseHint:
      "Tell it to the other side by telephone or in person, not along with the file. If it is lost, so is the file.",
    self: (name: string) => `You, “${name}”`,
    selfHint: "Then you can open the file again, and let more readers in later.",
    noSelf:
      "Without an unlocked identity nobody can be let in later: the file's readers are fixed by what you choose now.",
    recipients: "People you seal for",
    noRecipients: "Add people's public keys under “Your keys” to seal for them.",
    unverified: (name: string) =>
      `“${name}” is not verified: nobody has compared this key with its owner, and it could be somebody else's. Read these words with them on the telephone, or in person:`,
    which: "Which columns",
    all: "all columns",
    some: "some columns",
    reader: "Reader",
    column: "Column",
    listed: (name: string) => `Columns for ${name}, one name a line`,
    unknown: (names: string[]) => `Not in the table: ${list(names)}.`,
    cell: (column: string, name: string) => `${column} for ${name}`,
    purpose: "Purpose (readers see it; so does whoever stores the file)",
    expires: "Last day on which it opens",
    terms: "Purpose and last day",
    expiresHint:
      "Lazaret refuses to open it later. Other software could still: a key that was given cannot be taken back.",
    kem: "Kind of key",
    kems: {
      "x-wing": "X-Wing: safe from quantum computers too",
      x25519: "X25519: for older software",
    },
    nobody: "Choose at least one reader, and for each reader at least one column.",
    run: "Seal and save",
    exchange: {
      lead: "Sealed for you alone and handed to the exchange's page, which shows what would leave and asks before it does. There you let others in, column by column.",
      run: "Seal for the exchange",
      done: (size: number) =>
        `Sealed: ${bytes(size)}, handed to the exchange's page. Nothing has left this computer yet.`,
    },
    busy: "Sealing",
    done: (size: number) => `Sealed: ${bytes(size)}, saved to your downloads as sealed.lz.`,
    shows: (sizes: number[], readers: number) =>
      `Whoever stores it sees ${outside(sizes)}, your signing key and ${plural(readers, "grant", "grants")} with purpose and dates: no name of the file or of a column, no number of rows, no cell.`,
  },

  open: {
    lead: "Choose a sealed file to see whom it is for. It is opened here, in this tab.",
    file: "Sealed file",
    another: "Another sealed file",
    inspecting: "Looking at the file",
    busy: "Opening",
    shows: (sizes: number[]) => `${capital(outside(sizes))}. Nothing else shows without a key.`,
    forWhom: "Who may open it",
    passphrase: "whoever has a passphrase",
    you: (name: string) => `you, “${name}”`,
    known: (name: string) => `“${name}”`,
    unknown: (words: string) => `somebody whose key you do not have (${words})`,
    everything: "everything",
    part: (count: number, of: number) => `${count} of ${plural(of, "column", "columns")}`,
    purpose: (purpose: string) => `for: ${purpose}`,
    issued: (date: string) => `given on ${date}`,
    until: (date: string) => `until ${date}`,
    expired: (date: string) => `expired: its last day was ${date}`,
    withPassphrase: "Passphrase",
    run: "Open",
    runWithKey: (name: string) => `Open as “${name}”`,
    notForYou: (readers: string[], name: string, words: string) =>
      `This file is for ${list(readers)}. You unlocked “${name}” (${words}), which cannot open it.`,
    locked: "Unlock your identity under “Your keys” to open it with that.",
    done: (name: string, size: number) =>
      `Opened: ${name}, ${bytes(size)}. Every byte is as it was sealed.`,
    columns: (names: string[]) => `Columns: ${list(names, 12)}.`,
    closed: (count: number) =>
      `${plural(count, "column stays", "columns stay")} closed: you were not given ${count === 1 ? "it" : "them"}, and not even ${count === 1 ? "its name" : "their names"}.`,
    save: "Save it",
    load: "Load it as the table",
    unnamed: "opened file",
  },

  grant: {
    title: "Let somebody else in",
    lead: "You sealed this file, so you can add readers. What is sealed is not touched; you get a new copy of the file with one reader more.",
    warning:
      "What was granted cannot be taken back: older copies stay as they are, and whoever read it has read it. To shut somebody out, seal the data anew and share the new file only.",
    to: "Who",
    passphrase: "whoever has a passphrase",
    columns: "Columns",
    all: "all columns",
    run: "Add the reader and save",
    busy: "Adding a reader",
    done: "Saved to your downloads as sealed.lz, with one reader more.",
  },
};

function outside(sizes: number[]): string {
  const [least, most] = [Math.min(...sizes), Math.max(...sizes)];
  const range = least === most ? bytes(least) : `${bytes(least)} to ${bytes(most)}`;
  return `${plural(sizes.length, "sealed part", "sealed parts")} of ${range}, rounded up`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
