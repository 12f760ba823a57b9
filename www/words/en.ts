import { bytes, number, plural } from "../format.js";
import type { Kind, Role } from "../generated/lazaret.js";
import { advice, tradeOff } from "./en-advice.js";
import { examination } from "./en-examination.js";
import { keys } from "./en-keys.js";
import { lesson } from "./en-lesson.js";
import { numbers } from "./en-numbers.js";
import { risk } from "./en-risk.js";
import { safeHarbor } from "./en-safe-harbor.js";
import { sealing } from "./en-seal.js";
import { share } from "./en-share.js";

const roles: Record<Role, { name: string; meaning: string }> = {
  identifier: { name: "identifier", meaning: "Names one person by itself. Always removed." },
  "quasi-identifier": {
    name: "quasi-identifier",
    meaning: "Could be known to someone outside, and together with others point to a person.",
  },
  "semi-sensitive": {
    name: "semi-sensitive",
    meaning:
      "Could be known to someone outside, and nobody else should learn it. Forms groups and must vary within them.",
  },
  sensitive: { name: "sensitive", meaning: "What nobody should learn about a person." },
  other: {
    name: "other",
    meaning: "Neither points to a person nor needs protection. Kept as it is.",
  },
};

const kinds: Record<Kind, string> = {
  integer: "whole number",
  real: "number",
  date: "date",
  category: "category",
  text: "text",
};

/** The page's copy. Sentences by kind of failure, notice and reason are in en.json. */
export const words = {
  tradeOff,
  examination,
  advice,
  history: { title: "Decisions", undo: "Undo", redo: "Redo" },
  roles,
  kinds,
  safeHarbor,
  keys,
  title: "Lazaret",
  tagline: "Make a patient file safe to hand over, here in this tab.",
  steps: {
    load: "Load",
    describe: "Describe",
    risk: "Risk as it stands",
    protect: "Protect",
    handOver: "Hand over",
    open: "Open a sealed file",
    keys: keys.title,
    learn: lesson.title,
  },
  modes: {
    title: "What to do here",
    protect: "Protect data",
    open: "Open a sealed file",
    keys: keys.title,
    learn: "Learn",
  },
  more: (count: number) => `and ${count} more`,
  cancel: "Cancel",
  showAsTable: "Show as table",
  details: "Details for support (no patient data)",
  failed: "That did not work",

  load: {
    lead: "A table with one patient in each row, as text: CSV, semicolons or tabs. It is read here and goes nowhere.",
    drop: "Drop a file here, or choose one",
    dropHint: "CSV, TSV or TXT, up to 2 GB",
    samples: "No file at hand?",
    samplePatients: "Try with sample patients",
    sampleAdmissions: "Try a messy hospital export",
    another: "Choose another file",
    sealed: "Open a file that was sealed with Lazaret",
    again: "Read it again",
    summary: (name: string, size: number, rows: number, columns: number) =>
      `${name}: ${plural(rows, "row", "rows")}, ${plural(columns, "column", "columns")}, ${bytes(size)}.`,
    dialect: "How the file is written",
    dialectHint: "Guessed from the file. If the table below looks wrong, change it here.",
    dialectFailed: "If the file is written in another way, change it here: it is then read again.",
    delimiter: "Cells are separated by",
    delimiters: { ",": "comma", ";": "semicolon", "\t": "tab", "|": "vertical bar", " ": "space" },
    otherDelimiter: (delimiter: string) => `“${delimiter}”`,
    encoding: "Characters are",
    encodings: { utf8: "UTF-8", windows1252: "Windows-1252" },
    header: "The first row is a heading",
    notices: "What was noticed",
    firstRows: (count: number) => `The first ${plural(count, "row", "rows")}`,
    firstColumns: (shown: number, all: number) => `${shown} of ${number(all)} columns are shown.`,
  },

  describe: {
    lead: "What each column says about a person decides how it is treated. The roles are guesses: please check them.",
    unit: "Which rows are one patient's?",
    everyRow: "every row is a patient",
    sameValue: (column: string) => `rows with the same “${column}”`,
    unitHint:
      "If a patient has several rows, choose the column that tells patients apart: groups then count patients. Otherwise the numbers below promise too much.",
    severalHint:
      "Groups count patients, not rows. Published numbers (“Publish numbers”) hide a patient too, once you said how many rows of each take part.",
    find: "Find a column",
    column: "Column",
    role: "Role",
    kind: "Kind",
    distinct: "Distinct",
    missing: "Missing",
    reason: "Why this guess",
    meaning: "What the roles mean",
    misfits: (count: number) =>
      `${plural(count, "cell does", "cells do")} not fit and will count as missing.`,
    examples: (list: string) => `for example ${list}`,
    page: (first: number, last: number, all: number) =>
      `Columns ${number(first)} to ${number(last)} of ${number(all)}`,
    useRecipe: "Did this before? Use the recipe you saved then",
    previous: "Previous columns",
    next: "Next columns",
    changed: "changed by you",
  },

  risk,

  protect: {
    lead: "Choose what the other side needs. The three ways can be combined.",
    ways: {
      share: { name: "Share rows", hint: "a table with less detail, for analysis outside" },
      numbers: { name: "Publish numbers", hint: "counts and means with noise, for a report" },
      seal: { name: "Seal", hint: "a file or some columns, for the people you name" },
    },
  },

  share,
  numbers,
  ...sealing,

  handOver: {
    lead: "Each goes to your downloads folder, under a name that says nothing about its contents.",
    table: {
      name: "Protected table",
      missing: "Make one under “Share rows” first.",
      action: "Save the table",
    },
    numbers: {
      name: "Noisy numbers",
      missing: "Ask something under “Publish numbers” first.",
      action: "Save the numbers",
    },
    sealed: {
      name: "Sealed file",
      missing: "Make one under “Seal” first.",
      action: "Save it again",
    },
    recipe: {
      name: "Recipe",
      hint: "Every decision you made, without a single cell: repeats this run on next month's file, here or with the lazaret command. It holds the names of the columns.",
      action: "Save the recipe",
    },
    tableHint: (rows: number, k: number) =>
      `${plural(rows, "row", "rows")}, groups of at least ${k}.`,
    numbersHint: (count: number) => `${plural(count, "answer", "answers")}, with every parameter.`,
    stale: "Made before the last change of settings.",
    print: "Print this page as a report",
  },

  proof: {
    status: "Nothing has left this computer",
    how: "How we know",
    policyTitle: "The browser forbids it",
    policy:
      "This page carries a policy that the browser enforces: no connection to anywhere, no foreign script. This is its text:",
    embedded:
      "This page is part of another site's page, and that site's policy holds. Ask its makers, or use Lazaret as the single page that it is.",
    importsTitle: "The engine cannot",
    imports: (count: number) =>
      `The part that reads your file can call ${count} functions outside itself. None of them reaches a network.`,
    importsList: (count: number) => `All ${count} functions`,
    checkTitle: "See for yourself",
    check: [
      "Press F12 and choose “Network” before you load a file. The list shows only this page's own entry, whatever you do here.",
      "Or switch the network off: everything still works.",
      "The policy above holds the fingerprint (SHA-256) of all code in this page. Compare the page's own fingerprint with the published one: sha256sum index.html",
    ],
    limitsTitle: "What this does not stop",
    limits: [
      "You: a saved file goes wherever you send it.",
      "A browser extension or a virus on this computer: they see what you see.",
      "Whoever changed the page before it reached you. That is what the fingerprint is for.",
    ],
    version: (version: string) => `Lazaret ${version}`,
  },
};
