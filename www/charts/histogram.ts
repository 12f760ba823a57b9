import { barY, link, ruleY } from "@observablehq/plot";
import { customElement, property } from "lit/decorators.js";
import { count, error } from "../format.js";
import type { Estimate } from "../generated/lazaret.js";
import { words } from "../words/en.js";
import { Chart } from "./chart.js";
import { draw, ink } from "./plot.js";

const copy = words.numbers;
/** Pixels between the two whiskers of a bar. */
const APART = 5;

/** Noisy counts side by side, each bar with the range of its noise and, if told, of sampling. */
@customElement("lazaret-histogram")
export class HistogramChart extends Chart {
  @property({ attribute: false }) accessor estimates: readonly Estimate[] = [];

  #bars() {
    return this.estimates.map(({ label = "", value, error_95, sampling_95 = 0 }) => ({
      label,
      value,
      from: value - error_95,
      to: value + error_95,
      samplingFrom: value - sampling_95,
      samplingTo: value + sampling_95,
    }));
  }

  #isSampled(): boolean {
    return this.estimates.some(({ sampling_95 }) => sampling_95 !== undefined);
  }

  protected override drawing(root: ShadowRoot, width: number): Element {
    const bars = this.#bars();
    const sampled = this.#isSampled();
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
        barY(bars, { x: "label", y: "value", fill: ink.accent, fillOpacity: 0.3 }),
        sampled
          ? link(bars, {
              x: "label",
              y1: "samplingFrom",
              y2: "samplingTo",
              stroke: ink.muted,
              strokeWidth: 1.5,
              dx: APART,
            })
          : null,
        link(bars, {
          x: "label",
          y1: "from",
          y2: "to",
          stroke: ink.accent,
          strokeWidth: 4,
          dx: sampled ? -APART : 0,
        }),
      ],
    });
  }

  protected override legend() {
    const noise = { name: copy.noise, muted: false };
    return this.#isSampled() ? [noise, { name: copy.sampling, muted: true }] : [noise];
  }

  protected override table() {
    const sampled = this.#isSampled();
    return {
      head: ["", copy.value, copy.noiseError, ...(sampled ? [copy.samplingError] : [])],
      rows: this.estimates.map(({ label = "", value, error_95, sampling_95 }) => [
        label,
        count(value),
        `± ${error(error_95)}`,
        ...(sampled ? [sampling_95 === undefined ? "" : `± ${error(sampling_95)}`] : []),
      ]),
    };
  }
}
