import { areaY, line, ruleY } from "@observablehq/plot";
import { customElement, property } from "lit/decorators.js";
import { count, error, noisyPercent, number } from "../format.js";
import type { CurvePoint } from "../generated/lazaret.js";
import { words } from "../words/en.js";
import { Chart } from "./chart.js";
import { draw, ink } from "./plot.js";

const copy = words.numbers;

/** A Kaplan–Meier curve: a share that falls in steps, within the band of the noise and that of sampling. */
@customElement("lazaret-survival")
export class SurvivalChart extends Chart {
  @property({ attribute: false }) accessor points: readonly CurvePoint[] = [];

  /** Each step from the beginning of its interval on, the first at 1. */
  #steps() {
    const start = { time: 0, value: 1, noise: 0, sampling: 0 };
    const ends = this.points.map(({ time, survival: { value, error_95, sampling_95 = 0 } }) => ({
      time,
      value,
      noise: error_95,
      sampling: sampling_95,
    }));
    return [start, ...ends].map(({ time, value, noise, sampling }) => ({
      time,
      value,
      noiseFrom: Math.max(0, value - noise),
      noiseTo: Math.min(1, value + noise),
      samplingFrom: Math.max(0, value - sampling),
      samplingTo: Math.min(1, value + sampling),
    }));
  }

  #isSampled(): boolean {
    return this.points.some(({ survival }) => survival.sampling_95 !== undefined);
  }

  protected override drawing(root: ShadowRoot, width: number): Element {
    const steps = this.#steps();
    const curve = "step-after";
    const band = (from: string, to: string, fill: string, fillOpacity: number) =>
      areaY(steps, { x: "time", y1: from, y2: to, fill, fillOpacity, curve });
    return draw(root, this.label, {
      width,
      height: 260,
      marginLeft: 52,
      marginRight: 8,
      marginTop: 12,
      marginBottom: 40,
      x: { label: copy.survival.time, ticks: width / 90 },
      y: { label: null, percent: true, domain: [0, 100], ticks: 5, grid: true },
      marks: [
        ruleY([0], { stroke: ink.line }),
        this.#isSampled() ? band("samplingFrom", "samplingTo", ink.muted, 0.3) : null,
        band("noiseFrom", "noiseTo", ink.accent, 0.4),
        line(steps, { x: "time", y: "value", stroke: ink.accent, strokeWidth: 2, curve }),
      ],
    });
  }

  protected override legend() {
    const noise = { name: copy.noise, muted: false };
    return this.#isSampled() ? [noise, { name: copy.sampling, muted: true }] : [noise];
  }

  protected override table() {
    const { time, atRisk, share } = copy.survival;
    return {
      head: [time, atRisk, share, copy.noiseError, copy.samplingError],
      rows: this.points.map(({ time, at_risk, survival: { value, error_95, sampling_95 } }) => [
        number(time),
        count(at_risk),
        noisyPercent(value, error_95),
        error(100 * error_95),
        sampling_95 === undefined ? "" : error(100 * sampling_95),
      ]),
    };
  }
}
