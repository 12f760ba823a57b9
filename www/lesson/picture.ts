import { css, html, LitElement, type TemplateResult } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import { styles } from "../styles.js";
import { cipher as copy } from "../words/en-cipher.js";

/** Bytes as a picture, four for each pixel. */
export interface Pixels {
  label: string;
  width: number;
  height: number;
  /** Fewer than the picture has where it was cut; undefined where nothing opened. */
  bytes: Uint8Array | undefined;
}

const PIXEL = 4;

/** A picture of bytes as they are: those of a silhouette, of noise, or of what is left of either. */
@customElement("lazaret-lesson-picture")
export class LessonPicture extends LitElement {
  static override styles = [
    styles,
    css`
      figure { display: grid; gap: 0.4rem; justify-items: start; }
      canvas, .refused {
        inline-size: 100%;
        aspect-ratio: 5 / 4;
        border: 1px solid var(--edge);
      }
      canvas { image-rendering: pixelated; display: block; }
      .refused { display: grid; place-items: center; text-align: center; color: var(--soft); }
    `,
  ];

  @property({ attribute: false }) accessor pixels!: Pixels;
  @query("canvas") private accessor canvas!: HTMLCanvasElement | null;

  protected override render() {
    const { label, width, height, bytes } = this.pixels;
    return html`<figure>
      ${
        bytes
          ? html`<canvas role="img" aria-label=${label} width=${width} height=${height}></canvas>`
          : html`<div class="refused">${copy.refused}</div>`
      }
      <figcaption class="small">${label}</figcaption>
    </figure>`;
  }

  protected override updated(): void {
    const { width, height, bytes } = this.pixels;
    if (!bytes) return;
    const image = new ImageData(width, height);
    image.data.set(bytes);
    // A screen shows no noise of transparency: what there is of the picture is opaque.
    for (let at = PIXEL - 1; at < bytes.length; at += PIXEL) image.data[at] = 255;
    this.canvas?.getContext("2d")?.putImageData(image, 0, 0);
  }
}

/** Pictures side by side, as many as there is room for. */
export function pictures(all: readonly Pixels[]): TemplateResult {
  return html`<div class="pictures">
    ${all.map((pixels) => html`<lazaret-lesson-picture .pixels=${pixels}></lazaret-lesson-picture>`)}
  </div>`;
}
