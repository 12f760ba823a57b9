import { dot, ruleX } from "@observablehq/plot";
import { html } from "lit";
import { ink } from "../charts/plot.js";
import type { DifferenceLesson } from "../generated/lazaret.js";
import { lesson } from "../words/en-lesson.js";
import { chart } from "./chart.js";
import { type Dot, spread, stacked } from "./dots.js";
import { epsilonControl, view } from "./view.js";

const copy = lesson.difference;

/** The count with Ms X less the count without her, exact and then noisy. */
export const difference = view<"epsilon", DifferenceLesson>({
  id: "difference",
  ...copy,
  controls: [epsilonControl(copy.epsilon, 0.5)],
  draws: true,
  ask: (call, { epsilon }, seed) => call("lessonDifference", [epsilon, seed]),
  says: ({ right, most }) => [copy.says(right), copy.most(most)],
  draw: (result) => html`${counts(result)} ${attacks(result)}`,
});

function counts({ with: all, without, noisy_with, noisy_without }: DifferenceLesson) {
  const row = (name: string, exact: number, noisy: number) =>
    html`<tr>
      <th scope="row">${name}</th>
      <td class="number">${exact}</td>
      <td class="number">${noisy}</td>
    </tr>`;
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${copy.counts}>
    <table>
      <thead>
        <tr>
          <th scope="col">${copy.question}</th>
          <th scope="col" class="number">${copy.exact}</th>
          <th scope="col" class="number">${copy.noisy}</th>
        </tr>
      </thead>
      <tbody>
        ${row(copy.everybody, all, noisy_with)} ${row(copy.others, without, noisy_without)}
        ${row(copy.difference, all - without, noisy_with - noisy_without)}
      </tbody>
    </table>
  </div>`;
}

function attacks({ attacks }: DifferenceLesson) {
  const values = attacks.map(({ difference }) => difference);
  const dots = stacked(values, 1, (_, at) => attacks[at]?.ill ?? false);
  const tallest = Math.max(...dots.map(({ height }) => height));
  return chart({
    label: copy.attacks,
    legend: [
      { name: copy.well, muted: true },
      { name: copy.ill, muted: false },
    ],
    options: () => ({
      height: Math.max(160, 60 + 11 * tallest),
      marginLeft: 16,
      marginRight: 16,
      marginBottom: 44,
      x: { label: copy.noisyDifference, domain: spread(values, [-8, 9]) },
      y: { axis: null, domain: [0, tallest + 1] },
      marks: [
        ruleX([0.5], { stroke: "currentColor", strokeDasharray: "4 3" }),
        dot(dots, {
          x: "value",
          y: "height",
          r: 4.5,
          fill: ({ chosen }: Dot) => (chosen ? ink.accent : ink.muted),
        }),
      ],
    }),
    head: [copy.noisyDifference, copy.ill, copy.well],
    rows: [...new Set(values)]
      .sort((one, other) => one - other)
      .map((value) => {
        const here = attacks.filter(({ difference }) => difference === value);
        const ill = here.filter(({ ill }) => ill).length;
        return [`${value}`, `${ill}`, `${here.length - ill}`];
      }),
  });
}
