import type { BudgetState, Loss } from "../../generated/lazaret.js";

/** Where only ρ is promised, it stands for an ε that fails with this chance. */
const RHO_DELTA = 1e-6;

/** How a budget is counted. */
export type Measure = "pure" | "approximate" | "concentrated";

/** A loss as it is typed. */
export interface Typed {
  /** The ε, or the ρ. */
  cost: number | undefined;
  delta: number | undefined;
}

export function measureOf({ concentrated, delta_total }: BudgetState): Measure {
  if (concentrated) return "concentrated";
  return delta_total === undefined ? "pure" : "approximate";
}

export function measureOfLoss(loss: Loss): Measure {
  if ("rho" in loss) return "concentrated";
  return "delta" in loss ? "approximate" : "pure";
}

/** What is typed as a loss; `undefined` while it is none. A δ is left out where none is typed. */
export function toLoss(measure: Measure, { cost, delta }: Typed): Loss | undefined {
  if (cost === undefined || !(cost > 0)) return undefined;
  if (measure === "concentrated") return { rho: cost };
  if (measure === "pure" || delta === undefined) return { epsilon: cost };
  return delta > 0 && delta < 1 ? { epsilon: cost, delta } : undefined;
}

/** The ε or ρ of a loss. */
export function costOf(loss: Loss): number {
  return "rho" in loss ? loss.rho : loss.epsilon;
}

/** The ε that a loss comes to. */
export function epsilonOf(loss: Loss): number {
  // ρ + 2√(ρ·ln(1/δ)): Bun, Steinke 2016, Proposition 1.3
  if ("rho" in loss) return loss.rho + 2 * Math.sqrt(loss.rho * Math.log(1 / RHO_DELTA));
  return loss.epsilon;
}

/** The chance with which that ε fails, if it may. */
export function chanceOfFailure(loss: Loss): number | undefined {
  if ("rho" in loss) return RHO_DELTA;
  return "delta" in loss ? loss.delta : undefined;
}

export function symbolOf(measure: Measure): "ε" | "ρ" {
  return measure === "concentrated" ? "ρ" : "ε";
}

/** What is left after rounding in sums of ε is not worth an answer. */
export function isExhausted({ left, total }: BudgetState): boolean {
  return left <= total * 1e-9;
}
