import { count, epsilon, error, list, plural } from "../format.js";
import { answers } from "./en-answers.js";

const unit = {
  title: "Whom the noise hides",
  ask: "Is every row another patient?",
  yes: "Yes, every row is another patient",
  no: "No, a patient can have several rows",
  column: "Patients are told apart by",
  rows: "Rows of one patient that take part, at most",
  rowsHint: (rows: number) =>
    rows === 1
      ? "Only the first row of each patient is used. With more rows nothing may be lost, but the noise grows with their number."
      : `The first ${count(rows)} rows of each patient are used, and the noise is ${count(rows)} times that for one row.`,
  settled: (column: string | undefined, rows: number) =>
    column === undefined
      ? "Every row counts as another patient."
      : `Patients are told apart by “${column}”, and ${plural(rows, "row", "rows")} of each ${rows === 1 ? "takes" : "take"} part.`,
  changed:
    "Answers given so far hide another unit than this one. Together they promise only what the weaker of both does.",
};

const odds = {
  summary: "What this budget means",
  likeness: (before: number, after: number) =>
    `Say that somebody suspects ${before} in 100 people like these of an illness. Even with all the answers, that suspicion about any one patient can rise to ${after} in 100 at most.`,
  none: "At this budget the answers may give a patient's value away for certain. Choose a smaller one.",
  unless: (chance: number) => `This holds but for a chance of ${error(chance)}.`,
  picture: (before: number, after: number) =>
    `100 people as dots: ${before} suspected before, at most ${after} after.`,
};

const budget = {
  title: "How much may be told in all",
  measure: "Counted in",
  measures: {
    pure: "ε",
    approximate: "ε and δ",
    concentrated: "ρ",
  },
  measureHints: {
    pure: "The plain promise. Right for a few answers.",
    approximate: "Nearly as plain, and needed to find out which values occur at all.",
    concentrated: "Less noise where there are ten answers or more.",
  },
  totals: {
    epsilon: "Privacy budget for this table (ε)",
    rho: "Privacy budget for this table (ρ)",
  },
  delta: "Chance that the promise fails (δ)",
  hint: "All answers together. 1 is a common choice; smaller protects more. It can be set once.",
  rhoHint: "All answers together. 0.05 is about as strict as an ε of 1.7. It can be set once.",
  set: "Set the budget",
  odds,
};

const topics = {
  many: "How many …",
  common: "How common is …",
  typical: "What is typical …",
  spread: "How is it spread …",
  together: "What goes with …",
  until: "How long until …",
  differ: "How do groups differ …",
  occur: "Which values occur …",
  invented: "Made-up patients",
};

const forms = {
  count: { name: "Patients", hint: "how many there are" },
  prevalence: { name: "Share of a value", hint: "as smokers among all whose smoking is known" },
  moments: {
    name: "Mean and spread",
    hint: "count, mean, variance and standard deviation at once",
  },
  quantiles: { name: "Median and quartiles", hint: "half of the patients lie below the median" },
  mean: { name: "Mean alone", hint: "a little more exact than with its spread" },
  sum: { name: "Sum", hint: "such as all days in hospital" },
  extremes: { name: "Lowest and highest", hint: "as the values that 1 % lie below and above" },
  histogram: { name: "Counts by value", hint: "bars of ages, of diagnoses" },
  bounds: { name: "Bounds", hint: "a range that holds nearly all values, to declare later" },
  contingency: { name: "Two columns, counted", hint: "how many smokers have diabetes" },
  covariance: { name: "Correlations", hint: "which numbers rise together" },
  "linear-regression": { name: "Linear regression", hint: "how a number changes with others" },
  "logistic-regression": { name: "Logistic regression", hint: "how the odds of a value change" },
  survival: { name: "Survival", hint: "Kaplan–Meier: the share left as time goes by" },
  groups: { name: "Means of groups", hint: "count and mean in each group" },
  categories: { name: "Values that occur", hint: "those that enough patients share" },
  synthetic: { name: "Made-up patients", hint: "rows like the real ones, of nobody" },
};

const fields = {
  topic: "What do you want to know?",
  form: "In which form?",
  column: "Column",
  chooseColumn: "Choose a column",
  value: "Value to look for",
  groupsOf: "Groups by",
  across: "Against",
  explained: "What is explained",
  explaining: "Explained by",
  several: "Columns",
  time: "Time until the event or the last visit",
  event: "Column that tells whether it happened",
  occurred: "Value that says so",
  until: "Followed up to",
  periods: "Number of intervals",
  publicRows: "Patients with a value, if their number is public (optional)",
  publicRowsHint:
    "Known anyway, it makes the mean about half as noisy. A wrong number makes it wrong, and nothing tells.",
  probabilities: "Share of patients below, for each quantile",
  probabilitiesHint: "0.5 is the median, 0.25 and 0.75 are the quartiles.",
  made: "Patients to make up (as many as there are, if empty)",
  extremesWhy:
    "The lowest and the highest value belong to one patient each: no noise hides a patient from a question about just that patient. Declared bounds say what can occur; the values that 1 % of patients lie below and above say what does.",
  boundsWhy:
    "This spends budget to find bounds that hold nearly all values. Declare them from what you know, if you can: that costs nothing.",
  occurWhy:
    "Only values that enough patients share are told: a rare one would point to its patient. This needs a budget with a δ.",
  inventedWhy:
    "Counts of the columns and of pairs of them get noise, and patients are drawn from these. They resemble the real ones in these columns only, and nobody is among them.",
  needsDelta: "This needs a budget in ε and δ. This table's budget has no δ.",
};

const bounds = {
  lower: "Lowest possible value",
  upper: "Highest possible value",
  step: "Recorded in steps of (optional)",
  hint: "From what you know about such values in general, not from this table: looking them up would tell about the patients in it. Values outside count as the nearest bound.",
  preset: (name: string, unit: string, lower: number, upper: number) =>
    `${name}, ${unit}: ${lower} to ${upper}`,
  others: "Usual bounds",
  choose: "Choose a quantity",
  ask: "Or let the table tell, at a price",
};

const bins = {
  cut: "Counted by",
  cuts: { intervals: "intervals", values: "single values" },
  intervals: "Number of intervals",
  since: "From the day",
  before: "To before the day",
  months: "In periods of months",
  periodsHint:
    "The time that the study covers, not the first and the last day in this table: those are a patient's own.",
  categories: "Values, one on each line",
  hint: "List what could occur, also what may not. Everything else can be counted as “other”.",
  other: "Count everything else as “other”",
  usual: (values: readonly string[]) => `Use ${list([...values])}`,
  usuals: [
    ["0", "1"],
    ["F", "M"],
    ["no", "yes"],
  ],
  declared: "Use the values of its hierarchy",
};

const among = {
  title: "Only among some of the patients",
  column: "Only where the column",
  all: "all patients",
  values: "has one of these values, one on each line",
  from: "or is at least",
  below: "and below",
  parallel:
    "Parts that no patient can share, such as women and men, cost nothing extra: of them only the dearest counts.",
  several:
    "With several rows a patient can be in more than one part, so that every part costs the same as a question about all.",
  unfinished: "Say which values, or from where to where.",
};

const price = {
  title: "What it may cost",
  epsilon: "Budget for this answer (ε)",
  rho: "Budget for this answer (ρ)",
  delta: "δ of this answer (optional)",
  deltaNeeded: "δ of this answer",
  approximate: "Patients, roughly",
  approximateHint: "Your guess, or a number that is public: nothing is looked up in the table.",
  missingValues: {
    counted: "Every patient counts, whatever is missing.",
    ignored: "Patients whose value is missing, or does not read as it should, move no number.",
  },
};

const expected = {
  one: (shown: string, rows: number) =>
    `With about ${plural(rows, "patient", "patients")} the answer will be off by at most ${shown}, 95 times in 100.`,
  each: (shown: string, rows: number) =>
    `With about ${plural(rows, "patient", "patients")} each number of the answer will be off by at most ${shown}, 95 times in 100.`,
  several: (rows: number) =>
    `With about ${plural(rows, "patient", "patients")} the numbers of the answer will be off by at most this, 95 times in 100:`,
  hopeless: "only noise",
  allHopeless: (shown: string, range: string, rows: number) =>
    `This would be nothing but noise: with about ${plural(rows, "patient", "patients")} an answer can lie anywhere within ${range}, and this one would be off by up to ${shown}. Spend more, ask about more patients, or declare narrower bounds or fewer groups.`,
  missing: "Fill in the question to see how far off the answer will be.",
  none: "What this answer will be worth cannot be told before it is given.",
  points: (shown: string) => `${shown} points`,
};

const target = {
  label: "Or off by at most",
  points: "Or off by at most, in points",
  statistic: "Number to be exact",
};

const together = {
  title: "Asked together",
  add: "Keep for later, to ask several together",
  question: "Question",
  weight: "How much it matters",
  weights: (weight: number) => (weight === 1 ? "as usual" : `${weight} times as much`),
  remove: "Remove",
  sum: (symbol: string, sum: string, left: string, tooMuch: boolean) =>
    `Together ${symbol} ${sum}, of ${left} left.${tooMuch ? " That is too much: share out what is left, or lower some by hand." : ""}`,
  parted: "Questions about parts that no patient shares cost less together than this sum.",
  split: "Share out what is left",
  askAll: "Spend and answer all",
};

/** The copy of publishing numbers. */
export const numbers = {
  ...answers,
  lead: "Each answer gets random noise, so that it stays nearly the same whether or not any one patient is in the table. Every answer uses up some of a budget.",
  memory:
    "The ledger counts all that is published of these patients from here. What other programs publish of them, or another copy of the ledger, it does not know: all of it adds up.",
  unit,
  budget,
  topics,
  forms,
  fields,
  bounds,
  bins,
  among,
  price,
  expected,
  target,
  together,
  spent: (measure: string, spent: number, total: number) =>
    `${measure} ${epsilon(spent)} of ${epsilon(total)} spent`,
  left: (measure: string, left: number) => `${measure} ${epsilon(left)} left`,
  deltaLeft: (left: number) => `δ ${epsilon(left)} left`,
  planned: (questions: number, cost: string) =>
    `The recipe asks ${plural(questions, "question", "questions")}, for ${cost} in all.`,
  askPlanned: "Ask them now",
  ask: "Spend and answer",
  tooMuch: (measure: string, left: number) =>
    `${measure} ${epsilon(left)} is left: lower the budget of this answer to ask more.`,
  exhausted:
    "The budget is spent. This table will give no more answers: that is what protects its patients.",
};
