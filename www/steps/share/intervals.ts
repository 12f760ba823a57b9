import { css, html, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import type { ColumnRule, Intervals, Representative } from "../../generated/lazaret.js";
import { words } from "../../words/en.js";
import { inputOf, Step, typedNumber } from "../step.js";

const copy = words.share;
/** A column with no more different values needs no intervals. */
const FEW_VALUES = 20;

type NumberKey = Exclude<keyof Intervals, "publish">;
type Fields = { [Key in keyof Intervals]: Intervals[Key] | undefined };

/** Fixed intervals for the numbers of any released column. */
@customElement("lazaret-intervals")
export class IntervalsEditor extends Step {
  static override styles = [
    ...Step.styles,
    css`
      td input[type="number"] { inline-size: 6.5rem; min-block-size: 2.1rem; }
      tr.unfolded > * { border-block-end: 0; }
      td label > span { font-weight: 400; }
    `,
  ];

  @state() private accessor more: ReadonlySet<string> = new Set();

  #decided = false;

  protected override render() {
    const numeric = [...this.#roundedByGroups(), ...this.#releasedAsTheyAre()];
    if (numeric.length === 0) return nothing;
    // Opened by a decision, and never folded under the reader's hand by another.
    this.#decided ||= numeric.some(({ interval }) => interval);
    return html`<details ?open=${this.#decided}>
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
                <td></td>
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

  #interval(rule: ColumnRule) {
    const { name, interval, format } = rule;
    const more = this.more.has(name);
    const toggle = () => {
      this.more = new Set(
        more ? [...this.more].filter((other) => other !== name) : [...this.more, name],
      );
    };
    const cell = (key: NumberKey, label: string) =>
      html`<td>${this.#number(rule, key, label)}</td>`;
    return html`<tr class=${more ? "unfolded" : ""}>
        <th scope="row">${name} ${format.kind === "date" ? copy.years : nothing}</th>
        ${cell("width", copy.width)} ${cell("origin", copy.origin)}
        ${cell("bottom", copy.bottom)} ${cell("top", copy.top)}
        <td>
          <button
            type="button"
            class="quiet"
            aria-expanded=${more}
            aria-label=${copy.moreOf(name)}
            @click=${toggle}
          >
            ${this.#isRefined(interval) ? copy.finerSet : copy.finer}
          </button>
        </td>
      </tr>
      ${more ? this.#refinements(rule) : nothing}`;
  }

  #isRefined(interval: Intervals | undefined): boolean {
    return (
      interval !== undefined &&
      (interval.count !== undefined ||
        interval.merge_below !== undefined ||
        (interval.publish ?? "label") !== "label")
    );
  }

  /** A second line below a column's own: what few columns need. */
  #refinements(rule: ColumnRule) {
    const { name, interval, format } = rule;
    const labelled = (key: NumberKey, label: string) => html`<label>
      <span>${label}</span>
      ${this.#number(rule, key, label)}
    </label>`;
    const publish = (event: Event) =>
      this.#change(name, interval, { publish: inputOf(event).value as Representative });
    return html`<tr>
      <td colspan="6">
        <div class="row middle">
          ${labelled("count", copy.count)} ${labelled("merge_below", copy.mergeBelow)}
          ${
            format.kind === "date"
              ? nothing
              : html`<label>
                  <span>${copy.publish}</span>
                  <select
                    aria-label=${`${copy.publish}: ${name}`}
                    ?disabled=${!interval}
                    @change=${publish}
                  >
                    ${Object.entries(copy.representatives).map(
                      ([value, text]) =>
                        html`<option value=${value} ?selected=${value === (interval?.publish ?? "label")}>
                          ${text}
                        </option>`,
                    )}
                  </select>
                </label>`
          }
        </div>
      </td>
    </tr>`;
  }

  #number({ name, interval }: ColumnRule, key: NumberKey, label: string) {
    const begins = key === "width" || key === "count";
    const whole = key === "count" || key === "merge_below";
    return html`<input
      type="number"
      step=${whole ? 1 : "any"}
      min=${begins ? 0 : whole ? 2 : nothing}
      aria-label=${`${label}: ${name}`}
      ?disabled=${!begins && !interval}
      .value=${interval?.[key] === undefined ? "" : String(interval[key])}
      @change=${(event: Event) => {
        const typed = typedNumber(inputOf(event));
        this.#change(name, interval, { [key]: whole && typed ? Math.round(typed) : typed });
      }}
    />`;
  }

  /** Width and number of intervals exclude each other; without either there are none. */
  #change(name: string, old: Intervals | undefined, fields: Partial<Fields>): void {
    const kept: Partial<Fields> = { ...old, ...fields };
    if (fields.width) kept.count = undefined;
    if (fields.count) kept.width = kept.origin = undefined;
    if (kept.width) kept.origin ??= 0;
    const given = Object.entries(kept).filter(([, value]) => value !== undefined);
    const cuts = (kept.width ?? 0) > 0 || (kept.count ?? 0) > 0;
    this.state.setInterval(name, cuts ? (Object.fromEntries(given) as Intervals) : undefined);
  }
}
