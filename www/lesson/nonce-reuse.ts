import { html } from "lit";
import type { NonceReuseLesson } from "../generated/lazaret.js";
import { cipher } from "../words/en-cipher.js";
import { pictures } from "./picture.js";
import { table } from "./table.js";
import { view } from "./view.js";

const copy = cipher.nonceReuse;

const SAME = 1;

/** Two messages under one nonce show each other, and let forgeries in. */
export const nonceReuse = view<"same", NonceReuseLesson>({
  id: "nonce",
  title: copy.title,
  see: copy.see,
  controls: [
    {
      name: "same",
      label: copy.nonces,
      stops: [0, SAME],
      initial: SAME,
      text: (value) => copy.choices[value] ?? "",
      names: copy.choices,
    },
  ],
  draws: true,
  ask: (call, { same }, seed) => call("lessonNonceReuse", [same === SAME, seed]),
  says: ({ read, rows, forgery: { accepted } }) => [
    copy.reads(read, rows.length),
    accepted ? copy.forged : copy.notForged,
  ],
  draw: ({ width, height, first, second, difference, rows, forgery }, { same }) =>
    html`${pictures([
      { label: copy.first, width, height, bytes: first },
      { label: copy.second, width, height, bytes: second },
      { label: copy.difference(same === SAME), width, height, bytes: difference },
    ])}
      ${table(
        copy.table,
        copy.head,
        rows.map(({ patient, known, sealed, read }) => [
          patient,
          known,
          sealed,
          html`<code>${read}</code>`,
        ]),
      )}
      ${table(copy.forgery, copy.forgeryHead, [
        [copy.sent, forgery.sent, html`<code>${forgery.tag}</code>`, copy.opens],
        [
          copy.wanted,
          forgery.wanted,
          html`<code>${forgery.forged_tag}</code>`,
          forgery.accepted ? copy.opens : copy.isRefused,
        ],
      ])}
      <p class="small soft">${copy.how}</p>
      <p class="small soft">${cipher.teaching}</p>`,
});
