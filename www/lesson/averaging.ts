import { areaY, dot, line, ruleY } from "@observablehq/plot";
import { html } from "lit";
import { ink } from "../charts/plot.js";
import { number } from "../format.js";
import type { Average, AveragingLesson } from "../generated/lazaret.js";
import { lesson } from "../words/en-lesson.js";
import { chart } from "./chart.js";
import { epsilonControl, view } from "./view.js";

const copy = lesson.averaging;

const NONE = 0;
const REMEMBERS = 1;
const REFUSES = 2;

/** The same question again and again: the average creeps to the truth, unless a ledger stops it. */
export const averaging = view<"epsilon" | "times" | "ledger" | "budget", AveragingLesson>({
  id: "averaging",
  ...copy,
  controls: [
    epsilonControl(copy.epsilon, 0.1),
    {
      name: "times",
      label: copy.times,
      stops: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000],
      initial: 1000,
      text: number,
    },
    {
      name: "ledger",
      label: copy.ledger,
      stops: [NONE, REMEMBERS, REFUSES],
      names: copy.ledgers,
      initial: NONE,
      text: String,
    },
    {
      name: "budget",
      label: copy.budget,
      stops: [0.5, 1, 2, 5],
      initial: 1,
      text: (value) => `ε = ${number(value)}`,
      shown: ({ ledger }) => ledger === REFUSES,
    },
  ],
  draws: true,
  ask: (call, { epsilon, times, ledger, budget }, seed) =>
    call("lessonAveraging", [epsilon, times, ledger, budget, seed]),
  says: ({ truth, averages, answered, spent }, { ledger, times }) => {
    const last = averages.at(-1);
    if (!last) return [copy.refusedAll];
    const off = copy.says(answered, number(Number(last.average.toFixed(1))), truth);
    if (ledger === REMEMBERS) return [off, copy.remembered(spent)];
    if (ledger === REFUSES && answered < times) return [off, copy.refused(answered, spent)];
    return [off, copy.cost(spent)];
  },
  draw: ({ truth, averages }, { times }) => {
    const band = averages.map(({ answers, error }) => ({
      answers,
      from: truth - 2 * error,
      to: truth + 2 * error,
    }));
    return html`${chart({
      label: copy.chart,
      options: () => ({
        height: 280,
        marginLeft: 56,
        marginRight: 16,
        marginBottom: 44,
        x: {
          label: copy.answers,
          type: "log",
          domain: [1, Math.max(times, 2)],
          ticks: 4,
          tickFormat: number,
        },
        y: { label: copy.average, grid: true, ticks: 6 },
        marks: [
          areaY(band, { x: "answers", y1: "from", y2: "to", fill: ink.accent, fillOpacity: 0.15 }),
          ruleY([truth], { stroke: "currentColor", strokeDasharray: "4 3" }),
          line(averages, { x: "answers", y: "average", stroke: ink.accent, strokeWidth: 2 }),
          dot(averages.slice(-1), { x: "answers", y: "average", r: 5, fill: ink.accent }),
        ],
      }),
      head: [copy.answers, copy.average, copy.error],
      rows: averages.map((one: Average) => [
        number(one.answers),
        one.average.toFixed(1),
        `± ${(2 * one.error).toFixed(1)}`,
      ]),
    })}`;
  },
});
