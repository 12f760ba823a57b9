import { html, nothing } from "lit";
import { customElement } from "lit/decorators.js";
import "../charts/added-columns.js";
import { list, number, percent } from "../format.js";
import type { ColumnSet } from "../generated/lazaret.js";
import { words } from "../words/en.js";
import { bullets, Step } from "./step.js";

const copy = words.risk;
/** A larger set tells hardly more, and nobody can hold it in mind. */
const LARGEST_TOLD = 3;
const LISTED = 20;

/** Which columns, alone and together, give patients away. */
@customElement("lazaret-columns-at-risk")
export class ColumnsAtRisk extends Step {
  protected override render() {
    const report = this.state.riskReport;
    const [first] = report?.added_columns ?? [];
    if (!report || !first) return nothing;
    const sets = [...report.column_sets].sort(
      (one, other) =>
        other.unique_rows - one.unique_rows ||
        other.separation - one.separation ||
        one.columns.length - other.columns.length,
    );
    return html`<div class="stack">
      <p>${copy.mostByOne(first, report.prosecutor.rows)} ${copy.order}</p>
      <lazaret-added-columns label=${copy.columns} .columns=${report.added_columns}></lazaret-added-columns>
      <div class="stack tight">
        <h4>${copy.sets}</h4>
        ${bullets(strongest(sets).map(copy.set))}
        <details>
          <summary>${copy.allSets}</summary>
          ${measures(sets.slice(0, LISTED))}
        </details>
      </div>
    </div>`;
  }
}

/** Of one column, of two and of three, the set that tells most patients apart. */
function strongest(sets: ColumnSet[]): ColumnSet[] {
  const sizes = Array.from({ length: LARGEST_TOLD }, (_, index) => index + 1);
  return sizes.flatMap((size) => sets.find(({ columns }) => columns.length === size) ?? []);
}

function measures(sets: ColumnSet[]) {
  return html`<div class="scroll tall" tabindex="0" role="region" aria-label=${copy.allSets}>
    <table>
      <thead>
        <tr>
          <th scope="col">${copy.setColumns}</th>
          <th scope="col" class="number">${copy.patients}</th>
          <th scope="col" class="number">${copy.separation}</th>
          <th scope="col" class="number">${copy.distinction}</th>
        </tr>
      </thead>
      <tbody>
        ${sets.map(
          ({ columns, unique_rows, separation, distinction }) => html`<tr>
            <th scope="row">${list(columns, columns.length)}</th>
            <td class="number">${number(unique_rows)}</td>
            <td class="number">${percent(separation)}</td>
            <td class="number">${percent(distinction)}</td>
          </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
