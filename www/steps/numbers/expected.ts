import { html, type TemplateResult } from "lit";
import { error } from "../../format.js";
import type { Asked, Expected } from "../../generated/lazaret.js";
import { words } from "../../words/en.js";

const copy = words.numbers.expected;

/** Whether the error is half of what the answer can range over, or more. */
function isHopeless({ error_95, range }: Expected): boolean {
  return error_95 >= range / 2;
}

/** Whether all numbers of an answer would be nothing but noise. */
export function areHopeless(expected: readonly Expected[]): boolean {
  return expected.length > 0 && expected.every(isHopeless);
}

/** What an answer will be worth, told before anything is spent. */
export function expectedErrors(
  { question }: Asked,
  expected: readonly Expected[],
  rows: number,
): TemplateResult {
  const [first, ...more] = expected;
  if (!first) return html`${copy.none}`;
  const shares = question === "prevalence" || question === "survival";
  const shown = (size: number) => (shares ? copy.points(error(100 * size)) : error(size));
  if (areHopeless(expected)) {
    return html`${copy.allHopeless(shown(first.error_95), shown(first.range), rows)}`;
  }
  if (more.every(({ error_95 }) => error_95 === first.error_95)) {
    const many = more.length > 0 || question === "histogram" || question === "contingency";
    return html`${(many ? copy.each : copy.one)(shown(first.error_95), rows)}`;
  }
  return html`${copy.several(rows)}
    <dl class="errors">
      ${expected.map(
        (one) =>
          html`<div>
            <dt>${words.numbers.names[one.label] ?? one.label}</dt>
            <dd>± ${shown(one.error_95)}${isHopeless(one) ? html` (${copy.hopeless})` : ""}</dd>
          </div>`,
      )}
    </dl>`;
}
