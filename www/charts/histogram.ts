import { barY, link, ruleY } from "@observablehq/plot";
import { customElement, property } from "lit/decorators.js";
import { count, error } from "../format.js";
import { words } from "../words/en.js";
import { Chart } from "./chart.js";
import type { NoisyNumber } from "./numbers.js";
import { draw, ink } from "./plot.js";

/** Noisy counts side by side, each bar with its range. */
@customElement("lazaret-histogram")
export class HistogramChart extends Chart {
  @property({ attribute: false }) accessor numbers: NoisyNumber[] = [];

  protected override drawing(root: ShadowRoot, width: number): Element {
    const bars = this.numbers.map((one) => ({
      ...one,
      from: one.value - one.error,
      to: one.value + one.error,
    }));
    const longest = Math.max(...bars.map(({ label }) => label.length), 1);
    const slanted = (width / bars.length) * 0.8 < longest * 7;
    return draw(root, this.label, {
      width,
      height: slanted ? 300 : 240,
      marginLeft: 48,
      marginRight: 0,
      marginTop: 12,
      marginBottom: slanted ? Math.min(110, 24 + longest * 5) : 30,
      x: {
        label: null,
        domain: bars.map(({ label }) => label),
        tickRotate: slanted ? -40 : 0,
        tickSize: 0,
      },
      y: { label: null, nice: true, ticks: 5 },
      marks: [
        ruleY([0], { stroke: ink.line }),
        barY(bars, { x: "label", y: "value", fill: ink.accent, fillOpacity: 0.55 }),
        link(bars, { x: "label", y1: "from", y2: "to", stroke: "currentColor", strokeWidth: 1.5 }),
      ],
    });
  }

  protected override table() {
    return {
      head: ["", words.numbers.value2, words.numbers.error],
      rows: this.numbers.map((one) => [one.label, count(one.value), `± ${error(one.error)}`]),
    };
  }
}
