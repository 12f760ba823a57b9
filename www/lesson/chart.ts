import type { plot } from "@observablehq/plot";
import { html, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { Chart } from "../charts/chart.js";
import { draw } from "../charts/plot.js";

type PlotOptions = NonNullable<Parameters<typeof plot>[0]>;

/** A chart of the lesson: how it is drawn at a width, and its numbers as a table. */
export interface Picture {
  label: string;
  options(width: number): PlotOptions;
  head: string[];
  rows: string[][];
  /** What the colours mean, where there are several. */
  legend?: { name: string; muted: boolean }[];
}

@customElement("lazaret-lesson-chart")
export class LessonChart extends Chart {
  @property({ attribute: false }) accessor picture!: Picture;

  protected override drawing(root: ShadowRoot, width: number): Element {
    return draw(root, this.label, { width, marginTop: 28, ...this.picture.options(width) });
  }

  protected override legend() {
    return this.picture.legend ?? [];
  }

  protected override table() {
    return this.picture;
  }
}

export function chart(picture: Picture): TemplateResult {
  return html`<lazaret-lesson-chart label=${picture.label} .picture=${picture}></lazaret-lesson-chart>`;
}
