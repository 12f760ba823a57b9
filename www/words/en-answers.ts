import { count, error, list, plural } from "../format.js";
import type { Among, Asked, MeasuredTable, PrivacyAudit } from "../generated/lazaret.js";

/** What was asked, as a heading over its answer. */
function title(asked: Asked): string {
  return `${subject(asked)}${asked.among ? `, ${part(asked.among)}` : ""}`;
}

function subject(asked: Asked): string {
  switch (asked.question) {
    case "count":
      return "Patients";
    case "prevalence":
      return `Share with ${asked.column} = ${asked.category}`;
    case "sum":
      return `Sum of ${asked.column}`;
    case "mean":
      return `Mean of ${asked.column}`;
    case "moments":
      return `Mean and spread of ${asked.column}`;
    case "quantiles":
      return `Quantiles of ${asked.column}`;
    case "bounds":
      return `Bounds of ${asked.column}`;
    case "histogram":
      return `Patients by ${asked.column}`;
    case "contingency":
      return `Patients by ${asked.rows.column} and ${asked.columns.column}`;
    case "groups":
      return `Mean of ${asked.of.column} by ${asked.by.column}`;
    case "covariance":
      return `What rises together: ${list(asked.columns.map(({ column }) => column))}`;
    case "linear-regression":
      return `${asked.target.column}, explained by ${list(asked.predictors.map(({ column }) => column))}`;
    case "logistic-regression":
      return `Odds of ${asked.column} = ${asked.category}, explained by ${list(asked.predictors.map(({ column }) => column))}`;
    case "survival":
      return `Share without ${asked.event} = ${asked.occurred} over ${asked.time}`;
    case "categories":
      return `Values of ${asked.column}`;
    case "synthetic":
      return `Made-up patients: ${list(asked.columns.map(({ column }) => column))}`;
  }
}

function part(among: Among): string {
  return "values" in among
    ? `among ${among.column}: ${list(among.values)}`
    : `among ${among.column} from ${among.from} to below ${among.below}`;
}

/** What an answer means, in one sentence. */
function meaning({ question }: Asked): string {
  switch (question) {
    case "count":
      return "So many patients are in the table, noise aside.";
    case "prevalence":
      return "This share of the patients whose value is known has the value.";
    case "sum":
      return "All values together, those outside the bounds counted as the nearest bound.";
    case "mean":
      return "The patients of this table have this value on average.";
    case "moments":
      return "The patients of this table have this mean, and differ from it by about one standard deviation.";
    case "quantiles":
      return "So large a share of the patients lies below each of these values.";
    case "bounds":
      return "Nearly all values lie between these two: they can now be declared as bounds.";
    case "histogram":
      return "So many patients have a value in each interval, or each value.";
    case "contingency":
      return "So many patients have both values.";
    case "groups":
      return "How many patients are in each group, and their mean. Groups differ where the ranges do not meet.";
    case "covariance":
      return "A correlation near 1 says that two numbers rise together, near −1 that one falls as the other rises, near 0 neither.";
    case "linear-regression":
      return "By so much the explained number changes where another one is larger by 1 and all others are the same.";
    case "logistic-regression":
      return "By so much the logarithm of the odds changes where a number is larger by 1 and all others are the same.";
    case "survival":
      return "At each time this share of the patients has not yet had the event.";
    case "categories":
      return "These values are shared by enough patients to be told. Rarer ones may occur too.";
    case "synthetic":
      return "Nobody is among these patients. They resemble the real ones in the counts that were measured, and in nothing else.";
  }
}

const audit = {
  run: "Audit this",
  running: "Drawing many such answers about pairs of made-up tables …",
  held: ({ releases, pairs, found, claimed, delta }: PrivacyAudit) =>
    `${count(releases)} such answers about each of ${plural(pairs, "pair", "pairs")} of made-up tables, which differ by one patient, prove an ε of ${error(found)}. Promised is at most ${error(claimed)}${delta > 0 ? `, but for a chance of ${error(delta)}` : ""}: nothing contradicts it. An audit can find a leak; it cannot prove that there is none.`,
  broken: ({ found, claimed }: PrivacyAudit) =>
    `This answer does not keep its promise: an ε of ${error(found)} was proved where ${error(claimed)} was promised. Do not publish it, and tell whoever gave you this program.`,
};

/** The copy of answers. */
export const answers = {
  releases: "Answers",
  title,
  meaning,
  noise: "from the noise that hides patients",
  sampling: "from which patients happened to be in the table",
  within: (shown: string) => `In 95 of 100 such answers the true value is within ${shown} of it.`,
  byNoise: "noise",
  bySampling: "sampling",
  noiseError: "± noise",
  samplingError: "± sampling",
  number: "Number",
  value: "Value",
  audit,
  missing: {
    counted: "Every patient was counted, whatever was missing.",
    "contributes-nothing": "Patients whose value is missing or unreadable moved no number.",
  },
  unitRow: "Hides any one row.",
  unitPatient: (column: string, rows: number) =>
    `Hides any one patient, told apart by “${column}”, of whom the first ${plural(rows, "row takes", "rows take")} part.`,
  names: {
    count: "Patients",
    mean: "Mean",
    variance: "Variance",
    "standard deviation": "Standard deviation",
    lower: "Lower",
    upper: "Upper",
    "rows beyond": "Patients outside",
    covariance: "Covariance",
    correlation: "Correlation",
    "log-odds": "Log-odds",
    "odds ratio": "Odds ratio",
    intercept: "Where all others are 0",
  } as Record<string, string>,
  quantile: (share: string) => (share === "50 %" ? "Median" : `${share} lie below`),
  rows: {
    label: "Made-up patients",
    save: "Save the made-up patients",
    count: (rows: number) =>
      `${plural(rows, "made-up patient", "made-up patients")}, made from noisy counts.`,
    measured: (tables: MeasuredTable[]) =>
      `Counted to make them, with the noise on each number: ${list(
        tables.map(({ columns, error_95 }) => `${columns.join(" with ")} (± ${error(error_95)})`),
        8,
      )}.`,
    first: (rows: number) => `The first ${count(rows)} of them`,
  },
  survival: {
    time: "Time",
    atRisk: "At risk",
    share: "Share left",
  },
  points: (shown: string) => `${error(Number(shown))} points`,
};
