import { dot, line, rectY, ruleX, ruleY } from "@observablehq/plot";
import { html } from "lit";
import { ink } from "../charts/plot.js";
import { error, number } from "../format.js";
import type { Clipped, ClippingLesson } from "../generated/lazaret.js";
import { lesson } from "../words/en-lesson.js";
import { chart } from "./chart.js";
import { labelled } from "./labelled.js";
import { epsilonControl, range, view } from "./view.js";

const copy = lesson.clipping;

/** The longest stay, and the highest bound, in days. */
const LONGEST = 120;

/** The bound on a mean: cutting off too much against noise for what is never there. */
export const clipping = view<"bound" | "epsilon" | "patients", ClippingLesson>({
  id: "clipping",
  ...copy,
  controls: [
    { name: "bound", label: copy.bound, stops: range(1, LONGEST), initial: 60, text: copy.days },
    epsilonControl(copy.epsilon, 0.5),
    {
      name: "patients",
      label: copy.patients,
      stops: [50, 100, 200, 500, 1000, 5000],
      initial: 200,
      text: number,
    },
  ],
  ask: (call, { epsilon, patients }) => call("lessonClipping", [epsilon, patients]),
  says: ({ mean, curve, best }, { bound }) => {
    const here = at(curve, bound);
    return here
      ? [
          copy.says(error(here.bias), error(here.noise), number(Number(mean.toFixed(1)))),
          copy.best(best),
        ]
      : [];
  },
  draw: ({ stays, curve }, { bound }) => html`${errors(curve, bound)} ${histogram(stays, bound)}`,
});

function at(curve: Clipped[], bound: number): Clipped | undefined {
  return curve.find((one) => one.bound === Math.round(bound));
}

function errors(curve: Clipped[], bound: number) {
  const here = curve.filter((one) => one.bound === Math.round(bound));
  const most = 1.1 * Math.max(...curve.slice(2).map(({ total }) => total));
  return chart({
    label: copy.errors,
    options: (width) => ({
      height: 260,
      marginLeft: 48,
      marginRight: width > 280 ? 100 : 16,
      marginBottom: 44,
      x: { label: copy.boundDays },
      y: { label: copy.error, domain: [0, most], grid: true, ticks: 5, clamp: true },
      marks: [
        ruleX([bound], { stroke: "currentColor", strokeDasharray: "4 3" }),
        line(curve, { x: "bound", y: "bias", stroke: ink.muted, strokeWidth: 2, clip: true }),
        line(curve, {
          x: "bound",
          y: "noise",
          stroke: ink.muted,
          strokeWidth: 2,
          strokeDasharray: "6 4",
          clip: true,
        }),
        line(curve, { x: "bound", y: "total", stroke: ink.accent, strokeWidth: 2.5, clip: true }),
        dot(here, { x: "bound", y: "total", r: 5, fill: ink.accent }),
        ...labelled(
          width,
          curve.at(-1),
          "bound",
          { bias: copy.bias, noise: copy.noise, total: copy.total },
          { noise: 8, total: -8 },
        ),
      ],
    }),
    head: [copy.boundDays, copy.bias, copy.noise, copy.total, copy.cut],
    rows: curve.map((one) => [
      `${one.bound}`,
      one.bias.toFixed(2),
      one.noise.toFixed(2),
      one.total.toFixed(2),
      `${one.cut}`,
    ]),
  });
}

function histogram(stays: number[], bound: number) {
  const bars = range(1, LONGEST).map((day) => ({
    from: day - 0.5,
    to: day + 0.5,
    patients: stays.filter((days) => days === day).length,
    cut: day > bound,
  }));
  return chart({
    label: copy.histogram,
    legend: [
      { name: copy.cut, muted: true },
      { name: copy.kept, muted: false },
    ],
    options: () => ({
      height: 200,
      marginLeft: 48,
      marginBottom: 44,
      x: { label: copy.stay },
      y: { label: copy.count, grid: true, ticks: 4 },
      marks: [
        rectY(bars, {
          x1: "from",
          x2: "to",
          y: "patients",
          insetRight: 0.5,
          fill: ({ cut }: { cut: boolean }) => (cut ? ink.muted : ink.accent),
        }),
        ruleX([bound + 0.5], { stroke: "currentColor", strokeDasharray: "4 3" }),
        ruleY([0], { stroke: ink.line }),
      ],
    }),
    head: [copy.stay, copy.count, copy.cut],
    rows: bars
      .filter(({ patients }) => patients > 0)
      .map(({ to, patients, cut }) => [`${to - 0.5}`, `${patients}`, `${cut ? patients : 0}`]),
  });
}
