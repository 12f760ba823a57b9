import { svg, type TemplateResult } from "lit";

/** Modules of white around a code, without which scanners do not find it. */
const QUIET = 4;

/** A QR code, black on white in the dark too: scanners expect it. */
export function qr(modules: readonly boolean[][], label: string): TemplateResult {
  const whole = modules.length + 2 * QUIET;
  const dark = modules
    .flatMap((row, y) => row.map((dark, x) => (dark ? `M${x + QUIET} ${y + QUIET}h1v1h-1z` : "")))
    .join("");
  return svg`<svg role="img" aria-label=${label} viewBox="0 0 ${whole} ${whole}"
      width="240" height="240" shape-rendering="crispEdges">
    <rect width=${whole} height=${whole} fill="#fff"></rect>
    <path d=${dark} fill="#000"></path>
  </svg>`;
}
