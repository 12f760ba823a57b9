import { areaY, dot, line } from "@observablehq/plot";
import { html } from "lit";
import { ink } from "../charts/plot.js";
import { percent } from "../format.js";
import type { Belief, PosteriorLesson } from "../generated/lazaret.js";
import { lesson } from "../words/en-lesson.js";
import { chart } from "./chart.js";
import { hundred, odds, oddsOf } from "./hundred.js";
import { epsilonControl, range, view } from "./view.js";

const copy = lesson.posterior;

/** What an attacker may believe at most, after one release and after k. */
export const posterior = view<"prior" | "epsilon" | "releases", PosteriorLesson>({
  id: "posterior",
  ...copy,
  controls: [
    {
      name: "prior",
      label: copy.prior,
      stops: [1, 2, 5, 10, 20, 30, 40, 50, 60, 70, 80, 90],
      initial: 10,
      text: copy.of100,
    },
    epsilonControl(copy.epsilon, 0.5),
    {
      name: "releases",
      label: copy.releases,
      stops: range(1, 20),
      initial: 1,
      text: copy.releasesText,
    },
  ],
  ask: (call, { prior, epsilon }) => call("lessonPosterior", [prior / 100, epsilon]),
  says: ({ after }, { prior, releases }) => {
    const { most, least } = at(after, releases);
    return [copy.says(prior, odds(most), odds(least), releases)];
  },
  draw: ({ after }, { prior, releases }) => {
    const { most, least } = at(after, releases);
    return html`<div class="hundreds">
        ${hundred(copy.before(`${prior}`), oddsOf(prior))}
        ${hundred(copy.atMost(odds(most)), oddsOf(Math.round(100 * most)))}
        ${hundred(copy.atLeast(odds(least)), oddsOf(Math.round(100 * least)))}
      </div>
      ${curve(after, releases)}`;
  },
});

function at(after: Belief[], releases: number): Belief {
  return after[releases] ?? { releases, least: 0, most: 1 };
}

function curve(after: Belief[], releases: number) {
  return chart({
    label: copy.curve,
    options: () => ({
      height: 240,
      marginLeft: 56,
      marginBottom: 44,
      x: { label: copy.releases, ticks: 10 },
      y: { label: copy.belief, percent: true, domain: [0, 100], grid: true, ticks: 5 },
      marks: [
        areaY(after, {
          x: "releases",
          y1: "least",
          y2: "most",
          fill: ink.accent,
          fillOpacity: 0.15,
        }),
        line(after, { x: "releases", y: "most", stroke: ink.accent, strokeWidth: 2 }),
        line(after, { x: "releases", y: "least", stroke: ink.accent, strokeWidth: 2 }),
        dot([at(after, releases)], { x: "releases", y: "most", r: 5, fill: ink.accent }),
        dot([at(after, releases)], { x: "releases", y: "least", r: 5, fill: ink.accent }),
      ],
    }),
    head: [copy.releases, copy.least, copy.most],
    rows: after.map(({ releases, least, most }) => [`${releases}`, percent(least), percent(most)]),
  });
}
