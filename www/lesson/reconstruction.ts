import { dot, line, ruleY } from "@observablehq/plot";
import { html } from "lit";
import { ink } from "../charts/plot.js";
import { number } from "../format.js";
import type { ReconstructionLesson, Recovered } from "../generated/lazaret.js";
import { lesson } from "../words/en-lesson.js";
import { chart } from "./chart.js";
import { hundred } from "./hundred.js";
import { view } from "./view.js";

const copy = lesson.reconstruction;

/** The secrets of a hundred patients, solved from counts of random groups. */
export const reconstruction = view<"questions" | "noise", ReconstructionLesson>({
  id: "reconstruction",
  ...copy,
  controls: [
    {
      name: "questions",
      label: copy.questions,
      stops: [10, 25, 50, 75, 100, 150, 200, 300, 400],
      initial: 200,
      text: number,
    },
    {
      name: "noise",
      label: copy.noise,
      stops: [0, 0.5, 1, 2, 3, 5, 8, 12, 20, 30, 50],
      initial: 1,
      text: copy.noiseText,
    },
  ],
  draws: true,
  ask: (call, { questions, noise }, seed) => call("lessonReconstruction", [questions, noise, seed]),
  says: ({ right }, { questions, noise }) => [copy.says(right), copy.cost(questions, noise)],
  draw: ({ secrets, solved, curve, right }, { noise }) => {
    const marks = solved.map((yes, at) => {
      if (yes !== secrets[at]) return "wrong";
      return yes ? "filled" : "empty";
    });
    return html`<div class="hundreds">${hundred(copy.squares(right), marks)}</div>
      ${recovered(curve, { scale: noise, right })}`;
  },
});

function recovered(curve: Recovered[], here: Recovered) {
  return chart({
    label: copy.curve,
    options: () => ({
      height: 240,
      marginLeft: 56,
      marginRight: 16,
      marginBottom: 44,
      x: { label: copy.scale, type: "sqrt", ticks: [0, 1, 2, 5, 10, 20, 30, 50] },
      y: { label: copy.right, domain: [0, 100], grid: true, ticks: 5 },
      marks: [
        ruleY([50], { stroke: "currentColor", strokeDasharray: "4 3" }),
        line(curve, { x: "scale", y: "right", stroke: ink.accent, strokeWidth: 2 }),
        dot([here], { x: "scale", y: "right", r: 5, fill: ink.accent }),
      ],
    }),
    head: [copy.scale, copy.right],
    rows: curve.map(({ scale, right }) => [number(scale), number(right)]),
  });
}
