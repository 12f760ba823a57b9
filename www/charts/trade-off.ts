import { dot, text } from "@observablehq/plot";
import { customElement, property } from "lit/decorators.js";
import { percent } from "../format.js";
import { words } from "../words/en.js";
import { Chart } from "./chart.js";
import { draw, ink } from "./plot.js";

const copy = words.tradeOff;

/** A way to protect the table, by what an attacker could gain and what it costs. */
export interface TradeOff {
  name: string;
  /** The greatest prosecutor risk, 0 to 1. */
  risk: number;
  /** Detail lost (NCP), 0 to 1. */
  loss: number;
  /** Drawn in the colour that stands out: made here, or recommended. */
  chosen: boolean;
}

/** Risk against usefulness: every way that was tried is a point; lower left is better. */
@customElement("lazaret-trade-off")
export class TradeOffChart extends Chart {
  @property({ attribute: false }) accessor points: readonly TradeOff[] = [];

  protected override drawing(root: ShadowRoot, width: number): Element {
    const points = [...this.points];
    const named = width > 480 && points.length <= 12;
    return draw(root, this.label, {
      width,
      height: 300,
      marginLeft: 56,
      marginRight: 24,
      marginTop: 28,
      marginBottom: 48,
      x: {
        label: copy.loss,
        percent: true,
        domain: [0, 100 * most(points.map(({ loss }) => loss))],
      },
      y: {
        label: copy.risk,
        percent: true,
        domain: [0, 100 * most(points.map(({ risk }) => risk))],
        grid: true,
      },
      marks: [
        dot(points, {
          x: "loss",
          y: "risk",
          r: 6,
          fill: ({ chosen }: TradeOff) => (chosen ? ink.accent : ink.muted),
        }),
        named
          ? text(points, { x: "loss", y: "risk", text: "name", dy: -13, textAnchor: "start" })
          : null,
      ],
    });
  }

  protected override legend() {
    return [
      { name: copy.others, muted: true },
      { name: copy.chosen, muted: false },
    ];
  }

  protected override table() {
    return {
      head: [copy.way, copy.loss, copy.risk],
      rows: this.points.map(({ name, loss, risk }) => [name, percent(loss), percent(risk)]),
    };
  }
}

/** A little above the greatest, so that no point touches the frame. */
function most(values: number[]): number {
  return Math.min(1, 1.15 * Math.max(0.02, ...values));
}
