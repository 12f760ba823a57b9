import { html, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import type { Recipe } from "../../generated/lazaret.js";
import { words } from "../../words/en.js";
import { inputOf, Step, typedNumber } from "../step.js";

const copy = words.numbers.unit;

/** Asks, before anything else, whom the noise must hide: one row, or all rows of one patient. */
@customElement("lazaret-unit")
export class UnitForm extends Step {
  /** Whether the rows were said to be several patients' before a column was chosen. */
  @state() private accessor several = false;

  /** What was said of one table says nothing of the next. */
  protected override willUpdate(): void {
    if (!this.state.recipe) this.several = false;
  }

  protected override render() {
    const { recipe, budget, unitIsSaid } = this.state;
    if (!recipe) return nothing;
    const rows = recipe.numbers.rows_per_patient ?? 1;
    // The budget is one of these patients: it is set once, and so are they.
    if (budget) {
      return html`<p class="soft small">
        ${copy.settled(recipe.patient, rows)} ${this.#changed(recipe) ? copy.changed : nothing}
      </p>`;
    }
    const several = this.several || recipe.patient !== undefined;
    return html`<fieldset class="stack tight no-print">
      <legend>${copy.ask}</legend>
      ${this.#choice(copy.yes, unitIsSaid && !several, () => {
        this.several = false;
        this.state.sayUnit(undefined);
      })}
      ${this.#choice(copy.no, several, () => {
        this.several = true;
        this.state.unsayUnit();
      })}
      ${several ? this.#patients(recipe, rows) : nothing}
    </fieldset>`;
  }

  #choice(name: string, checked: boolean, choose: () => void) {
    return html`<label class="inline">
      <input type="radio" name="unit" .checked=${checked} @change=${choose} />
      <span>${name}</span>
    </label>`;
  }

  #patients({ columns, patient }: Recipe, rows: number) {
    return html`<div class="row">
        <label>
          <span>${copy.column}</span>
          <select
            @change=${(event: Event) => {
              const column = inputOf(event).value;
              if (column) this.state.sayUnit(column);
            }}
          >
            <option value="" .selected=${patient === undefined}>${words.numbers.fields.chooseColumn}</option>
            ${columns.map(
              ({ name }) =>
                html`<option value=${name} .selected=${name === patient}>${name}</option>`,
            )}
          </select>
        </label>
        <label>
          <span>${copy.rows}</span>
          <input
            type="number"
            min="1"
            step="1"
            .value=${String(rows)}
            @change=${(event: Event) => {
              const typed = typedNumber(inputOf(event));
              if (typed !== undefined && typed >= 1)
                this.state.setRowsPerPatient(Math.round(typed));
            }}
          />
        </label>
      </div>
      <p class="soft small" aria-live="polite">${copy.rowsHint(rows)}</p>`;
  }

  /** Whether step 2 now says something else than the answers were given for. */
  #changed({ patient, numbers }: Recipe): boolean {
    return this.state.releases.some(({ unit }) =>
      unit === "row"
        ? patient !== undefined
        : unit.patient.column !== patient || unit.patient.rows !== (numbers.rows_per_patient ?? 1),
    );
  }
}
