import { css, html, nothing } from "lit";
import { customElement } from "lit/decorators.js";
import type { ColumnRule, Intervals } from "../../generated/lazaret.js";
import { words } from "../../words/en.js";
import { inputOf, Step, typedNumber } from "../step.js";

const copy = words.share;
/** A column with no more different values needs no intervals. */
const FEW_VALUES = 20;

/** Fixed intervals for the numbers of any released column. */
@customElement("lazaret-intervals")
export class IntervalsEditor extends Step {
  static override styles = [
    ...Step.styles,
    css`
      td input[type="number"] { inline-size: 6.5rem; min-block-size: 2.1rem; }
    `,
  ];

  protected override render() {
    const numeric = [...this.#roundedByGroups(), ...this.#releasedAsTheyAre()];
    if (numeric.length === 0) return nothing;
    return html`<details ?open=${numeric.some(({ interval }) => interval)}>
      <summary>${copy.intervals}</summary>
      <div class="stack tight">
        <p class="soft small">${copy.intervalsHint}</p>
        <div class="scroll" tabindex="0" role="region" aria-label=${copy.intervals}>
          <table>
            <thead>
              <tr>
                <th scope="col">${words.describe.column}</th>
                <th scope="col">${copy.width}</th>
                <th scope="col">${copy.origin}</th>
                <th scope="col">${copy.bottom}</th>
                <th scope="col">${copy.top}</th>
              </tr>
            </thead>
            <tbody>${numeric.map((rule) => this.#interval(rule))}</tbody>
          </table>
        </div>
      </div>
    </details>`;
  }

  #roundedByGroups(): ColumnRule[] {
    const numeric = ["integer", "real", "date"];
    return this.state.quasiIdentifiers.filter(({ format }) => numeric.includes(format.kind));
  }

  /** Numbers that no group rounds: with many values, one of them can find its row. */
  #releasedAsTheyAre(): ColumnRule[] {
    const columns = this.state.description?.columns ?? [];
    const many = new Set(
      columns.filter(({ distinct }) => distinct > FEW_VALUES).map(({ name }) => name),
    );
    return [...this.state.named("sensitive"), ...this.state.named("other")].filter(
      ({ name, format, interval }) =>
        ["integer", "real"].includes(format.kind) && (interval !== undefined || many.has(name)),
    );
  }

  #interval({ name, interval, format }: ColumnRule) {
    const field = (key: keyof Intervals, label: string) => html`<td>
      <input
        type="number"
        step="any"
        min=${key === "width" ? 0 : nothing}
        aria-label=${`${label}: ${name}`}
        ?disabled=${key !== "width" && !interval}
        .value=${interval?.[key] === undefined ? "" : String(interval[key])}
        @change=${(event: Event) => this.#setInterval(name, interval, key, typedNumber(inputOf(event)))}
      />
    </td>`;
    return html`<tr>
      <th scope="row">${name} ${format.kind === "date" ? copy.years : nothing}</th>
      ${field("width", copy.width)} ${field("origin", copy.origin)} ${field("bottom", copy.bottom)}
      ${field("top", copy.top)}
    </tr>`;
  }

  #setInterval(
    name: string,
    old: Intervals | undefined,
    key: keyof Intervals,
    value: number | undefined,
  ): void {
    const { [key]: _, ...rest } = { origin: 0, width: 0, ...old };
    const next = { origin: 0, width: 0, ...rest, ...(value === undefined ? {} : { [key]: value }) };
    this.state.setInterval(name, next.width > 0 ? next : undefined);
  }
}
