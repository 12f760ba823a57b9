import { barX, ruleX, text } from "@observablehq/plot";
import { html } from "lit";
import { ink } from "../charts/plot.js";
import { number, percent } from "../format.js";
import type { FloatingPointLesson } from "../generated/lazaret.js";
import { lesson } from "../words/en-lesson.js";
import { chart } from "./chart.js";
import { epsilonControl, view } from "./view.js";

const copy = lesson.floatingPoint;

/** The last digits of floating-point noise, which tell; and of integer noise, which do not. */
export const floatingPoint = view<"epsilon", FloatingPointLesson>({
  id: "floating-point",
  ...copy,
  controls: [epsilonControl(copy.epsilon, 1)],
  draws: true,
  ask: (call, { epsilon }, seed) => call("lessonFloatingPoint", [epsilon, seed]),
  says: ({ naive, exact, draws, telling }) => [
    copy.says(percent((naive[0] ?? 0) / draws), percent((naive[1] ?? 0) / draws)),
    ...(telling === undefined || telling === null ? [] : [copy.telling(`${telling}`)]),
    copy.exact((exact[0] ?? 0) + (exact[1] ?? 0), number(2 * draws)),
  ],
  draw: ({ naive, exact, draws }) => {
    const bars = [
      { name: copy.naive(0), share: (naive[0] ?? 0) / draws },
      { name: copy.naive(1), share: (naive[1] ?? 0) / draws },
      { name: copy.integers(0), share: (exact[0] ?? 0) / draws },
      { name: copy.integers(1), share: (exact[1] ?? 0) / draws },
    ];
    return html`${chart({
      label: copy.chart,
      options: () => ({
        height: 210,
        marginLeft: 150,
        marginRight: 56,
        marginBottom: 44,
        x: {
          label: copy.share,
          percent: true,
          domain: [0, 110 * Math.max(0.25, ...bars.map(({ share }) => share))],
          ticks: 5,
          grid: true,
        },
        y: { label: null, domain: bars.map(({ name }) => name), tickSize: 0 },
        marks: [
          barX(bars, { x: "share", y: "name", fill: ink.accent }),
          text(bars, {
            x: "share",
            y: "name",
            text: ({ share }: { share: number }) => percent(share),
            dx: 6,
            textAnchor: "start",
            fill: "currentColor",
          }),
          ruleX([0], { stroke: ink.line }),
        ],
      }),
      head: [copy.way, copy.share],
      rows: bars.map(({ name, share }) => [name, percent(share)]),
    })}`;
  },
});
