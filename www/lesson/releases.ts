import { dot, rect, ruleX } from "@observablehq/plot";
import { html } from "lit";
import { ink } from "../charts/plot.js";
import type { ReleasesLesson } from "../generated/lazaret.js";
import { lesson } from "../words/en-lesson.js";
import { chart } from "./chart.js";
import { type Dot, spread, stacked, tally } from "./dots.js";
import { epsilonControl, range, view } from "./view.js";

const copy = lesson.releases;

/** A hundred releases of one count as dots, and as odds out of 100. */
export const releases = view<"epsilon" | "within", ReleasesLesson>({
  id: "releases",
  ...copy,
  controls: [
    epsilonControl(copy.epsilon, 0.5),
    {
      name: "within",
      label: copy.within,
      stops: range(0, 20),
      initial: 3,
      text: (value) => `±\u00a0${value}`,
    },
  ],
  draws: true,
  ask: (call, { epsilon, within }, seed) => call("lessonReleases", [epsilon, within, seed]),
  says: ({ within, expected }, values) => [
    copy.says(within, values.within),
    copy.expected(expected),
  ],
  draw: ({ answers, truth }, { within }) => {
    const dots = stacked(answers, 1, (answer) => Math.abs(answer - truth) <= within);
    const tallest = Math.max(...dots.map(({ height }) => height));
    const band = [{ x1: truth - within - 0.5, x2: truth + within + 0.5 }];
    return html`${chart({
      label: copy.dots,
      legend: [
        { name: copy.outside, muted: true },
        { name: copy.inside, muted: false },
      ],
      options: () => ({
        height: Math.max(160, 60 + 11 * tallest),
        marginLeft: 16,
        marginRight: 16,
        marginBottom: 44,
        x: { label: copy.answer, domain: spread(answers, [truth - 10, truth + 10]) },
        y: { axis: null, domain: [0, tallest + 1] },
        marks: [
          rect(band, { x1: "x1", x2: "x2", fill: ink.accent, fillOpacity: 0.12 }),
          ruleX([truth], { stroke: "currentColor", strokeDasharray: "4 3" }),
          dot(dots, {
            x: "value",
            y: "height",
            r: 4.5,
            fill: ({ chosen }: Dot) => (chosen ? ink.accent : ink.muted),
          }),
        ],
      }),
      head: [copy.answer, copy.times],
      rows: tally(dots, String),
    })}`;
  },
});
