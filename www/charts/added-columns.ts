import { barX, ruleX, text } from "@observablehq/plot";
import { customElement, property } from "lit/decorators.js";
import { number, percent } from "../format.js";
import type { AddedColumn } from "../generated/lazaret.js";
import { words } from "../words/en.js";
import { Chart } from "./chart.js";
import { draw, ink } from "./plot.js";

const copy = words.risk;
const LONGEST_NAME = 24;

/** How many patients are told from all others as columns are added one by one. */
@customElement("lazaret-added-columns")
export class AddedColumnsChart extends Chart {
  @property({ attribute: false }) accessor columns: readonly AddedColumn[] = [];

  #bars() {
    return this.columns.map(({ name, unique_share }, index) => ({
      name: index === 0 ? name : `+ ${name}`,
      share: unique_share,
    }));
  }

  protected override drawing(root: ShadowRoot, width: number): Element {
    const bars = this.#bars();
    const longest = Math.min(LONGEST_NAME, Math.max(1, ...bars.map(({ name }) => name.length)));
    return draw(root, this.label, {
      width,
      height: 20 + 30 * bars.length,
      marginLeft: Math.min(width / 2.5, 12 + 8 * longest),
      marginRight: 64,
      marginTop: 8,
      marginBottom: 8,
      x: { axis: null, domain: [0, 1] },
      y: {
        domain: bars.map(({ name }) => name),
        label: null,
        tickSize: 0,
        tickFormat: (name: string) =>
          name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME)}…` : name,
      },
      marks: [
        barX(bars, { x: "share", y: "name", fill: ink.accent }),
        ruleX([0], { stroke: ink.line }),
        text(bars, {
          x: "share",
          y: "name",
          text: ({ share }: { share: number }) => percent(share),
          textAnchor: "start",
          dx: 6,
        }),
      ],
    });
  }

  protected override table() {
    return {
      head: [copy.byColumn, copy.patients, copy.share],
      rows: this.columns.map(({ name, unique_rows, unique_share }) => [
        name,
        number(unique_rows),
        percent(unique_share),
      ]),
    };
  }
}
