import { bytes, error, number, percent, plural } from "../format.js";
import type { Kind, Risk, Role } from "../generated/lazaret.js";

const roles: Record<Role, { name: string; meaning: string }> = {
  identifier: { name: "identifier", meaning: "Names one person by itself. Always removed." },
  "quasi-identifier": {
    name: "quasi-identifier",
    meaning: "Could be known to someone outside, and together with others point to a person.",
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
  roles,
  kinds,
  title: "Lazaret",
  tagline: "Make a patient file safe to hand over, here in this tab.",
  steps: {
    load: "Load",
    describe: "Describe",
    risk: "Risk as it stands",
    protect: "Protect",
    handOver: "Hand over",
    open: "Open a sealed file",
  },
  cancel: "Cancel",
  showAsTable: "Show as table",
  details: "Details for support (no patient data)",
  failed: "That did not work",
  patients: (count: number) => plural(count, "patient", "patients"),
  rows: (count: number) => plural(count, "row", "rows"),

  load: {
    lead: "A table with one patient in each row, as text: CSV, semicolons or tabs. It is read here and goes nowhere.",
    drop: "Drop a file here, or choose one",
    dropHint: "CSV, TSV or TXT, up to 2 GB",
    samples: "No file at hand?",
    samplePatients: "Try with sample patients",
    sampleAdmissions: "Try a messy hospital export",
    another: "Choose another file",
    again: "Read it again",
    summary: (name: string, size: number, rows: number, columns: number) =>
      `${name}: ${plural(rows, "row", "rows")}, ${plural(columns, "column", "columns")}, ${bytes(size)}.`,
    dialect: "How the file is written",
    dialectHint: "Guessed from the file. If the table below looks wrong, change it here.",
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
    unit: "Each row counts as one person. If a patient has several rows, the numbers below promise too much.",
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
    previous: "Previous columns",
    next: "Next columns",
    changed: "changed by you",
  },

  risk: {
    lead: "Suppose someone knows the quasi-identifiers of a person and looks for them in this table.",
    none: "No column is a quasi-identifier, so there is nothing to look a person up by. If the table has ages, dates, places or jobs, give them that role above.",
    smallest: (size: number) => `The smallest group has ${plural(size, "patient", "patients")}`,
    unique: (unique: number, rows: number) =>
      unique === 0
        ? "nobody is the only one with their combination"
        : `${number(unique)} of ${plural(rows, "patient", "patients")} (${percent(unique / rows)}) ${unique === 1 ? "is" : "are"} the only one with their combination`,
    sentence: (risk: Risk, names: string[]) =>
      `${words.risk.smallest(risk.smallest_class)}; ${words.risk.unique(risk.unique_rows, risk.rows)} of ${list(names)}.`,
    prosecutor: (risk: Risk) =>
      `Someone who knows that a person is in this table finds the right row with a chance of up to ${percent(risk.prosecutor_max)}, and ${percent(risk.prosecutor_mean)} on average.`,
    homogeneous: (column: string, rows: number) =>
      `For ${plural(rows, "patient", "patients")} the whole group has the same ${column}: it is known as soon as the group is.`,
    figures: {
      smallest: "smallest group",
      unique: "alone in their group",
      max: "highest risk",
      mean: "average risk",
      classes: "groups",
    },
    chart: "Patients by the size of their group",
    groupSize: "patients in a group",
    patients: "patients",
    before: "before",
    after: "after",
  },

  protect: {
    lead: "Choose what the other side needs. The three ways can be combined.",
    ways: {
      share: { name: "Share rows", hint: "a table with less detail, for analysis outside" },
      numbers: { name: "Publish numbers", hint: "counts and means with noise, for a report" },
      seal: { name: "Seal", hint: "the file as it is, for someone who has the passphrase" },
      open: { name: "Open", hint: "a file that was sealed with Lazaret" },
    },
  },

  share: {
    lead: "Identifiers are removed. Quasi-identifiers lose detail until every patient hides in a group of at least k.",
    k: "Smallest group allowed (k)",
    kMeaning: (k: number) =>
      `Every patient will look the same as at least ${plural(k - 1, "other", "others")}: a guess at who is who is right at most 1 time in ${k}.`,
    useL: "Also keep groups from agreeing on a sensitive value (l-diversity)",
    l: "Different sensitive values in each group (l)",
    lMeaning: (l: number) =>
      `Each group will hold at least ${plural(l, "different value", "different values")} of every sensitive column.`,
    intervals: "Round numbers first",
    intervalsHint:
      "Fixed intervals, such as ages in steps of 5, make the result easier to compare with next month's. Left blank, a column is rounded only as far as the groups need.",
    width: "Interval width",
    origin: "Starting at",
    bottom: "Lump all below",
    top: "Lump all above",
    run: "Make the protected table",
    again: "Make it again",
    stale: "The settings have changed since this table was made.",
    noQuasi:
      "No column is a quasi-identifier: the table would only lose its identifiers. Check the roles in step 2.",
    risk: "Risk",
    usefulness: "What it costs",
    ncp: (ncp: number) => `${percent(ncp)} of the detail in the quasi-identifiers is lost`,
    ncpMeaning:
      "Normalized certainty penalty: 0 % is the table as it was, 100 % says nothing any more.",
    loss: "Detail lost, by column",
    dropped: (names: string[]) => `Removed: ${list(names)}.`,
    preview: "The protected table",
    warnings: "Before you hand it over",
  },

  numbers: {
    lead: "Each answer gets random noise, so that it stays nearly the same whether or not any one patient is in the table. Every answer uses up some of a budget.",
    budget: "Privacy budget for this table (ε)",
    budgetHint:
      "All answers together. 1 is a common choice; smaller protects more. It can be set once.",
    setBudget: "Set the budget",
    spent: (spent: number, total: number) => `ε ${epsilon(spent)} of ${epsilon(total)} spent`,
    left: (left: number) => `ε ${epsilon(left)} left`,
    planned: (count: number, total: number) =>
      `The recipe asks ${plural(count, "question", "questions")}, for ε ${epsilon(total)} in all.`,
    askPlanned: "Ask them now",
    question: "What do you want to know?",
    questions: {
      count: "How many patients there are",
      mean: "The mean of a column",
      histogram: "How the values of a column are spread",
      prevalence: "The share of patients with a value",
    },
    column: "Column",
    chooseColumn: "Choose a column",
    lower: "Lowest possible value",
    upper: "Highest possible value",
    boundsHint:
      "From what you know about such values in general, not from this table: looking them up would tell about the patients in it.",
    agePreset: "Ages: use 0 to 110",
    step: "Recorded in steps of (optional)",
    bins: "Number of bars",
    categories: "Categories, one on each line",
    categoriesHint:
      "List what could occur, also what may not. Everything else can be counted as “other”.",
    other: "Count everything else as “other”",
    value: "Value to look for",
    epsilon: "Budget for this answer (ε)",
    approximate: "Patients, roughly",
    approximateHint: "Only for the estimate.",
    expected: (value: number, rows: number) =>
      `With about ${plural(rows, "patient", "patients")} the answer will be off by at most ${error(value)}, 95 times in 100.`,
    expectedMissing: "Fill in the question to see how far off the answer will be.",
    ask: "Spend and answer",
    tooMuch: "That is more than is left of the budget. No further answer can be given at this ε.",
    exhausted:
      "The budget is spent. This table will give no more answers: that is what protects its patients.",
    releases: "Answers",
    meaning: (shown: string) =>
      `In 95 of 100 such answers the true value is within ${shown} of it.`,
    spentOn: (spent: number) => `ε ${epsilon(spent)}`,
    chart: "Answers with the range in which the true values lie",
    value2: "value",
    error: "95 % error",
  },

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
    run: "Open",
    done: (name: string, size: number) =>
      `Opened: ${name}, ${bytes(size)}. Every byte is as it was sealed.`,
    save: "Save it",
    load: "Load it as the table",
    unnamed: "opened file",
  },

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
      use: "Use a recipe",
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
      `The part that reads your file can call ${count} functions outside itself. None of them reaches a network:`,
    checkTitle: "See for yourself",
    check: [
      "Press F12 and choose “Network” before you load a file. The list stays empty, whatever you do here.",
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

/** "age, sex and postcode", cut short when there are many. */
function list(names: string[]): string {
  const shown = names.length > 6 ? [...names.slice(0, 5), `${names.length - 5} more`] : names;
  return new Intl.ListFormat("en").format(shown);
}

function epsilon(value: number): string {
  return new Intl.NumberFormat("en", { maximumSignificantDigits: 3 }).format(value);
}
