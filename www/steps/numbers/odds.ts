import { html, svg, type TemplateResult } from "lit";
import type { Loss } from "../../generated/lazaret.js";
import { words } from "../../words/en.js";
import { chanceOfFailure, epsilonOf } from "./loss.js";

const copy = words.numbers.budget.odds;
/** Of 100 people so many are suspected before. */
const BEFORE = 5;
const PER_ROW = 25;
const SPACE = 12;

/** How far all answers together can raise a suspicion, of 100 people; rounded up. */
export function suspectedAfter(loss: Loss): number {
  // p·e^ε/(p·e^ε + 1 − p), by Bayes' rule from the bound e^ε on the likelihood ratio
  const prior = BEFORE / 100;
  const ratio = Math.exp(epsilonOf(loss));
  const posterior = Number.isFinite(ratio) ? (prior * ratio) / (prior * ratio + 1 - prior) : 1;
  return Math.ceil(100 * posterior - 1e-9);
}

/** A loss as odds, in a sentence and as 100 dots. */
export function odds(loss: Loss): TemplateResult {
  const after = suspectedAfter(loss);
  const chance = chanceOfFailure(loss);
  return html`<div class="stack tight" aria-live="polite">
    ${dots(after)}
    <p>
      ${after < 100 ? copy.likeness(BEFORE, after) : copy.none}
      ${chance === undefined ? "" : copy.unless(chance)}
    </p>
  </div>`;
}

function dots(after: number): TemplateResult {
  const at = (i: number) => ({
    x: (i % PER_ROW) * SPACE + 6,
    y: Math.floor(i / PER_ROW) * SPACE + 6,
  });
  return html`<svg
    role="img"
    aria-label=${copy.picture(BEFORE, after)}
    viewBox="0 0 ${PER_ROW * SPACE} ${(100 / PER_ROW) * SPACE}"
    width=${PER_ROW * SPACE}
  >
    ${Array.from({ length: 100 }, (_, i) => {
      const { x, y } = at(i);
      if (i < BEFORE) return svg`<circle cx=${x} cy=${y} r="4.5" fill="var(--accent)" />`;
      return i < after
        ? svg`<circle cx=${x} cy=${y} r="3.5" fill="none" stroke="var(--accent)" stroke-width="2" />`
        : svg`<circle cx=${x} cy=${y} r="2.5" fill="var(--line)" />`;
    })}
  </svg>`;
}
