import { html, svg, type TemplateResult } from "lit";

const SIDE = 10;

/**
 * A hundred squares, some of them filled: odds that can be counted. `marks` says for each
 * square whether it is filled, and how; the label says the number.
 */
export function hundred(
  label: string,
  marks: readonly ("filled" | "empty" | "wrong")[],
): TemplateResult {
  const long = label.length > 40;
  const square = (mark: string, at: number) => {
    const [x, y] = [(at % SIDE) + 0.08, Math.floor(at / SIDE) + 0.08];
    return svg`<rect class=${mark} x=${x} y=${y} width="0.84" height="0.84" rx="0.12"></rect>
      ${mark === "wrong" ? svg`<path class="cross" d=${`M${x + 0.2} ${y + 0.2}l.44 .44m0-.44l-.44 .44`}></path>` : ""}`;
  };
  return html`<figure class="hundred ${long ? "wide" : ""}">
    <svg viewBox="0 0 10 10" role="img" aria-label=${label}>${marks.map(square)}</svg>
    <figcaption>${label}</figcaption>
  </figure>`;
}

/** The first `filled` of a hundred. */
export function oddsOf(filled: number): ("filled" | "empty")[] {
  return Array.from({ length: 100 }, (_, at) => (at < filled ? "filled" : "empty"));
}

/** A probability as a number out of a hundred, never "all" or "none" where it is not. */
export function odds(share: number): string {
  const of = 100 * share;
  if (of > 99 && of < 100) return "more than 99";
  if (of > 0 && of < 1) return "fewer than 1";
  return `${Math.round(of)}`;
}
