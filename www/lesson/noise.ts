import { dot, rect, rectY, ruleY } from "@observablehq/plot";
import { html } from "lit";
import { ink } from "../charts/plot.js";
import { number, percent } from "../format.js";
import type { AnswerOdds, NoiseLesson } from "../generated/lazaret.js";
import { lesson } from "../words/en-lesson.js";
import { chart } from "./chart.js";
import { epsilonControl, view } from "./view.js";

const copy = lesson.noise;

/** Ratios that get a line of the scale. */
const RATIOS = [0.01, 0.05, 0.2, 0.5, 1, 2, 5, 20, 100];

/** Two neighbouring wards' answers overlaid, and the band that ε promises. */
export const noise = view<"epsilon", NoiseLesson>({
  id: "noise",
  ...copy,
  controls: [epsilonControl(copy.epsilon, 0.5)],
  ask: (call, { epsilon }) => call("lessonNoise", [epsilon]),
  says: (_, { epsilon }) => [copy.says(Math.exp(epsilon))],
  draw: ({ answers, count }, { epsilon }) =>
    html`${odds(answers, count)} ${ratios(answers, epsilon)}`,
});

function odds(answers: AnswerOdds[], count: number) {
  return chart({
    label: copy.odds,
    legend: [
      { name: copy.without(count), muted: true },
      { name: copy.with(count + 1), muted: false },
    ],
    options: () => ({
      height: 260,
      marginLeft: 56,
      marginBottom: 44,
      x: { label: copy.answer, nice: false },
      y: { label: copy.probability, percent: true, grid: true, ticks: 5 },
      marks: [
        rectY(answers, {
          x1: ({ answer }: AnswerOdds) => answer - 0.42,
          x2: "answer",
          y: "without",
          fill: ink.muted,
        }),
        rectY(answers, {
          x1: "answer",
          x2: ({ answer }: AnswerOdds) => answer + 0.42,
          y: "with",
          fill: ink.accent,
        }),
        ruleY([0], { stroke: ink.line }),
      ],
    }),
    head: [copy.answer, copy.without(count), copy.with(count + 1), copy.ratio],
    rows: answers.map((one) => [
      `${one.answer}`,
      percent(one.without),
      percent(one.with),
      number(Math.exp(one.log_ratio)),
    ]),
  });
}

function ratios(answers: AnswerOdds[], epsilon: number) {
  const reach = Math.max(3, 1.15 * epsilon);
  const ends = [answers.at(0), answers.at(-1)].map((one) => one?.answer ?? 0);
  const band = [{ x1: ends[0], x2: ends[1], y1: -epsilon, y2: epsilon }];
  return chart({
    label: copy.ratios,
    options: () => ({
      height: 220,
      marginLeft: 56,
      marginBottom: 44,
      x: { label: copy.answer },
      y: {
        label: copy.ratio,
        domain: [-reach, reach],
        ticks: RATIOS.map(Math.log).filter((value) => Math.abs(value) <= reach),
        tickFormat: (value: number) => number(Math.exp(value)),
      },
      marks: [
        rect(band, { x1: "x1", x2: "x2", y1: "y1", y2: "y2", fill: ink.accent, fillOpacity: 0.15 }),
        ruleY([-epsilon, epsilon], { stroke: ink.accent, strokeDasharray: "4 3" }),
        ruleY([0], { stroke: ink.line }),
        dot(answers, { x: "answer", y: "log_ratio", r: 3.5, fill: "currentColor" }),
      ],
    }),
    head: [copy.answer, copy.ratio],
    rows: answers.map(({ answer, log_ratio }) => [`${answer}`, number(Math.exp(log_ratio))]),
  });
}
