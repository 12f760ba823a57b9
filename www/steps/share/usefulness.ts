import { html, nothing } from "lit";
import { customElement } from "lit/decorators.js";
import { number, percent } from "../../format.js";
import type { Usefulness } from "../../generated/lazaret.js";
import { words } from "../../words/en.js";
import { Step } from "../step.js";

const copy = words.examination.usefulness;
type Head = keyof typeof copy.heads;
const HEADS = Object.keys(copy.heads) as Head[];
const shown = (value: number) => number(Number(value.toPrecision(3)));

/** What is left of each column, of how columns go together, and of counts. */
@customElement("lazaret-usefulness")
export class UsefulnessPanel extends Step {
  protected override render() {
    const { examination, busy } = this.state;
    const { usefulness } = examination;
    return html`<section class="panel stack tight">
      <h4>${copy.title}</h4>
      <p class="soft">${copy.lead}</p>
      <div>
        <button
          type="button"
          ?disabled=${busy.has("share") || busy.has("usefulness")}
          @click=${() => examination.measureUsefulness()}
        >
          ${usefulness ? copy.again : copy.run}
        </button>
      </div>
      ${this.outcome("usefulness")} ${usefulness ? this.#measured(usefulness) : nothing}
    </section>`;
  }

  #measured({ columns, queries, ...whole }: Usefulness) {
    const { figures } = copy;
    return html`<p class="strong" role="status">${copy.queries(percent(queries.median), queries.queries)}</p>
      <dl class="figures">
        <div><dt>${figures.query}</dt><dd>${percent(queries.mean)}</dd></div>
        <div><dt>${figures.correlation}</dt><dd>${shown(whole.correlation_change)}</dd></div>
        <div><dt>${figures.average}</dt><dd>${shown(whole.average_class_size)}</dd></div>
        <div><dt>${figures.discernibility}</dt><dd>${number(whole.discernibility)}</dd></div>
      </dl>
      <p class="soft small">${copy.figuresHint}</p>
      <div class="scroll tall" tabindex="0" role="region" aria-label=${copy.title}>
        <table>
          <thead>
            <tr>
              <th scope="col">${copy.column}</th>
              ${HEADS.map((head) => html`<th scope="col" class="number">${copy.heads[head]}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${columns.map(
              (column) => html`<tr>
                <th scope="row">${column.name}</th>
                <td class="number">${percent(column.ncp)}</td>
                <td class="number">${percent(column.total_variation)}</td>
                <td class="number">${percent(column.earth_mover)}</td>
                <td class="number">
                  ${column.kullback_leibler === undefined ? copy.infinite : shown(column.kullback_leibler)}
                </td>
              </tr>`,
            )}
          </tbody>
        </table>
      </div>
      <p class="soft small">${copy.legend}</p>`;
  }
}
