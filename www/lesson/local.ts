import { dot, ruleX } from "@observablehq/plot";
import { html } from "lit";
import { ink } from "../charts/plot.js";
import { error, number } from "../format.js";
import type { LocalLesson } from "../generated/lazaret.js";
import { lesson } from "../words/en-lesson.js";
import { chart } from "./chart.js";
import { type Dot, spread, stacked, tally } from "./dots.js";
import { epsilonControl, view } from "./view.js";

const copy = lesson.local;

/** Columns of dots across the width of a chart. */
const COLUMNS = 60;

/** Noise on each patient's answer against one draw on the count. */
export const local = view<"epsilon" | "patients", LocalLesson>({
  id: "local",
  ...copy,
  controls: [
    epsilonControl(copy.epsilon, 1),
    {
      name: "patients",
      label: copy.patients,
      stops: [50, 100, 200, 500, 1000],
      initial: 200,
      text: number,
    },
  ],
  draws: true,
  ask: (call, { epsilon, patients }, seed) => call("lessonLocal", [epsilon, patients, seed]),
  says: ({ local_error, central_error }) => [
    copy.says(error(2 * local_error), error(2 * central_error)),
    copy.factor(error(local_error / central_error)),
  ],
  draw: ({ truth, local, central }) => {
    const domain = spread([...local, ...central], [truth - 5, truth + 5]);
    const width = Math.max(1, (domain[1] - domain[0]) / COLUMNS);
    const row = (label: string, values: number[], chosen: boolean) =>
      hundredAnswers(
        label,
        stacked(values, width, () => chosen),
        truth,
        domain,
      );
    return html`${row(copy.local, local, false)} ${row(copy.central, central, true)}`;
  },
});

function hundredAnswers(label: string, dots: Dot[], truth: number, domain: [number, number]) {
  const tallest = Math.max(...dots.map(({ height }) => height));
  return chart({
    label,
    legend: [{ name: label, muted: !dots.some(({ chosen }) => chosen) }],
    options: () => ({
      height: 70 + Math.min(220, 9 * tallest),
      marginLeft: 16,
      marginRight: 16,
      marginBottom: 44,
      x: { label: copy.answer, domain },
      y: { axis: null, domain: [0, tallest + 1] },
      marks: [
        ruleX([truth], { stroke: "currentColor", strokeDasharray: "4 3" }),
        dot(dots, {
          x: "value",
          y: "height",
          r: 3.5,
          fill: ({ chosen }: Dot) => (chosen ? ink.accent : ink.muted),
        }),
      ],
    }),
    head: [copy.answer, copy.times],
    rows: tally(dots, (value) => `${Math.round(value)}`),
  });
}
