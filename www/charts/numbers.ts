import { dot, link, ruleX } from "@observablehq/plot";
import { customElement, property } from "lit/decorators.js";
import { count, error, rounded } from "../format.js";
import { words } from "../words/en.js";
import { Chart } from "./chart.js";
import { draw, ink } from "./plot.js";

/** One noisy number and the half-width of its 95 % range. */
export interface NoisyNumber {
  label: string;
  value: number;
  error: number;
  /** Whether it counts patients. */
  counts?: boolean;
}

/** A noisy number as a dot on the range in which the true value lies 95 times in 100. */
@customElement("lazaret-noisy-numbers")
export class NoisyNumbersChart extends Chart {
  @property({ attribute: false }) accessor numbers: NoisyNumber[] = [];

  protected override drawing(root: ShadowRoot, width: number): Element {
    const ranges = this.numbers.map((one) => ({
      ...one,
      from: one.value - one.error,
      to: one.value + one.error,
    }));
    return draw(root, this.label, {
      width,
      height: 44 + 26 * ranges.length,
      marginLeft: 8,
      marginRight: 24,
      marginTop: 8,
      marginBottom: 28,
      x: { label: null, nice: true, ticks: width / 90 },
      y: { axis: null, type: "band", domain: ranges.map(({ label }) => label) },
      marks: [
        ruleX([0], { stroke: ink.line }),
        link(ranges, {
          x1: "from",
          x2: "to",
          y: "label",
          stroke: ink.accent,
          strokeWidth: 3,
          strokeOpacity: 0.45,
        }),
        dot(ranges, { x: "value", y: "label", r: 5, fill: ink.accent }),
      ],
    });
  }

  protected override table() {
    return {
      head: ["", words.numbers.value2, words.numbers.error],
      rows: this.numbers.map((one) => [
        one.label,
        one.counts ? count(one.value) : rounded(one.value, one.error),
        `± ${error(one.error)}`,
      ]),
    };
  }
}
