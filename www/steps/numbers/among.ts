import { html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { words } from "../../words/en.js";
import { Step } from "../step.js";
import { isNumeric, type Part } from "./draft.js";
import { columnField, linesField, numberField } from "./inputs.js";

const copy = words.numbers.among;

/** The part of the patients that a question is about: by values, or by an interval. */
@customElement("lazaret-among")
export class AmongFields extends Step {
  @property({ attribute: false }) accessor among!: Part;
  @property({ attribute: false }) accessor change: (part: Part) => void = () => {};
  /** Whether a part was begun and says nothing yet. */
  @property({ type: Boolean }) accessor unfinished = false;

  protected override render() {
    const { recipe } = this.state;
    if (!recipe) return nothing;
    const part = this.among;
    const set = (change: Partial<Part>) => this.change({ ...part, ...change });
    const columns = recipe.columns.filter(({ role }) => role !== "identifier");
    const rule = columns.find(({ name }) => name === part.column);
    return html`<details ?open=${rule !== undefined}>
      <summary>${copy.title}</summary>
      <div class="stack tight">
        <div class="row">
          ${columnField(copy.column, columns, part.column, (column) => set({ column }), copy.all)}
          ${rule ? linesField(copy.values, part.values, (values) => set({ values })) : nothing}
          ${
            rule && isNumeric(rule)
              ? html`${numberField(copy.from, part.from, (from) => set({ from }))}
                ${numberField(copy.below, part.below, (below) => set({ below }))}`
              : nothing
          }
        </div>
        ${this.unfinished ? html`<p>${copy.unfinished}</p>` : nothing}
        <p class="soft small">${this.#partsOverlap() ? copy.several : copy.parallel}</p>
      </div>
    </details>`;
  }

  /** A patient with several rows can be in several parts. */
  #partsOverlap(): boolean {
    const { recipe } = this.state;
    return recipe?.patient !== undefined && (recipe.numbers.rows_per_patient ?? 1) > 1;
  }
}
