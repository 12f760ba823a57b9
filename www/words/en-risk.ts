import { list, number, percent, plural } from "../format.js";
import type { AddedColumn, ColumnSet, Journalist, Risk, RiskReport } from "../generated/lazaret.js";

const smallest = (size: number) => `The smallest group has ${plural(size, "patient", "patients")}`;

const unique = (alone: number, rows: number) =>
  alone === 0
    ? "nobody is the only one with their combination"
    : `${number(alone)} of ${plural(rows, "patient", "patients")} (${percent(alone / rows)}) ${alone === 1 ? "is the only one" : "are the only ones"} with their combination`;

/** The copy of the risk as it stands. */
export const risk = {
  lead: "Suppose someone knows the quasi-identifiers of a person and looks for them in this table.",
  none: "No column is a quasi-identifier, so there is nothing to look a person up by. If the table has ages, dates, places or jobs, give them that role above.",
  sentence: (risk: Risk, names: string[]) =>
    `${smallest(risk.smallest_class)}; ${unique(risk.unique_rows, risk.rows)} of ${list(names)}.`,
  prosecutor: (risk: Risk) =>
    `Someone who knows that a person is in this table finds the right row with a chance of up to ${percent(risk.prosecutor_max)}, and ${percent(risk.prosecutor_mean)} on average.`,
  journalist: ({ population, journalist_max, journalist_mean }: Journalist) =>
    `Someone who knows only that a person is one of the ${number(population)} people of the population finds the right row with a chance of up to ${percent(journalist_max)}, and ${percent(journalist_mean)} on average.`,
  marketer: ({ marketer }: RiskReport) =>
    `Someone who guesses a name for every row is right for about ${percent(marketer)} of them.`,
  homogeneous: (column: string, rows: number) =>
    `For ${plural(rows, "patient", "patients")} the whole group has the same ${column}: it is known as soon as the group is.`,
  figures: {
    smallest: "smallest group",
    unique: "alone in their group",
    max: "highest risk",
    mean: "average risk",
  },
  chart: "Patients by the size of their group",
  groupSize: "patients in a group",
  patients: "patients",
  before: "before",
  after: "after",
  small: "How many patients are in small groups",
  smallMeaning:
    "Below 11 is too small for many published tables, below 5 for many research files; a group of one hides nobody.",
  below: "In groups of fewer than",
  share: "of all",

  columns: "Which columns give patients away",
  compare: "Compare the columns",
  compareHint: "This table is large: it takes a few seconds.",
  order:
    "Each column is added to those before it; the one that tells most patients apart comes first.",
  byColumn: "after adding",
  mostByOne: ({ name, unique_rows }: AddedColumn, rows: number) =>
    unique_rows === 0
      ? `No column alone points to a single patient; ${name} comes nearest.`
      : `${name} alone points to ${number(unique_rows)} of ${plural(rows, "patient", "patients")}.`,
  sets: "The columns that tell most patients apart, taken together",
  set: ({ columns, unique_rows, separation }: ColumnSet) =>
    `${list(columns)}: ${unique_rows === 0 ? "nobody is the only one" : unique_rows === 1 ? "1 patient is the only one" : `${number(unique_rows)} patients are the only ones`} with their ${columns.length > 1 ? "combination" : "value"}; two patients differ here in ${percent(separation)} of all pairs.`,
  allSets: "More sets, with the measures of the literature",
  setColumns: "columns",
  separation: "separation",
  distinction: "distinction",
};
