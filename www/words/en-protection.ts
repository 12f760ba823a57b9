import { bytes, error, plural } from "../format.js";
import { share } from "./en-share.js";

/** The copy of the ways to protect. */
export const protection = {
  share,

  numbers: {
    lead: "Each answer gets random noise, so that it stays nearly the same whether or not any one patient is in the table. Every answer uses up some of a budget.",
    memory:
      "The budget counts while this page is open and this file is loaded. It does not know what was published of the same patients before, or will be: all of it adds up.",
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
    expected: (value: number, rows: number) =>
      `With about ${plural(rows, "patient", "patients")} the answer will be off by at most ${error(value)}, 95 times in 100.`,
    expectedMissing: "Fill in the question to see how far off the answer will be.",
    ask: "Spend and answer",
    tooMuch: (left: number) =>
      `ε ${epsilon(left)} is left: lower the budget of this answer to ask more.`,
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
    another: "Another sealed file",
    run: "Open",
    done: (name: string, size: number) =>
      `Opened: ${name}, ${bytes(size)}. Every byte is as it was sealed.`,
    save: "Save it",
    load: "Load it as the table",
    unnamed: "opened file",
  },
};

function epsilon(value: number): string {
  return new Intl.NumberFormat("en", { maximumSignificantDigits: 3 }).format(value);
}
