import { plural } from "../format.js";
import type { Mechanism } from "../generated/lazaret.js";

const mechanisms: Record<Mechanism, string> = {
  "discrete-laplace": "discrete Laplace noise",
  "discrete-gaussian": "discrete Gaussian noise",
  "permute-and-flip": "permute-and-flip",
  exponential: "exponential mechanism",
  "stability-threshold":
    "counts with discrete Laplace noise, of which those above a threshold are told",
  marginals: "marginals with noise, chosen with noise",
};

/** The copy of the ledger and of certificates. */
export const ledger = {
  title: "The ledger of this table",
  lead: "All that was told about these patients, and what it cost. It is kept in this browser and found again when the same table is loaded. A question that was asked before gets the same answer and costs nothing.",
  memoryOnly:
    "This browser keeps nothing when the tab is closed. Save the ledger before you leave, and load it the next time: otherwise what was spent is forgotten, and it must not be.",
  opened: (date: string, tables: number) =>
    tables === 1
      ? `Opened on ${date}.`
      : `Opened on ${date}. It knows ${plural(tables, "version", "versions")} of the table, which share the budget.`,
  entries: "What was asked",
  cost: (cost: string, date: string) => `${cost}, ${date}`,
  earlier: "(about another version of the table)",
  unanswered:
    "Paid, and not answered: the tab was closed on the way. Ask the same question again; it costs nothing.",
  writers: (keys: string) => `Signed with: ${keys}.`,
  head: (number: number, hash: string) => `Last line: ${number}, ${hash}…`,
  save: "Save the ledger",
  load: "Load a ledger",
  keep: "The saved ledger is the authority: take it along to another browser or computer, or to the lazaret command, and let one place at a time write. Keep it as you keep the data: whoever has it can test guesses of the table. Releases and certificates may be published.",
  other:
    "This ledger is of another table. If this file is another version about the same patients, both share one budget. If it is about other patients, open a ledger of its own.",
  samePatients: "It is about the same patients",
  certificate: "Certificate",
  certificateOf: (entry: number) => `Certificate of entry ${entry}`,

  paper: {
    title: (entry: number) => `Certificate of release ${entry}`,
    question: "Question",
    protected: "Who is protected",
    answer: "Answer, and what noise moved it by (95 %)",
    mechanism: "Mechanism",
    mechanisms,
    sensitivity: "Sensitivity: the most that one patient moves it",
    scale: "Scale of the noise",
    meaning: "What this release costs a patient",
    budget: "Budget",
    spent: (spent: number, total: number, left: number) =>
      `${spent} of ${total} spent with this release, ${left} left`,
    whole: "What all releases together may cost a patient",
    times: "When",
    asked: (asked: string, answered: string) => `asked ${asked}, answered ${answered}`,
    record: "Ledger and record",
    signed: "Signed with",
    software: "Software",
    rows: (rows: number) => plural(rows, "made-up patient", "made-up patients"),
    proves:
      "A copy of what the ledger says. Whoever has the ledger can find the record by its number and hash. It holds nothing that a guess of the table could be tested with.",
    print: "Print",
    save: "Save the certificate",
  },
};
