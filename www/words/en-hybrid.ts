import { number, percent } from "../format.js";

/** The copy of the lesson's view of the first paper. */
export const hybrid = {
  title: "The first paper's noise",
  see: "The first paper encrypts a table, decrypts it, and puts the same small noise on every cell: its means hardly move, and encryption moves nothing at all. Beside each column stands what that noise hides, and how much less noise a correct release of the mean needs.",
  badge: "A reproduction, not a privacy guarantee",
  badgeText: (rows: number) =>
    `Made-up admissions, ${number(rows)} rows drawn from the 300 of the sample, with seeded noise. Nothing of this can be saved or sent.`,
  epsilon: "The paper's ε: noise of scale 1/ε on every cell",
  rows: "Rows",
  rowsText: (rows: number) => (rows === 15_757 ? `${number(rows)}, the paper's` : number(rows)),
  draw: "Noise after encryption",
  draws: ["another draw, as in the paper", "the same draw as without"],
  privacyWeight: "What privacy counts",
  meansWeight: "What means count",
  spreadsWeight: "What spreads count",

  lossSays: (row: number, correct: number) =>
    `At this ε a row of these columns loses up to ${number(row)} in the worst case. Correct releases of all the same means lose ${number(correct)}.`,
  sameSays:
    "With the same draw, both columns are equal to the last digit: what the paper took for an effect of encryption is another draw of the noise.",
  otherSays:
    "After encryption the means differ because the noise was drawn again, not because anything was encrypted.",

  tableTitle: "The paper's table, made anew",
  column: "Mean of",
  before: "before",
  noisy: "after noise",
  hybrid: "after encryption and noise",
  protects: "Loss, and how often a noisy cell, rounded, is right",
  correct: "Noise in the mean, and in a correct one",
  protectsAge: (loss: number, exact: number, two: number) =>
    `loss ${number(loss)}; exact in ${percent(exact)}, within 2 in ${percent(two)}`,
  protectsFlag: (loss: number, exact: number) => `loss ${number(loss)}; right in ${percent(exact)}`,
  errors: (cell: string, correct: string, times: number) =>
    `± ${cell} and ± ${correct}, ${number(times)} times less`,

  means: "Means before (lines), after noise, and after encryption and noise",
  mean: "Mean",
  moved: "How far each mean moved, in standard errors of the noise; nearly all lie within 2",
  errorsMoved: "Standard errors",

  spreadsTitle: "What the noise does to everything but means",
  statistic: ["Column", "std", "least", "25 %", "median", "75 %", "greatest"],

  scoresTitle: "Its scores, measured",
  scoresText:
    "The paper estimates its scores. These are measured on this run, by definitions that are ours: privacy is the share of uncertain cells that stay hidden from the best guess, in the column where they are hidden worst; means and spreads are 100 % less the average relative error of the means and of the standard deviations.",
  score: "Score",
  paper: "The paper",
  measured: "Measured",
  weight: "Counts",
  privacy: "Privacy",
  meansScore: "Usefulness of means",
  spreadsScore: "Usefulness of spreads",
  overall: "Overall",

  overheadTitle: "What it costs",
  overheadText:
    "One column of made-up ages, in this browser. Encryption and decryption include writing and reading the column's JSON.",
  measure: "Measure on this computer",
  measuring: (rows: number) => `Measuring ${number(rows)} rows`,
  overheadHead: [
    "Rows",
    "Statistics alone",
    "Encryption",
    "Decryption",
    "Noise",
    "All, as a multiple of the statistics",
  ],
  milliseconds: (seconds: number) => `${number(1000 * seconds)} ms`,
};
