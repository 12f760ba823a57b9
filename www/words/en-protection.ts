import { bytes } from "../format.js";
import { numbers } from "./en-numbers.js";
import { share } from "./en-share.js";

/** The copy of the ways to protect. */
export const protection = {
  share,

  numbers,

  seal: {
    lead: "The whole file, unreadable without the passphrase. AES-256-GCM, with a key made from the passphrase by Argon2id.",
    what: "What to seal",
    original: "the file you loaded, with everything in it",
    shared: "the protected table",
    another: "another file",
    choose: "Choose the file to seal",
    passphrase: "Passphrase",
    repeat: "The same again",
    show: "Show the passphrase",
    generate: "Make one for me",
    generated:
      "Write it down, and tell it to the other side by telephone or in person, not along with the file. If it is lost, so is the file.",
    strength:
      "A guessed passphrase opens the file. Use the one made here, or six or more random words.",
    mismatch: "The two are not the same.",
    short: (least: number) => `At least ${least} characters, please.`,
    run: "Seal and save",
    done: (size: number) => `Sealed: ${bytes(size)}, saved to your downloads as sealed.lz.`,
  },

  open: {
    lead: "Choose a sealed file and type its passphrase. It is opened here, in this tab.",
    file: "Sealed file",
    another: "Another sealed file",
    run: "Open",
    done: (name: string, size: number) =>
      `Opened: ${name}, ${bytes(size)}. Every byte is as it was sealed.`,
    save: "Save it",
    load: "Load it as the table",
    unnamed: "opened file",
  },
};
