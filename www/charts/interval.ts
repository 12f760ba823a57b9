import { css, LitElement, svg } from "lit";
import { customElement, property } from "lit/decorators.js";
import { styles } from "../styles.js";

const WIDTH = 200;
const HEIGHT = 26;
const MIDDLE = WIDTH / 2;

/**
 * The two errors of a number, drawn apart around it: a broad bar for the noise, a thin one
 * for the sampling of patients. The longer one fills the width; the numbers stand beside it.
 */
@customElement("lazaret-interval")
export class IntervalChart extends LitElement {
  static override styles = [
    styles,
    css`
      :host { display: inline-block; }
      svg { display: block; inline-size: 100%; block-size: auto; }
    `,
  ];

  @property({ type: Number }) accessor noise = 0;
  @property({ type: Number }) accessor sampling: number | undefined;

  protected override render() {
    const widest = Math.max(this.noise, this.sampling ?? 0) || 1;
    const reach = (error: number) => (MIDDLE - 6) * (error / widest);
    const bar = (error: number, y: number, height: number, fill: string) => svg`<rect
      x=${MIDDLE - reach(error)} width=${Math.max(1, 2 * reach(error))} y=${y} height=${height} rx="1.5" fill=${fill}
    />`;
    // The image says nothing that is not written beside it.
    return svg`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" aria-hidden="true">
      ${bar(this.noise, 4, 8, "var(--accent)")}
      ${this.sampling === undefined ? "" : bar(this.sampling, 17, 3, "var(--muted)")}
      <line x1=${MIDDLE} x2=${MIDDLE} y1="0" y2=${HEIGHT} stroke="currentColor" stroke-width="2" />
    </svg>`;
  }
}
