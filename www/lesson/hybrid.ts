import { dot, ruleX, tickX } from "@observablehq/plot";
import { html } from "lit";
import { ink } from "../charts/plot.js";
import { error, number, percent } from "../format.js";
import type { ReproducedColumn, Reproduction, Statistics } from "../generated/lazaret.js";
import { samples } from "../samples/samples.js";
import { hybrid as copy } from "../words/en-hybrid.js";
import { chart } from "./chart.js";
import { overhead } from "./overhead.js";
import { table } from "./table.js";
import { trial } from "./trial.js";
import { type Control, epsilonControl, view } from "./view.js";

type Name = "epsilon" | "rows" | "draw" | "privacy" | "means" | "spreads";

/** The paper's estimates of privacy, utility and both. */
const PAPER = { privacy: 0.9, utility: 0.8, overall: 0.85 };

const SAME_DRAW = 1;
const SEEDS = 2 ** 32;

const rows: Control<"rows"> = {
  name: "rows",
  label: copy.rows,
  stops: [300, 1000, 3000, 15_757, 50_000],
  initial: 15_757,
  text: copy.rowsText,
};

const draw: Control<"draw"> = {
  name: "draw",
  label: copy.draw,
  stops: [0, SAME_DRAW],
  initial: 0,
  text: (value) => copy.draws[value] ?? "",
  names: copy.draws,
};

function weight<N extends Name>(name: N, label: string, initial: number): Control<N> {
  return { name, label, stops: [0, 1, 2, 3, 4], initial, text: number };
}

/** The first paper's pipeline on the made-up admissions: never on a reader's table. */
export const hybrid = view<Name, Reproduction>({
  id: "hybrid",
  title: copy.title,
  see: copy.see,
  controls: [
    epsilonControl(copy.epsilon, 1),
    rows,
    draw,
    weight("privacy", copy.privacyWeight, 2),
    weight("means", copy.meansWeight, 1),
    weight("spreads", copy.spreadsWeight, 1),
  ],
  draws: true,
  ask: (call, { epsilon, rows, draw, ...weights }, seed = freshSeed()) => {
    const hybrid_seed = draw === SAME_DRAW ? seed : seed + SEEDS;
    return call("lessonHybrid", [
      samples.admissions(),
      { epsilon, rows, seed, hybrid_seed, weights },
    ]);
  },
  says: ({ row_loss, correct_loss }, { draw }) => [
    copy.lossSays(row_loss, correct_loss),
    draw === SAME_DRAW ? copy.sameSays : copy.otherSays,
  ],
  draw: (reproduction) =>
    html`<div class="box alarm"><strong>${copy.badge}</strong><p>${copy.badgeText(reproduction.rows)}</p></div>
      ${means(reproduction)}
      <div><h4>${copy.means}</h4>${meansChart(reproduction)}</div>
      <div><h4>${copy.moved}</h4>${movedChart(reproduction)}</div>
      ${spreads(reproduction)} ${scores(reproduction)}
      ${trial(overhead)}`,
});

function freshSeed(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
}

function means({ columns }: Reproduction) {
  return table(
    copy.tableTitle,
    [copy.column, copy.before, copy.noisy, copy.hybrid, copy.protects, copy.correct],
    columns.map((column) => [
      column.name,
      ...[column.before, column.noisy, column.hybrid].map(({ mean }) => mean.toFixed(5)),
      protects(column),
      errors(column),
    ]),
  );
}

function protects({ protection: { range, loss, exact, within_two } }: ReproducedColumn): string {
  return range === 1 ? copy.protectsFlag(loss, exact) : copy.protectsAge(loss, exact, within_two);
}

function errors({ protection: { cell_error, correct_error } }: ReproducedColumn): string {
  const times = cell_error / correct_error;
  const whole = times >= 10 ? Math.round(times) : Number(times.toFixed(1));
  return copy.errors(error(cell_error), error(correct_error), whole);
}

const LEGEND = [
  { name: copy.noisy, muted: true },
  { name: copy.hybrid, muted: false },
];

/** Means from shares of a hundredth to tens of years: linear around zero, logarithmic beyond. */
function meansChart({ columns }: Reproduction) {
  return chart({
    label: copy.means,
    legend: LEGEND,
    options: (width) => ({
      ...frame(columns, width),
      x: {
        type: "symlog",
        constant: 0.1,
        label: copy.mean,
        ticks: [0, 0.1, 0.3, 1, 3, 10, 30, 100],
        tickFormat: number,
        grid: true,
      },
      marks: [
        dot(columns, {
          x: ({ noisy }: ReproducedColumn) => noisy.mean,
          y: "name",
          r: 5,
          fill: ink.muted,
        }),
        dot(columns, {
          x: ({ hybrid }: ReproducedColumn) => hybrid.mean,
          y: "name",
          r: 3.5,
          fill: ink.accent,
        }),
        tickX(columns, {
          x: ({ before }: ReproducedColumn) => before.mean,
          y: "name",
          stroke: "currentColor",
        }),
      ],
    }),
    head: [copy.column, copy.before, copy.noisy, copy.hybrid],
    rows: columns.map(({ name, before, noisy, hybrid }) => [
      name,
      ...[before, noisy, hybrid].map(({ mean }) => mean.toFixed(5)),
    ]),
  });
}

function movedChart({ columns }: Reproduction) {
  const moved = columns.map(({ name, before, noisy, hybrid, protection }) => ({
    name,
    noisy: (noisy.mean - before.mean) / protection.cell_error,
    hybrid: (hybrid.mean - before.mean) / protection.cell_error,
  }));
  return chart({
    label: copy.moved,
    legend: LEGEND,
    options: (width) => ({
      ...frame(columns, width),
      x: { label: copy.errorsMoved, domain: [-4, 4], ticks: 9, grid: true },
      marks: [
        ruleX([-2, 2], { stroke: ink.accent, strokeDasharray: "4 3" }),
        ruleX([0], { stroke: ink.line }),
        dot(moved, { x: "noisy", y: "name", r: 5, fill: ink.muted }),
        dot(moved, { x: "hybrid", y: "name", r: 3.5, fill: ink.accent }),
      ],
    }),
    head: [copy.column, copy.noisy, copy.hybrid],
    rows: moved.map(({ name, noisy, hybrid }) => [name, noisy.toFixed(1), hybrid.toFixed(1)]),
  });
}

/** One line for each column, its name beside it; names are cut where the place is narrow. */
function frame(columns: ReproducedColumn[], width: number) {
  const [wide, letters] = width > 520 ? [220, 30] : [110, 14];
  return {
    height: 80 + 26 * columns.length,
    marginLeft: wide,
    marginRight: 20,
    marginBottom: 44,
    y: {
      label: null,
      domain: columns.map(({ name }) => name),
      tickFormat: (name: string) =>
        name.length > letters ? `${name.slice(0, letters - 1)}…` : name,
    },
  };
}

function spreads({ columns }: Reproduction) {
  const shown = ({ before, hybrid }: ReproducedColumn, of: (one: Statistics) => number) =>
    `${number(of(before))} → ${number(Number(of(hybrid).toFixed(2)))}`;
  const six: ((one: Statistics) => number)[] = [
    ({ std }) => std,
    ({ min }) => min,
    ({ lower_quartile }) => lower_quartile,
    ({ median }) => median,
    ({ upper_quartile }) => upper_quartile,
    ({ max }) => max,
  ];
  return table(
    copy.spreadsTitle,
    copy.statistic,
    columns.map((column) => [column.name, ...six.map((of) => shown(column, of))]),
  );
}

function scores({ scores, settings: { weights } }: Reproduction) {
  const { privacy, utility, overall } = PAPER;
  return html`<div class="stack tight">
    ${table(
      copy.scoresTitle,
      [copy.score, copy.paper, copy.measured, copy.weight],
      [
        [copy.privacy, percent(privacy), percent(scores.privacy), number(weights.privacy)],
        [copy.meansScore, percent(utility), percent(scores.means), number(weights.means)],
        [copy.spreadsScore, percent(utility), percent(scores.spreads), number(weights.spreads)],
        [copy.overall, percent(overall), percent(scores.overall), ""],
      ],
    )}
    <p class="small soft">${copy.scoresText}</p>
  </div>`;
}
