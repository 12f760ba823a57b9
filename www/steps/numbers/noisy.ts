import { count, error, noisyPercent, rounded } from "../../format.js";
import type { Estimate, Release } from "../../generated/lazaret.js";

/** What a number counts: patients, a share of them, or the quantity of a column. */
export type Unit = "patients" | "share" | "quantity";

const COUNTS = ["count", "histogram", "contingency", "categories"];
const SHARES = ["prevalence", "survival"];

/** The unit of a number of an answer, by the question and the number's own label. */
export function unitOf({ question }: Release, label = ""): Unit {
  if (label === "count" || COUNTS.includes(question)) return "patients";
  return SHARES.includes(question) ? "share" : "quantity";
}

/** A noisy number to the digits that its error leaves meaningful. */
export function shownValue({ value, error_95 }: Estimate, unit: Unit): string {
  if (unit === "patients") return count(value);
  return unit === "share" ? noisyPercent(value, error_95) : rounded(value, error_95);
}

/** Half of a range around a number. */
export function shownError(size: number, unit: Unit): string {
  return unit === "share" ? `${error(100 * size)} points` : error(size);
}
