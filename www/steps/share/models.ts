import type { ModelRule } from "../../generated/lazaret.js";

export type ModelName = ModelRule["model"];

/** A number of a model, and what it may be. */
export interface Field {
  key: "l" | "c" | "alpha" | "t" | "beta" | "delta" | "k" | "at_most" | "sampled";
  min: number;
  max?: number;
  whole?: boolean;
}

interface Model {
  /** What is asked when the model is added. */
  initial: ModelRule;
  fields: readonly Field[];
  /** Whether it watches a sensitive column. */
  column: boolean;
}

const diversity: Field = { key: "l", min: 2, whole: true };
const share = (key: "alpha" | "t" | "at_most" | "sampled"): Field => ({ key, min: 0, max: 1 });

/** How each model is asked for; what it means is in the words. */
export const models: Record<ModelName, Model> = {
  "distinct-l-diversity": {
    initial: { model: "distinct-l-diversity", l: 2 },
    fields: [diversity],
    column: true,
  },
  "entropy-l-diversity": {
    initial: { model: "entropy-l-diversity", l: 2 },
    fields: [{ key: "l", min: 1 }],
    column: true,
  },
  "recursive-l-diversity": {
    initial: { model: "recursive-l-diversity", c: 4, l: 2 },
    fields: [{ key: "c", min: 0 }, diversity],
    column: true,
  },
  "probabilistic-l-diversity": {
    initial: { model: "probabilistic-l-diversity", l: 2 },
    fields: [{ key: "l", min: 1 }],
    column: true,
  },
  "alpha-k": { initial: { model: "alpha-k", alpha: 0.5 }, fields: [share("alpha")], column: true },
  "t-closeness": {
    initial: { model: "t-closeness", t: 0.2, distance: "equal" },
    fields: [share("t")],
    column: true,
  },
  "beta-likeness": {
    initial: { model: "beta-likeness", beta: 2, enhanced: true },
    fields: [{ key: "beta", min: 0 }],
    column: true,
  },
  "delta-disclosure": {
    initial: { model: "delta-disclosure", delta: 2 },
    fields: [{ key: "delta", min: 0 }],
    column: true,
  },
  "k-map": {
    initial: { model: "k-map", k: 5 },
    fields: [{ key: "k", min: 2, whole: true }],
    column: false,
  },
  "population-uniqueness": {
    initial: { model: "population-uniqueness", at_most: 0.01, sampled: 0.1 },
    fields: [share("at_most"), share("sampled")],
    column: false,
  },
};

/** The rule with a number changed, held within what it may be. */
export function withField(
  rule: ModelRule,
  { key, min, max, whole }: Field,
  typed: number,
): ModelRule {
  const held = Math.min(max ?? Number.POSITIVE_INFINITY, Math.max(min, typed));
  return { ...rule, [key]: whole ? Math.round(held) : held } as ModelRule;
}
