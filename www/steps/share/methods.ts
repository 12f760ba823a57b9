import type { MethodRule } from "../../generated/lazaret.js";

export type MethodName = MethodRule["kind"];
export type Rule<Name extends MethodName> = MethodRule & { kind: Name };

/** The methods in the order in which they are offered, as each begins. */
export const initial: { [Name in MethodName]: Rule<Name> } = {
  mondrian: { kind: "mondrian", relaxed: false, publish: "sets" },
  "local-recoding": { kind: "local-recoding", publish: "labels" },
  microaggregation: { kind: "microaggregation" },
  "full-domain": { kind: "full-domain", aggregate: "geometric-mean", factor: 0.5 },
  "cell-suppression": { kind: "cell-suppression" },
  slicing: {
    kind: "slicing",
    improved: true,
    c: 3,
    alpha: 1,
    l: 2,
    semi_sensitive_l: 2,
    distance: "equal",
  },
};
