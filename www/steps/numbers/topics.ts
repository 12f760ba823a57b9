import type { Form } from "./draft.js";

/** A researcher's words, and the forms of answer that they lead to. */
export const TOPICS = {
  many: ["count"],
  common: ["prevalence"],
  typical: ["moments", "quantiles", "mean", "sum", "extremes"],
  spread: ["histogram", "bounds"],
  together: ["contingency", "covariance", "linear-regression", "logistic-regression"],
  until: ["survival"],
  differ: ["groups"],
  occur: ["categories"],
  invented: ["synthetic"],
} as const satisfies Record<string, readonly Form[]>;

export type Topic = keyof typeof TOPICS;

export function formsOf(topic: Topic): readonly Form[] {
  return TOPICS[topic];
}

export function topicOf(form: Form): Topic {
  const topics = Object.keys(TOPICS) as Topic[];
  return topics.find((topic) => formsOf(topic).includes(form)) ?? "many";
}
