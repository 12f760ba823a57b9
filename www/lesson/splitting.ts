import { dot, line, ruleX } from "@observablehq/plot";
import { html } from "lit";
import { ink } from "../charts/plot.js";
import { error, number } from "../format.js";
import type { Split, SplittingLesson } from "../generated/lazaret.js";
import { lesson } from "../words/en-lesson.js";
import { chart } from "./chart.js";
import { labelled } from "./labelled.js";
import { epsilonControl, range, view } from "./view.js";

const copy = lesson.splitting;

/** The probability with which ε may fail where Gaussian noise is used. */
const DELTA = 1e-6;

/** One ε over many questions. */
export const splitting = view<"epsilon" | "questions", SplittingLesson>({
  id: "splitting",
  ...copy,
  controls: [
    epsilonControl(copy.epsilon, 1),
    { name: "questions", label: copy.questions, stops: range(1, 200), initial: 20, text: number },
  ],
  ask: (call, { epsilon }) => call("lessonSplitting", [epsilon, DELTA]),
  says: ({ curve, rho }, { questions }) => {
    const here = at(curve, questions);
    return here
      ? [
          copy.says(questions, error(here.pure), error(here.concentrated)),
          copy.disjoint(error(here.disjoint), error(rho)),
        ]
      : [];
  },
  draw: ({ curve }, { questions }) => {
    const here = curve.filter((one) => one.questions === Math.round(questions));
    return html`${chart({
      label: copy.curve,
      options: (width) => ({
        height: 280,
        marginLeft: 56,
        marginRight: width > 280 ? 130 : 16,
        marginBottom: 44,
        x: { label: copy.asked },
        y: { label: copy.error, grid: true, ticks: 5 },
        marks: [
          ruleX([questions], { stroke: "currentColor", strokeDasharray: "4 3" }),
          line(curve, { x: "questions", y: "pure", stroke: ink.muted, strokeWidth: 2 }),
          line(curve, { x: "questions", y: "concentrated", stroke: ink.accent, strokeWidth: 2.5 }),
          line(curve, {
            x: "questions",
            y: "disjoint",
            stroke: ink.muted,
            strokeWidth: 2,
            strokeDasharray: "6 4",
          }),
          dot(here, { x: "questions", y: "pure", r: 5, fill: ink.muted }),
          dot(here, { x: "questions", y: "concentrated", r: 5, fill: ink.accent }),
          dot(here, { x: "questions", y: "disjoint", r: 5, fill: ink.muted }),
          ...labelled(width, curve.at(-1), "questions", {
            pure: copy.pure,
            concentrated: copy.concentrated,
            disjoint: copy.bins,
          }),
        ],
      }),
      head: [copy.asked, copy.pure, copy.concentrated, copy.bins],
      rows: curve
        .filter(({ questions }) => questions <= 10 || questions % 10 === 0)
        .map((one) => [
          `${one.questions}`,
          error(one.pure),
          error(one.concentrated),
          error(one.disjoint),
        ]),
    })}`;
  },
});

function at(curve: Split[], questions: number): Split | undefined {
  return curve.find((one) => one.questions === Math.round(questions));
}
