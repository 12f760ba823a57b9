import { html } from "lit";
import type { TamperingLesson } from "../generated/lazaret.js";
import { cipher } from "../words/en-cipher.js";
import { type Pixels, pictures } from "./picture.js";
import { table } from "./table.js";
import { range, view } from "./view.js";

const copy = cipher.tampering;

const PATIENTS = 8;

/** What opens to something else, and what is refused. */
export const tampering = view<"flip" | "cut", TamperingLesson>({
  id: "tampering",
  title: copy.title,
  see: copy.see,
  controls: [
    {
      name: "flip",
      label: copy.flip,
      stops: range(0, PATIENTS),
      initial: 3,
      text: copy.flipText,
    },
    { name: "cut", label: copy.cut, stops: range(0, 4), initial: 0, text: copy.cutText },
  ],
  draws: true,
  ask: (call, { flip, cut }, seed) => call("lessonTampering", [flip, cut, seed]),
  says: ({ gcm, rows, stream, missing_chunk }) => {
    const changed = rows.filter(({ ctr, prescribed }) => ctr !== undefined && ctr !== prescribed);
    const lost = rows.filter(({ ctr }) => ctr === undefined).length;
    return [
      ...changed.map(({ prescribed, ctr }) => copy.changed(prescribed, ctr ?? "")),
      ...(lost > 0 ? [copy.lost(lost)] : []),
      gcm ? copy.untouched : copy.gcmRefuses,
      ...(stream || missing_chunk === undefined ? [] : [copy.streamRefuses(missing_chunk + 1)]),
    ];
  },
  draw: (lesson, { flip, cut }) => {
    const { rows, gcm, chunks, stream } = lesson;
    const picture = (name: string, bytes: Uint8Array | undefined, attacked: boolean): Pixels => ({
      label: copy.picture(name, attacked, bytes !== undefined),
      width: lesson.width,
      height: lesson.height,
      bytes,
    });
    const modes = [lesson.ecb, lesson.cbc, lesson.ctr, gcm];
    return html`<h4>${copy.opened}</h4>
      ${pictures(modes.map((bytes, at) => picture(copy.modes[at] ?? "", bytes, flip + cut > 0)))}
      ${table(
        copy.table,
        [...copy.head, ...copy.modes],
        rows.map(({ patient, prescribed, ecb, cbc, ctr, gcm: opened }) => [
          patient,
          prescribed,
          ...[ecb, cbc, ctr].map((text) => shown(text, prescribed, copy.cutOff)),
          shown(opened, prescribed, gcm ? copy.cutOff : copy.isRefused),
        ]),
      )}
      <h4>${copy.inChunks}</h4>
      ${pictures([picture(copy.chunks, chunks, cut > 0), picture(copy.stream, stream, cut > 0)])}
      <p class="small soft">${copy.chunksText}</p>
      <p class="small soft">${cipher.teaching}</p>`;
  },
});

/** What an entry opened to; what is not what was sealed stands out. */
function shown(opened: string | undefined, sealed: string, missing: string) {
  if (opened === undefined) return missing;
  return opened === sealed ? opened : html`<strong><code>${opened}</code></strong>`;
}
