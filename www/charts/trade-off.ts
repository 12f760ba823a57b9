import { dot, line, text } from "@observablehq/plot";
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
  /** Whether nothing that was tried is better in both. */
  onFrontier?: boolean;
}

/** Risk against usefulness: every way that was tried is a point; lower left is better. */
@customElement("lazaret-trade-off")
export class TradeOffChart extends Chart {
  @property({ attribute: false }) accessor points: readonly TradeOff[] = [];
  /** What the two colours are called. */
  @property({ attribute: false }) accessor names: { chosen: string; others: string } = copy;
  /** Whether a line joins the points on the frontier. */
  @property({ type: Boolean }) accessor frontier = false;

  protected override drawing(root: ShadowRoot, width: number): Element {
    // The chosen one last: it lies on top.
    const points = [...this.points].sort((one, other) => Number(one.chosen) - Number(other.chosen));
    const few = points.length <= 12;
    const named = points.filter(({ chosen }) => few || chosen);
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
        this.frontier
          ? line(this.#frontier(), {
              x: "loss",
              y: "risk",
              stroke: ink.accent,
              strokeWidth: 1.5,
              curve: "step-after",
            })
          : null,
        dot(points, {
          x: "loss",
          y: "risk",
          r: ({ chosen }: TradeOff) => (few || chosen ? 6 : 3),
          fill: ({ chosen }: TradeOff) => (chosen ? ink.accent : ink.muted),
        }),
        width > 480
          ? text(named, {
              x: "loss",
              y: "risk",
              text: "name",
              dy: -13,
              textAnchor: "start",
              stroke: ink.paper,
              strokeWidth: 4,
              fill: "currentColor",
            })
          : null,
      ],
    });
  }

  #frontier(): TradeOff[] {
    return this.points
      .filter(({ onFrontier }) => onFrontier)
      .sort((one, other) => one.loss - other.loss);
  }

  protected override legend() {
    return [
      { name: this.names.others, muted: true },
      { name: this.names.chosen, muted: false },
    ];
  }

  protected override table() {
    const { way, loss, risk, frontier, onFrontier } = copy;
    const points = [...this.points].sort((one, other) => one.loss - other.loss);
    const onLine = (point: TradeOff) => (point.onFrontier ? onFrontier : "");
    return {
      head: this.frontier ? [way, loss, risk, frontier] : [way, loss, risk],
      rows: points.map((point) => [
        point.chosen ? `${point.name} (${this.names.chosen})` : point.name,
        percent(point.loss),
        percent(point.risk),
        ...(this.frontier ? [onLine(point)] : []),
      ]),
    };
  }
}

/** A little above the greatest, so that no point touches the frame. */
function most(values: number[]): number {
  return Math.min(1, 1.15 * Math.max(0.02, ...values));
}
