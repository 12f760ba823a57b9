import { html } from "lit";
import type { PatternsLesson } from "../generated/lazaret.js";
import { cipher } from "../words/en-cipher.js";
import { pictures } from "./picture.js";
import { table } from "./table.js";
import { view } from "./view.js";

const copy = cipher.modes;

/** A letter for what is alike, or a dash for what is like nothing else. */
function letter(group: number, groups: readonly number[]): string {
  const alike = groups.filter((one) => one === group).length;
  return alike > 1 ? copy.alike(String.fromCharCode(65 + group), alike) : copy.alone;
}

/** Equal blocks stay equal in ECB, whatever the key. */
export const modes = view<"figure" | "key", PatternsLesson>({
  id: "modes",
  title: copy.title,
  see: copy.see,
  controls: [
    {
      name: "figure",
      label: copy.figure,
      stops: [0, 1],
      initial: 0,
      text: (value) => copy.figures[value] ?? "",
      names: copy.figures,
    },
    {
      name: "key",
      label: copy.key,
      stops: [128, 192, 256],
      initial: 256,
      text: copy.bits,
      names: [128, 192, 256].map(copy.bits),
    },
  ],
  draws: true,
  ask: (call, { figure, key }, seed) => call("lessonPatterns", [figure, key, seed]),
  says: ({ blocks, ecb_copies, gcm_copies }, { key }) => [
    copy.says(ecb_copies, gcm_copies, blocks),
    copy.keySays(key),
  ],
  draw: ({ width, height, plain, ecb, gcm, rows }) => {
    const ecbGroups = rows.map(({ ecb_group }) => ecb_group);
    const gcmGroups = rows.map(({ gcm_group }) => gcm_group);
    return html`${pictures([
      { label: copy.plain, width, height, bytes: plain },
      { label: copy.ecb, width, height, bytes: ecb },
      { label: copy.gcm, width, height, bytes: gcm },
    ])}
      ${table(
        copy.table,
        copy.head,
        rows.map(({ patient, diagnosis, ecb, ecb_group, gcm, gcm_group }) => [
          patient,
          diagnosis,
          html`<code>${ecb}</code>`,
          letter(ecb_group, ecbGroups),
          html`<code>${gcm}</code>`,
          letter(gcm_group, gcmGroups),
        ]),
      )}
      <p class="small soft">${cipher.teaching}</p>`;
  },
});
