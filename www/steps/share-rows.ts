import { css, html, nothing } from "lit";
import { customElement } from "lit/decorators.js";
import "../charts/class-sizes.js";
import "../charts/trade-off.js";
import { list, percent } from "../format.js";
import type { ColumnRule, Intervals, Share, ShareWarning } from "../generated/lazaret.js";
import type { Shared } from "../state.js";
import { words } from "../words/en.js";
import { say } from "../words/say.js";
import { riskFigures } from "./risk.js";
import { bullets, cells, inputOf, Step, typedNumber } from "./step.js";

const copy = words.share;
const LARGEST_K = 50;
const DIVERSITY = "distinct-l-diversity";
/** A column with no more different values needs no intervals. */
const FEW_VALUES = 20;
const MOST_WARNINGS_OF_A_KIND = 3;
const NAMED_COLUMNS = 3;

/** Protects rows: identifiers go, quasi-identifiers lose detail until groups are large enough. */
@customElement("lazaret-share-rows")
export class ShareRows extends Step {
  static override styles = [
    ...Step.styles,
    css`
      .k { grid-template-columns: auto auto; align-items: center; justify-content: start; gap: 0.3rem 1rem; }
      .k input[type="number"] { inline-size: 5.5rem; }
      td input[type="number"] { inline-size: 6.5rem; min-block-size: 2.1rem; }
      .loss td:first-of-type { inline-size: 60%; }
    `,
  ];

  protected override render() {
    const { recipe, shared } = this.state;
    if (!recipe) return nothing;
    return html`<div class="stack">
      <p class="lead">${copy.lead}</p>
      ${this.state.named("quasi-identifier").length === 0 ? html`<p class="box alarm">${copy.noQuasi}</p>` : nothing}
      ${this.#groupSize(recipe.share)} ${this.#diversity(recipe.share)} ${this.#intervals()}
      <div>
        <button
          type="button"
          class="primary"
          ?disabled=${this.state.busy.has("share")}
          @click=${() => this.state.share()}
        >
          ${shared ? copy.again : copy.run}
        </button>
      </div>
      ${this.outcome("share")} ${this.state.sharedIsStale ? html`<p class="box" role="status">${copy.stale}</p>` : nothing}
      ${shared ? this.#result(shared) : nothing}
    </div>`;
  }

  #groupSize(share: Share) {
    const set = (event: Event) => {
      const k = typedNumber(inputOf(event));
      if (k !== undefined && k >= 2) this.state.setShare({ ...share, k: Math.round(k) });
    };
    return html`<div class="stack tight">
      <label for="k"><span>${copy.k}</span></label>
      <div class="row middle k">
        <input type="range" min="2" max=${LARGEST_K} .value=${String(share.k)} aria-label=${copy.k} @input=${set} />
        <input id="k" type="number" min="2" step="1" .value=${String(share.k)} @change=${set} />
      </div>
      <p class="soft" aria-live="polite">${copy.kMeaning(share.k)}</p>
    </div>`;
  }

  #diversity(share: Share) {
    if (this.state.named("sensitive").length === 0) return nothing;
    const others = (share.models ?? []).filter(({ model }) => model !== DIVERSITY);
    const l = diversityOf(share);
    const set = (next: number | undefined) => {
      const asked = next === undefined ? [] : [{ model: DIVERSITY, l: next } as const];
      this.state.setShare({ ...share, models: [...others, ...asked] });
    };
    return html`<div class="stack tight">
      <label class="inline">
        <input
          type="checkbox"
          .checked=${l !== undefined}
          @change=${(event: Event) => set(inputOf(event).checked ? 2 : undefined)}
        />
        <span>${copy.useL}</span>
      </label>
      ${
        l === undefined
          ? nothing
          : html`<label>
              <span>${copy.l}</span>
              <input
                type="number"
                min="2"
                step="1"
                .value=${String(l)}
                @change=${(event: Event) => {
                  const typed = typedNumber(inputOf(event));
                  if (typed !== undefined && typed >= 2) set(Math.round(typed));
                }}
              />
            </label>
            <p class="soft">${copy.lMeaning(l)}</p>`
      }
    </div>`;
  }

  #intervals() {
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
    return this.state
      .named("quasi-identifier")
      .filter(({ format }) => numeric.includes(format.kind));
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

  #tradeOff() {
    const { tries, shared } = this.state;
    if (tries.length < 2) return nothing;
    const points = tries.map(({ report, recipe }) => ({
      name: copy.wayOf(recipe.share),
      risk: report.after.prosecutor_max,
      loss: report.ncp,
      chosen: report === shared?.report,
    }));
    return html`<h4>${words.tradeOff.title}</h4>
      <p class="soft small">${words.tradeOff.lead}</p>
      <lazaret-trade-off label=${words.tradeOff.title} .points=${points}></lazaret-trade-off>`;
  }

  #result({ report, rows }: Shared) {
    const { before, after } = report;
    return html`<div class="panels">
        <section class="panel stack tight">
          <h4>${copy.risk}: ${words.risk.before}</h4>
          ${riskFigures(before)}
        </section>
        <section class="panel stack tight">
          <h4>${copy.risk}: ${words.risk.after}</h4>
          ${riskFigures(after)}
        </section>
        <section class="panel stack tight">
          <h4>${copy.usefulness}</h4>
          <p class="strong">${copy.ncp(report.ncp)}</p>
          <p class="soft small">${copy.ncpMeaning}</p>
        </section>
      </div>
      ${
        report.warnings.length > 0
          ? html`<div class="box alarm">
              <strong>${copy.warnings}</strong>
              ${[...Map.groupBy(report.warnings, ({ kind }) => kind).values()].map(warningsOfOneKind)}
            </div>`
          : nothing
      }
      <h4>${words.risk.chart}</h4>
      <lazaret-class-sizes label=${words.risk.chart} .riskBefore=${before} .riskAfter=${after}></lazaret-class-sizes>
      ${this.#tradeOff()}
      <h4>${copy.loss}</h4>
      <div class="scroll" tabindex="0" role="region" aria-label=${copy.loss}>
        <table class="loss">
          <tbody>
            ${report.columns.map(
              ({ name, ncp }) => html`<tr>
                <th scope="row">${name}</th>
                <td><meter max="1" value=${ncp} aria-label=${`${copy.loss}: ${name}`}></meter></td>
                <td class="number">${percent(ncp)}</td>
              </tr>`,
            )}
          </tbody>
        </table>
      </div>
      ${report.dropped.length > 0 ? html`<p>${copy.dropped(report.dropped)}</p>` : nothing}
      <h4>${copy.preview}</h4>
      ${cells(copy.preview, report.released, rows)}`;
  }
}

function diversityOf({ models }: Share): number | undefined {
  for (const rule of models ?? []) if (rule.model === DIVERSITY) return rule.l;
  return undefined;
}

/** A few warnings as they are; many as one line that names their columns, the rest folded. */
function warningsOfOneKind(warnings: ShareWarning[]) {
  const each = bullets(warnings.map((warning) => say("warning", warning)));
  const [first] = warnings;
  if (!first || warnings.length <= MOST_WARNINGS_OF_A_KIND) return each;
  const names = warnings.flatMap((warning) => ("column" in warning ? [warning.column] : []));
  const columns = list(names, NAMED_COLUMNS);
  const together = { kind: first.kind, count: warnings.length, columns };
  return html`${bullets([say("many-warnings", together)])}
    <details>
      <summary>${copy.eachWarning(warnings.length)}</summary>
      ${each}
    </details>`;
}
