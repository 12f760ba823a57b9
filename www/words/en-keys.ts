import { plural } from "../format.js";

/** The copy of identities, of what unlocks them, and of the people to seal for. */
export const keys = {
  title: "Your keys",
  lead: "With an identity, others can seal files that only you can open, and what you seal carries your signature and can be opened to more people later. A passphrase alone needs none of this.",
  memoryOnly:
    "This browser keeps nothing here when the tab is closed. Everything works from your identity file: load it each time, and save it before you leave.",
  mayVanish:
    "This browser keeps a locked copy of the identity for you, and may delete it: Safari does after seven days without a visit, others when the disk is full. The file that you save is the copy that counts.",
  back: "Back",
  busy: "One moment",

  status: {
    none: "You have no identity here.",
    locked: (name: string) => `“${name}” is locked.`,
    unlocked: (name: string) => `“${name}” is unlocked.`,
    open: "Manage keys",
    lock: "Lock now",
  },

  news: {
    made: "Your identity is ready and unlocked. Save its file now: it is the copy that counts.",
    recovered:
      "The identity is back. Add a new passphrase under “Ways to unlock it”, then save its file.",
  },

  make: {
    title: "Make an identity",
    name: "What others should call it",
    nameHint:
      "For example “Records office, St Anne's”. It stands in the file that you give to others.",
    passphrase: "The passphrase that unlocks it",
    run: "Make the identity",
    busy: "Making the identity",
  },

  passphrase: {
    label: "Passphrase",
    repeat: "The same again",
    suggested: "Seven words, drawn by chance on this computer:",
    keep: "Write them down before you go on. They are not shown again.",
    copy: "Copy",
    copied: "Copied. Copy something else when you are done with it.",
    another: "Other words",
    own: "Type my own",
    suggest: "Suggest words",
    show: "Show the passphrase",
    mismatch: "The two are not the same.",
    ask: "Five or more unrelated words are better than one difficult one.",
    weak: (bits: number, least: number) =>
      `Too easy to guess: about ${bits} bits, and at least ${least} are needed. Add more unrelated words.`,
    strong: (bits: number) => `Hard to guess: about ${bits} bits.`,
  },

  kit: {
    title: "Recovery kit",
    lead: "If you forget the passphrase and lose this computer, these 24 words bring the identity back. Without them nobody can, not even us. Whoever has them can open everything that was sealed for you.",
    print:
      "Print this page or write the words on paper, and lock the paper away: not in a mail, a photo or a cloud.",
    of: (name: string, words: string, date: string) =>
      `Of “${name}”, made on ${date}. Its fingerprint: ${words}.`,
    words: "The 24 recovery words, in this order",
    code: "The same words as a QR code",
    action: "Print",
    next: "I have it on paper",
    again: "Show the kit again",
    confirm: "Type three of the words from your paper. The kit is gone from the screen.",
    word: (place: number) => `Word ${place} of 24`,
    check: "Check the words",
    abandon: "Stop, and make no identity",
    show: "Show the recovery kit once more",
    hide: "Hide it",
  },

  unlock: {
    title: (name: string) => `Unlock “${name}”`,
    passphrase: "Passphrase",
    run: "Unlock",
    busy: "Unlocking",
    passkey: "Unlock with the passkey",
    passkeyBusy: "Waiting for the passkey",
    otherWays: "I cannot unlock it: use the recovery kit, or shares",
    words: "The 24 recovery words",
    wordsRun: "Recover with the words",
    shares: "The share files that were handed out, as many as are needed",
    sharesRun: "Recover with the shares",
    file: "I have an identity: load its file",
    reading: "Reading the identity",
    recover: "I have no file: recover the identity from its kit or from shares",
    name: "What others should call it",
    unnamed: "Recovered identity",
  },

  identity: {
    words: "Its fingerprint, as words to read to others on the telephone",
    recipientLead: "Others need your public key to seal files for you. It is no secret.",
    recipient: "Save my public key",
    file: "Save the identity file",
    fileHint:
      "The file is of no use without a way to unlock it. Keep a copy where your data is kept.",
    lock: "Lock now",
    idle: "Lock when nobody uses the page for",
    minutes: (minutes: number) => plural(minutes, "minute", "minutes"),
    forget: "Remove the identity from this browser",
    forgetLead:
      "This deletes the copy in this browser. What is sealed for you opens only as long as you have the identity file or the recovery kit.",
    forgetRun: "Remove it",
  },

  unlockers: {
    title: "Ways to unlock it",
    lead: "Each opens the identity alone. Save the identity file again after a change: an older file keeps the older ways, for whoever has it.",
    passphrase: (number: number) => `Passphrase ${number}`,
    passkey: (number: number) => `Passkey ${number}`,
    remove: (what: string) => `Remove ${what.toLowerCase()}`,
    add: "Add another passphrase",
    addRun: "Add the passphrase",
    addPasskey: "Add a passkey",
    passkeyHint:
      "A fingerprint, a face or a security key, as this computer has it. It works only on this site's address, so keep a passphrase beside it.",
    last: "This is the only way left. Add another one first.",
    changed: "Changed. Save the identity file again.",
    busy: "Changing the ways to unlock",
  },

  shares: {
    title: "Shares for data protection officers",
    lead: (threshold: number, count: number) =>
      `Any ${threshold} of these ${count} people together can open everything that was sealed for you, without you. Fewer than ${threshold} learn nothing. Give each share to one person; a share cannot be taken back.`,
    count: "How many people get a share",
    threshold: "How many of them are needed",
    make: "Make the shares",
    busy: "Making the shares",
    save: (number: number, count: number) => `Save share ${number} of ${count}`,
    done: "I have saved them: forget them here",
  },

  recipients: {
    title: "People you seal for",
    lead: "Someone who wants to receive sealed files sends you their public key, a file. Add it here once.",
    add: "Add a public key: choose its file",
    paste: "Or paste its text",
    addPasted: "Add it",
    reading: "Reading the public key",
    none: "Nobody yet.",
    you: "This is your own public key. You are offered as a reader whenever your identity is unlocked.",
    words: "Fingerprint words",
    verified: "I read these words with them, on the telephone or in person",
    unverified:
      "Not verified: it calls itself so, but nobody has compared its words. Someone on the way could have put their own key in its place.",
    isVerified: "Verified by you.",
    remove: (name: string) => `Remove ${name}`,
  },
};
