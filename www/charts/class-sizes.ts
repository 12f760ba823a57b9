import { barY, ruleY, text } from "@observablehq/plot";
import { customElement, property } from "lit/decorators.js";
import { number, percent } from "../format.js";
import type { Risk } from "../generated/lazaret.js";
import { words } from "../words/en.js";
import { Chart } from "./chart.js";
import { draw, ink } from "./plot.js";

const copy = words.risk;
const BANDS = [1, 2, 3, 5, 10, 20, 50];
const lastOf = (index: number) => (BANDS[index + 1] ?? Number.POSITIVE_INFINITY) - 1;
const bands = BANDS.map((from, index) => bandName(from, lastOf(index)));

/** How many patients stand in groups of 1, of 2, of 3 to 4 …, before and, if given, after. */
@customElement("lazaret-class-sizes")
export class ClassSizesChart extends Chart {
  @property({ attribute: false }) accessor riskBefore: Risk | undefined;
  @property({ attribute: false }) accessor riskAfter: Risk | undefined;

  #bars() {
    const sides = [
      { side: copy.before, risk: this.riskBefore },
      { side: copy.after, risk: this.riskAfter },
    ].filter(({ risk }) => risk !== undefined);
    return sides.flatMap(({ side, risk }) =>
      BANDS.map((from, index) => {
        const to = lastOf(index);
        const within = risk?.sizes.filter(({ size }) => size >= from && size <= to) ?? [];
        const rows = within.reduce((sum, entry) => sum + entry.rows, 0);
        return { side, band: bandName(from, to), rows, share: rows / (risk?.rows || 1) };
      }),
    );
  }

  protected override drawing(root: ShadowRoot, width: number): Element {
    const bars = this.#bars();
    const sides = [...new Set(bars.map(({ side }) => side))];
    const crowded = width / BANDS.length / sides.length < 34;
    const fill = ({ side }: { side: string }) =>
      sides.length > 1 && side === copy.before ? ink.muted : ink.accent;
    return draw(root, this.label, {
      width,
      height: 240,
      marginLeft: 0,
      marginRight: 0,
      marginTop: 24,
      marginBottom: 44,
      // One facet a band, in it one bar a side.
      fx: { domain: bands, label: copy.groupSize, padding: 0.2, axis: "bottom" },
      x: { domain: sides, axis: null, padding: 0.05 },
      y: { axis: null, domain: [0, Math.max(1, ...bars.map(({ rows }) => rows))] },
      marks: [
        ruleY([0], { stroke: ink.line }),
        barY(bars, { fx: "band", x: "side", y: "rows", fill }),
        crowded
          ? null
          : text(
              bars.filter(({ rows }) => rows > 0),
              { fx: "band", x: "side", y: "rows", text: ({ rows }) => number(rows), dy: -9 },
            ),
      ],
    });
  }

  protected override legend() {
    if (!this.riskAfter) return [];
    return [
      { name: copy.before, muted: true },
      { name: copy.after, muted: false },
    ];
  }

  protected override table() {
    return {
      head: [copy.groupSize, "", copy.patients, ""],
      rows: this.#bars().map(({ band, side, rows, share }) => [
        band,
        side,
        number(rows),
        percent(share),
      ]),
    };
  }
}

function bandName(from: number, to: number): string {
  if (from === to) return String(from);
  return Number.isFinite(to) ? `${from}–${to}` : `${from}+`;
}
