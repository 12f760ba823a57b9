import { number, percent, plural } from "../format.js";

/** The copy of the chart of risk against usefulness. */
export const tradeOff = {
  title: "Risk against usefulness",
  lead: "Every way that was tried is a point. The nearer to the lower left corner, the better.",
  way: "Way",
  loss: "Detail lost (%)",
  risk: "Greatest risk to a patient (%)",
  others: "tried before",
  chosen: "the table below",
  frontier: "On the line",
  onFrontier: "yes",
};

/** The copy of the search for a good setting. */
export const advice = {
  title: "Not sure? Find a good setting",
  lead: "Tries group sizes, methods, wider intervals and leaving out a column, each with the conditions above, and shows what every one would protect and cost. Nothing is changed until you say so.",
  limit: "The greatest chance to find a patient that you accept",
  limits: {
    0.334: "1 in 3",
    0.2: "1 in 5",
    0.091: "1 in 11, as for published health data",
    0.05: "1 in 20",
  },
  run: "Find a good setting",
  again: "Search again",
  use: "Use this setting",
  another: "Or another point on the line",
  point: (way: string, risk: number, loss: number) =>
    `${way}: risk ${percent(risk)}, ${percent(loss)} lost`,
  useAnother: "Use this one instead",
  taken: "This setting is in use. Make the protected table below.",
  stale: "The settings have changed since this search.",
  line: "Nothing that was tried is better in one way than a point on the line without being worse in the other.",
  others: "tried",
  chosen: "recommended",
  tried: (points: number, impossible: number) =>
    impossible === 0
      ? `${plural(points, "setting was", "settings were")} tried.`
      : `${plural(points, "setting was", "settings were")} tried; ${number(impossible)} more cannot be met on this file.`,
  sampled: (rows: number) =>
    `They were tried on ${number(rows)} of the rows. In the whole file, groups form more easily: it will lose less.`,
  unchanged: "It is the setting that you have.",
};
