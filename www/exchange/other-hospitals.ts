import { css, html } from "lit";
import { customElement, state } from "lit/decorators.js";
import { cells, inputOf } from "../steps/step.js";
import { exchange as words } from "../words/en-exchange.js";
import type { LogKeys } from "./records.js";
import { View } from "./view.js";

const copy = words.hospitals;

/** Each key with what it is for. */
const keysOf = ({ key, successors = [], witnesses }: LogKeys): (readonly [string, string])[] => [
  [copy.log, key],
  ...successors.map((one) => [copy.successor, one] as const),
  ...witnesses.map((one) => [copy.witness, one] as const),
];

/** What a reader decides when a node names other keys than before: to ask, and only then to believe them. */
@customElement("lazaret-other-hospitals")
export class OtherHospitals extends View {
  static override styles = [
    ...View.styles,
    // A key is compared to its last letter.
    css`
      .cells td { white-space: normal; overflow-wrap: anywhere; max-inline-size: none; }
    `,
  ];

  @state() private accessor told = false;

  protected override render() {
    const { change } = this.state.log;
    if (!change) return html``;
    const [before, now] = [keysOf(change.believed), keysOf(change.shown)];
    const among = (all: typeof now, [use, key]: readonly [string, string]) =>
      all.some((one) => one[0] === use && one[1] === key);
    const rows = [
      ...before.map((one) => [...one, among(now, one) ? copy.asBefore : copy.gone]),
      ...now.filter((one) => !among(before, one)).map((one) => [...one, copy.added]),
    ];
    return html`<section class="panel stack">
      <h2>${copy.title}</h2>
      <p>${copy.lead}</p>
      ${cells(copy.keys, copy.head, rows)}
      <p>${copy.quorum(change.believed.quorum, change.shown.quorum)}</p>
      <label class="inline">
        <input type="checkbox" .checked=${this.told} @change=${(event: Event) => {
          this.told = inputOf(event).checked;
        }} />
        <span>${copy.told}</span>
      </label>
      <div>
        <button type="button" ?disabled=${!this.told || this.state.busy.has("exchange")}
          @click=${() => this.state.log.believe()}>${copy.believe}</button>
      </div>
    </section>`;
  }
}
