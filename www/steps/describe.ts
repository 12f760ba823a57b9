import { css, html, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import { number } from "../format.js";
import type { ColumnDescription, Role } from "../generated/lazaret.js";
import { words } from "../words/en.js";
import { say } from "../words/say.js";
import "./safe-harbor.js";
import { inputOf, Step } from "./step.js";

const copy = words.describe;
const PAGE = 60;
const EXAMPLES = 3;

/** Step 2: a line a column, with the role that was guessed, why, and a way to change it. */
@customElement("lazaret-describe")
export class DescribeStep extends Step {
  static override styles = [
    ...Step.styles,
    css`
      th[scope="row"] { font-weight: 600; min-inline-size: 8rem; overflow-wrap: break-word; }
      .examples { display: block; max-inline-size: 17rem; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
      :host { container-type: inline-size; }
      @container (max-width: 40rem) {
        table, tbody { display: block; }
        thead { position: absolute; clip-path: inset(50%); }
        tr { display: flex; flex-wrap: wrap; gap: 0.35rem 1rem; align-items: baseline; padding: 0.8rem 0.9rem; border-block-end: 1px solid var(--line); }
        tr:last-child { border: 0; }
        tr > th, tr > td { padding: 0; border: 0; }
        tr > th { inline-size: 100%; box-shadow: none !important; }
        tr.quasi-identifier { box-shadow: inset 4px 0 var(--accent); }
        tr.identifier { box-shadow: inset 4px 0 var(--alarm); }
        tr.sensitive { box-shadow: inset 4px 0 var(--muted); }
        td[data-label]::after { content: " " attr(data-label); color: var(--soft); }
        td.why { inline-size: 100%; }
      }
      @container (min-width: 40rem) {
        td.why { min-inline-size: 17rem; }
        th, td { padding-inline: 0.65rem; }
      }
      td select { min-block-size: 2.1rem; padding-block: 0.15rem; }
      tr.quasi-identifier > th { box-shadow: inset 4px 0 var(--accent); }
      tr.identifier > th { box-shadow: inset 4px 0 var(--alarm); }
      tr.sensitive > th { box-shadow: inset 4px 0 var(--muted); }
    `,
  ];

  @state() private accessor first = 0;
  @state() private accessor wanted = "";

  protected override render() {
    const { description } = this.state;
    if (!description) return nothing;
    const wanted = this.wanted.trim().toLowerCase();
    const found = description.columns.filter(({ name }) => name.toLowerCase().includes(wanted));
    const first = Math.min(this.first, Math.max(0, found.length - 1));
    const page = found.slice(first, first + PAGE);
    const many = description.columns.length > PAGE;
    return html`<div class="stack">
      <p class="lead">${copy.lead}</p>
      ${this.#patient()}
      <details>
        <summary>${copy.meaning}</summary>
        <dl class="stack tight">
          ${Object.values(words.roles).map(
            ({ name, meaning }) =>
              html`<div><dt><strong>${name}</strong></dt><dd>${meaning}</dd></div>`,
          )}
        </dl>
      </details>
      <label class="no-print">
        <span>${copy.useRecipe}</span>
        <input type="file" accept=".json,application/json" @change=${this.#useRecipe} />
      </label>
      <lazaret-safe-harbor .state=${this.state}></lazaret-safe-harbor>
      ${this.outcome("describe")} ${many ? this.#finder(found.length, first, page.length) : nothing}
      <div class="scroll" tabindex="0" role="region" aria-label=${words.steps.describe}>
        <table>
          <thead>
            <tr>
              <th scope="col">${copy.column}</th>
              <th scope="col">${copy.role}</th>
              <th scope="col">${copy.kind}</th>
              <th scope="col" class="number">${copy.distinct}</th>
              <th scope="col" class="number">${copy.missing}</th>
              <th scope="col">${copy.reason}</th>
            </tr>
          </thead>
          <tbody>${page.map((column) => this.#line(column))}</tbody>
        </table>
      </div>
    </div>`;
  }

  #patient() {
    const { recipe } = this.state;
    if (!recipe) return nothing;
    const patient = recipe.patient;
    const set = (event: Event) => {
      this.state.setPatient((event.currentTarget as HTMLSelectElement).value || undefined);
    };
    return html`<div class="stack tight">
      <label>
        <span>${copy.unit}</span>
        <select @change=${set}>
          <option value="" ?selected=${patient === undefined}>${copy.everyRow}</option>
          ${recipe.columns.map(
            ({ name }) =>
              html`<option value=${name} ?selected=${name === patient}>${copy.sameValue(name)}</option>`,
          )}
        </select>
      </label>
      <p class="soft small">${patient ? copy.severalHint : copy.unitHint}</p>
    </div>`;
  }

  /** A few of the column's values among the first rows: for the screen, not for paper. */
  #examples(column: ColumnDescription): string[] {
    const index = this.state.description?.columns.indexOf(column) ?? -1;
    const values = this.state.firstRows
      .map((row) => row[index] ?? "")
      .filter((text) => text !== "");
    return [...new Set(values)].slice(0, EXAMPLES);
  }

  #finder(found: number, first: number, shown: number) {
    return html`<div class="row no-print">
      <label>
        <span>${copy.find}</span>
        <input
          type="search"
          @input=${(event: Event) => {
            this.wanted = inputOf(event).value;
            this.first = 0;
          }}
        />
      </label>
      <button type="button" ?disabled=${first === 0} @click=${() => (this.first = Math.max(0, first - PAGE))}>
        ${copy.previous}
      </button>
      <button type="button" ?disabled=${first + shown >= found} @click=${() => (this.first = first + PAGE)}>
        ${copy.next}
      </button>
      <span role="status">${copy.page(Math.min(first + 1, found), first + shown, found)}</span>
    </div>`;
  }

  #line(column: ColumnDescription) {
    const examples = this.#examples(column);
    const role = this.state.rule(column.name)?.role ?? column.role;
    return html`<tr class=${role}>
      <th scope="row">${column.name}</th>
      <td>
        <select
          aria-label=${`${copy.role}: ${column.name}`}
          @change=${(event: Event) => this.state.setRole(column.name, inputOf(event).value as Role)}
        >
          ${Object.entries(words.roles).map(
            ([value, { name }]) =>
              html`<option value=${value} .selected=${value === role}>${name}</option>`,
          )}
        </select>
      </td>
      <td>${words.kinds[column.kind]}</td>
      <td class="number" data-label=${copy.distinct.toLowerCase()}>${number(column.distinct)}</td>
      <td class="number" data-label=${copy.missing.toLowerCase()}>${number(column.missing)}</td>
      <td class="why">
        ${role === column.role ? say("reason", column.reason) : copy.changed}
        ${column.misfits > 0 ? html`<br />${copy.misfits(column.misfits)}` : nothing}
        ${
          examples.length > 0
            ? html`<span class="examples soft small no-print">${copy.examples(examples.join(" · "))}</span>`
            : nothing
        }
      </td>
    </tr>`;
  }

  readonly #useRecipe = (event: Event) => {
    const input = inputOf(event);
    const file = input.files?.[0];
    if (file) void this.state.useRecipe(file);
    input.value = "";
  };
}
