import { html, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import { percent } from "../../format.js";
import type { Classification } from "../../generated/lazaret.js";
import type { Shared } from "../../state.js";
import { words } from "../../words/en.js";
import { Step } from "../step.js";

const copy = words.examination.classification;
const MOST_CLASSES = 50;

/** What classifiers learn from the protected table, beside what they learn from the original. */
@customElement("lazaret-classification")
export class ClassificationPanel extends Step {
  @state() private accessor chosen: string | undefined;

  protected override render() {
    const { examination, shared, supplies } = this.state;
    if (!shared) return nothing;
    const targets = this.#targets(shared);
    const target = targets.find((name) => name === this.chosen) ?? targets[0];
    return html`<section class="panel stack tight">
      <h4>${copy.title}</h4>
      <p class="soft">${copy.lead}</p>
      ${
        target === undefined
          ? html`<p>${copy.none}</p>`
          : html`<div class="row no-print">
              <label>
                <span>${copy.target}</span>
                <select
                  @change=${(event: Event) => {
                    this.chosen = (event.currentTarget as HTMLSelectElement).value;
                  }}
                >
                  ${targets.map((name) => html`<option ?selected=${name === target}>${name}</option>`)}
                </select>
              </label>
              <button
                type="button"
                ?disabled=${this.state.busy.has("share") || this.state.busy.has("classification")}
                @click=${() => examination.classify(shared.recipe, target, supplies)}
              >
                ${copy.run}
              </button>
            </div>`
      }
      ${this.outcome("classification")}
      ${examination.classification ? compared(examination.classification) : nothing}
    </section>`;
  }

  /** Released columns with a few values, the sensitive ones first: they are what is studied. */
  #targets({ report, recipe }: Shared): string[] {
    const few = (this.state.description?.columns ?? [])
      .filter(({ distinct }) => distinct >= 2 && distinct <= MOST_CLASSES)
      .map(({ name }) => name)
      .filter((name) => report.released.includes(name));
    const sensitive = new Set(
      recipe.columns.filter(({ role }) => role === "sensitive").map(({ name }) => name),
    );
    return [
      ...few.filter((name) => sensitive.has(name)),
      ...few.filter((name) => !sensitive.has(name)),
    ];
  }
}

function compared(classification: Classification) {
  return html`<p role="status">${copy.sentence(classification)}</p>
    <div class="scroll" tabindex="0" role="region" aria-label=${copy.title}>
      <table>
        <thead>
          <tr>
            <th scope="col">${copy.classifier}</th>
            <th scope="col" class="number">${copy.original}</th>
            <th scope="col" class="number">${copy.released}</th>
          </tr>
        </thead>
        <tbody>
          ${classification.scores.map(
            ({ classifier, original, released }) => html`<tr>
              <th scope="row">${copy.classifiers[classifier]}</th>
              <td class="number">${percent(original)}</td>
              <td class="number">${percent(released)}</td>
            </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
}
