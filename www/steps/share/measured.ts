import { html, nothing } from "lit";
import { customElement } from "lit/decorators.js";
import type { Decided, Measured, MeasuredColumn } from "../../generated/lazaret.js";
import { words } from "../../words/en.js";
import { say } from "../../words/say.js";
import { bullets, Step } from "../step.js";

const copy = words.examination.measured;
const { decided } = words.examination;

type Head = keyof typeof copy.heads;
const FIGURES: Record<Head, (column: MeasuredColumn) => number | undefined> = {
  distinct: ({ distinct_l }) => distinct_l,
  entropy: ({ entropy_l }) => entropy_l,
  share: ({ greatest_share }) => greatest_share,
  t: ({ t }) => t,
  ordered: ({ t_ordered }) => t_ordered,
  hierarchical: ({ t_hierarchical }) => t_hierarchical,
  beta: ({ beta }) => beta,
  delta: ({ delta }) => delta,
};

/** What the finished table keeps of every model, and which of them decided. */
@customElement("lazaret-measured")
export class MeasuredTable extends Step {
  protected override render() {
    const report = this.state.shared?.report;
    if (!report) return nothing;
    const { measured } = report;
    return html`<div class="stack tight">
      <h4>${copy.title}</h4>
      <p>${this.#groups(measured)}</p>
      ${measured.columns.length > 0 ? this.#columns(measured.columns) : nothing}
      <p class="soft small">${copy.lead}</p>
      <h4>${decided.title}</h4>
      ${this.#decided(report.decided)}
    </div>`;
  }

  #groups(measured: Measured) {
    const { k_map, population_uniqueness } = measured;
    return [
      copy.groups(measured),
      ...(k_map === undefined ? [] : [copy.kMap(k_map)]),
      ...(population_uniqueness === undefined ? [] : [copy.uniqueness(population_uniqueness)]),
    ].join(" ");
  }

  #columns(columns: MeasuredColumn[]) {
    const heads = (Object.keys(FIGURES) as Head[]).filter((head) =>
      columns.some((column) => FIGURES[head](column) !== undefined),
    );
    return html`<div class="scroll tall" tabindex="0" role="region" aria-label=${copy.title}>
        <table>
          <thead>
            <tr>
              <th scope="col">${copy.column}</th>
              ${heads.map((head) => html`<th scope="col" class="number">${copy.heads[head]}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${columns.map(
              (column) => html`<tr>
                <th scope="row">${column.column}</th>
                ${heads.map((head) => html`<td class="number">${copy.figure(FIGURES[head](column))}</td>`)}
              </tr>`,
            )}
          </tbody>
        </table>
      </div>
      <p class="soft small">${copy.legend}</p>`;
  }

  #decided(all: Decided[]) {
    const refusing = all
      .filter(({ refused }) => refused > 0)
      .sort((one, other) => other.refused - one.refused)
      .map((one) => decided.one(one, say("model-name", { kind: one.model })));
    if (refusing.length === 0) return html`<p>${decided.none}</p>`;
    return html`${bullets(refusing)}
      ${refusing.length > 1 ? html`<p class="soft small">${decided.first}</p>` : nothing}`;
  }
}
