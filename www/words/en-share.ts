import { list, percent, plural } from "../format.js";
import type {
  Aggregate,
  ColumnRule,
  Distance,
  MethodRule,
  ModelRule,
  Publish,
  Representative,
  Share,
} from "../generated/lazaret.js";
import { hierarchies } from "./en-hierarchies.js";

type Rule<Name extends ModelRule["model"]> = ModelRule & { model: Name };

/** What each privacy model is called, when to ask for it, and what it promises with its numbers. */
const models: {
  [Name in ModelRule["model"]]: {
    title: string;
    hint: string;
    meaning: (rule: Rule<Name>) => string;
  };
} = {
  "distinct-l-diversity": {
    title: "Distinct l-diversity",
    hint: "The plainest: no group may agree on one sensitive value.",
    meaning: ({ l }) =>
      `Every group holds at least ${plural(l, "different value", "different values")}. One of them may still be far likelier than the others.`,
  },
  "entropy-l-diversity": {
    title: "Entropy l-diversity",
    hint: "Stricter: the values of a group must be well mixed, not only different.",
    meaning: ({ l }) =>
      `The values of every group are at least as mixed as ${l} equally frequent ones.`,
  },
  "recursive-l-diversity": {
    title: "Recursive (c,l)-diversity",
    hint: "The most frequent value of a group may not tower above the rare ones.",
    meaning: ({ c, l }) =>
      `The most frequent value of a group is rarer than ${c} times all values from the ${ordinal(l)} most frequent on together.`,
  },
  "probabilistic-l-diversity": {
    title: "Probabilistic l-diversity",
    hint: "Bounds how sure an attacker can be of one patient's value.",
    meaning: ({ l }) => `Of no group do more than ${percent(1 / l)} have the same value.`,
  },
  "alpha-k": {
    title: "(α,k)-anonymity",
    hint: "The same bound, given as the greatest share.",
    meaning: ({ alpha }) => `Of no group do more than ${percent(alpha)} have the same value.`,
  },
  "t-closeness": {
    title: "t-closeness",
    hint: "The strictest on what a group gives away: every group must look like the whole table.",
    meaning: ({ t }) =>
      `The values of every group are spread as in the whole table, but for a distance of ${t}. 0 would forbid any difference.`,
  },
  "beta-likeness": {
    title: "β-likeness",
    hint: "Bounds how much more likely a value becomes by finding a patient's group; rare values are protected too.",
    meaning: ({ beta }) =>
      `In no group is a value more than ${Number((1 + beta).toPrecision(4))} times as frequent as in the whole table.`,
  },
  "delta-disclosure": {
    title: "δ-disclosure privacy",
    hint: "Both ways: a value may become neither much likelier nor much less likely.",
    meaning: ({ delta }) =>
      `In every group, each value that occurs is within a factor of ${Number((2 ** delta).toPrecision(3))} of its share in the whole table.`,
  },
  "k-map": {
    title: "k-map",
    hint: "Groups are counted in a population file that you have, not in this table.",
    meaning: ({ k }) =>
      `Every group fits at least ${plural(k, "person", "people")} of the population file.`,
  },
  "population-uniqueness": {
    title: "Population uniqueness",
    hint: "An estimate for tables that are a sample of a known share of all patients.",
    meaning: ({ at_most, sampled }) =>
      `If the table holds ${percent(sampled)} of all, at most ${percent(at_most)} of its rows are expected to be the only ones of their kind among all.`,
  },
};

const distances: Record<Distance, string> = {
  equal: "any two values are equally far",
  ordered: "values stand in a row",
  hierarchical: "values of one branch are near",
};

const conditions = {
  title: "What every group must satisfy besides",
  none: "Nothing yet: a group may agree on a sensitive value, and whoever finds the group then knows it. Distinct l-diversity of 2 is the least remedy.",
  lead: "All of these must hold in every group at once.",
  choose: "Condition",
  add: "Add this condition",
  remove: "Remove",
  column: "For",
  everySensitive: (names: string[]) =>
    names.length === 0 ? "no column is sensitive" : "every sensitive column",
  distance: "Distance",
  distances,
  enhanced: "also protect frequent values (enhanced)",
  fields: {
    l: "l",
    c: "c",
    alpha: "Greatest share α",
    t: "t",
    beta: "β",
    delta: "δ",
    k: "People",
    at_most: "At most (share)",
    sampled: "The table holds (share)",
  },
  models,
};

const publishAs: Record<Publish, string> = {
  sets: "their own values: an interval, a list",
  labels: "a label of the hierarchy",
};

const aggregates: Record<Aggregate, string> = {
  "geometric-mean": "geometric mean, as in ARX",
  "arithmetic-mean": "arithmetic mean",
};

const methodOptions = {
  publish: "A group is published as",
  publishAs,
  relaxed: "patients with the same value may come into different groups (relaxed)",
  meansHint:
    "Where the mean could tell a value (of two patients, or where one value has half of the group), the interval is published instead. Dates become intervals, categories sets.",
  aggregate: "The loss of all columns is their",
  aggregates,
  factor: "Rather fewer rows (0) or coarser values (1)",
  factorHint:
    "0.5 weighs a row that is left out as much as its cells made blank. How many rows may be left out at all is said above.",
  checks: "Try at most (blank: until the best is proven)",
  checksHint: "With many columns the search may take long; it can be ended at any time.",
  l: "l: nobody's value is surer than 1 in",
  semiSensitiveL: "the same for semi-sensitive columns",
  noOptions: "Nothing is to be chosen about this method.",
  c: "Number of columns",
  alpha: "Headings in a sensitive column (α)",
  slicingHint:
    "Headings that belong together are put into one column, and stay together. α counts the sensitive heading itself: 1 leaves it alone.",
  improved: "make values coarser until each column hides everybody among k (improved slicing)",
  more: "More settings of slicing",
  t: "Closeness t (blank: none)",
  distance: "Distance for t",
  distances: { equal: distances.equal, ordered: distances.ordered },
  overlap: "Publish twice from a correlation of (blank: never)",
  fakes: "Made-up rows, as a share (blank: none)",
  target: "What is to be predicted",
  noTarget: "nothing in particular",
  columns: "Columns by hand",
  columnsHint:
    "One column a line, its headings between semicolons. What you do not name becomes one more column. Left blank, they are found by correlation.",
};

const methods: {
  title: string;
  ways: Record<MethodRule["kind"], { name: string; hint: string }>;
  takeBest: string;
  options: typeof methodOptions;
} = {
  title: "How groups are formed",
  ways: {
    mondrian: {
      name: "Mondrian",
      hint: "Cuts the patients into small groups that are near to each other. Fast, and keeps much detail; the intervals differ from group to group. Take it first.",
    },
    "local-recoding": {
      name: "Local recoding",
      hint: "Joins patients who are near to each other, and publishes the labels of your hierarchies. Keeps most detail of all; a column mixes fine and coarse labels.",
    },
    microaggregation: {
      name: "Microaggregation",
      hint: "Groups patients who are near to each other, and publishes the mean of each number in place of an interval. Take it when the numbers are to be calculated with; they vary less than they did.",
    },
    "full-domain": {
      name: "One step for each column",
      hint: "Full-domain generalization, as ARX does it: every value of a column is made coarser alike, and the choice that loses least is sought. Take it when the result must be easy to analyse.",
    },
    "cell-suppression": {
      name: "Hidden cells",
      hint: "Cell suppression: values stay as they are, and a few cells become *, until every patient looks like enough others. Take it when only a few patients are unusual; round numbers first.",
    },
    slicing: {
      name: "Slicing",
      hint: "Values stay as they are, but columns are shuffled against each other inside groups. Take it when the values themselves matter and it may be lost whose they are. Needs a sensitive column.",
    },
  },
  takeBest: "Take the best so far",
  options: methodOptions,
};

const kinds: Record<NonNullable<ColumnRule["treatment"]>["kind"], string> = {
  drop: "left out",
  mask: "masked",
  pseudonym: "replaced by a pseudonym",
  "shift-dates": "moved by days, one number a patient",
  "zip-prefix": "first three digits, as Safe Harbor allows",
};

const identifiers = {
  title: "Identifiers and dates",
  hint: "Identifiers are left out unless you choose otherwise. A pseudonym keeps a patient's rows together and stays the same next month; moved dates keep the days between two visits.",
  treatment: "What becomes of it",
  details: "How",
  asItIs: "rounded or released, as its role says",
  kinds,
  keepFirst: "keep first",
  keepLast: "keep last",
  namespace: "naming",
  characters: "characters",
  days: "at most days",
  key: "The key of the pseudonyms",
  keyMissing:
    "A pseudonym needs a secret key, which only you keep. Make one, or load the one you made last time.",
  keyReady: (fingerprint: string) =>
    `The key with the fingerprint ${fingerprint} is ready. It stays in this tab and is in nothing that you save, but for its own file.`,
  makeKey: "Make a key and save it",
  loadKey: "Load a key",
  keyHint:
    "Whoever has the key can tell which patient a pseudonym stands for. Whoever loses it can never make the same pseudonyms again.",
};

const representatives: Record<Representative, string> = {
  label: "its borders",
  midpoint: "its middle",
  mean: "the mean of its values",
};

const population = {
  choose: "The population: a file of everybody who may be in this table",
  hint: "It has the quasi-identifiers under the same headings. It is read here, once each time the table is made, and nothing of it is released.",
  ready: (name: string) => `${name} is used.`,
  missing: "Without it k-map cannot be checked.",
};

/** The copy of sharing rows. */
export const share = {
  lead: "Identifiers are removed. Quasi-identifiers lose detail until every patient hides in a group of at least k.",
  k: "Smallest group allowed (k)",
  kMeaning: (k: number) =>
    `Every patient will look the same as at least ${plural(k - 1, "other", "others")}: a guess at who is who is right at most 1 time in ${k}.`,
  suppression: "Rows that may be left out, in per cent",
  suppressionMeaning:
    "A few unusual patients can cost all others much detail. Left out, they appear nowhere in the result; the report says how many they are.",
  sample: "Share of patients drawn, in per cent (100 = all)",
  sampleMeaning:
    "Patients drawn at random, with all their rows, are all that is used: nobody can know who is among them. Every run draws anew, so hand over one result only.",
  conditions,
  identifiers,
  methods,
  hierarchies,
  population,
  representatives,
  intervals: "Round numbers first",
  intervalsHint:
    "Fixed intervals, such as ages in steps of 5, make the result easier to compare with next month's. Left blank, a quasi-identifier is rounded only as far as the groups need, and any other column is released as it is.",
  width: "Interval width",
  count: "or number of intervals",
  mergeBelow: "Merge those with fewer patients than",
  publish: "An interval is shown by",
  moreOf: (column: string) => `More about ${column}`,
  finer: "more",
  finerSet: "more (in use)",
  years: "(in years)",
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
  wayOf: ({ k, method }: Share) => `${methods.ways[method?.kind ?? "mondrian"].name}, k ${k}`,
  loss: "Detail lost, by column",
  dropped: (names: string[]) => `Removed: ${list(names)}`,
  preview: "The protected table",
  warnings: "Before you hand it over",
  eachWarning: (count: number) => `Each of the ${count} columns`,
};

function ordinal(n: number): string {
  const suffix = { one: "st", two: "nd", few: "rd", other: "th" } as Record<string, string>;
  return `${n}${suffix[new Intl.PluralRules("en", { type: "ordinal" }).select(n)] ?? "th"}`;
}
