import { html, nothing } from "lit";
import { customElement } from "lit/decorators.js";
import type { SafeHarbor, SafeHarborCaveat } from "../generated/lazaret.js";
import { words } from "../words/en.js";
import { say } from "../words/say.js";
import { bullets, Step } from "./step.js";

const copy = words.safeHarbor;

/** HIPAA's Safe Harbor as one decision, and what it made of every column. */
@customElement("lazaret-safe-harbor")
export class SafeHarborPreset extends Step {
  protected override render() {
    const { safeHarbor } = this.state;
    return html`<details>
      <summary>${copy.title}</summary>
      <div class="stack tight">
        <p class="soft">${copy.lead}</p>
        <div class="row middle no-print">
          <button type="button" @click=${() => this.state.applySafeHarbor()}>
            ${safeHarbor ? copy.again : copy.apply}
          </button>
          <span class="soft small">${copy.undo}</span>
        </div>
        <div role="status" class="stack">${safeHarbor ? this.#report(safeHarbor) : nothing}</div>
      </div>
    </details>`;
  }

  #report({ recipe, columns, kinds, caveats }: SafeHarbor) {
    const changed = columns.filter(({ kind }) => kind !== "keep");
    const kept = columns.filter(({ kind }) => kind === "keep");
    return html`${recipe.columns === this.state.recipe?.columns ? nothing : html`<p>${copy.changed}</p>`}
      <h3>${changed.length > 0 ? copy.done(changed.length) : copy.none}</h3>
      ${bullets(changed.map((column) => say("safe-harbor-column", { ...column })))}
      ${
        kept.length > 0
          ? html`<p>${copy.keep}: <strong>${kept.map(({ column }) => column).join(", ")}</strong>.</p>`
          : nothing
      }
      <h3>${copy.caveats}</h3>
      ${bullets(caveats.map((caveat) => say("safe-harbor-caveat", asWords(caveat))))}
      <details>
        <summary>${copy.kinds}</summary>
        <div class="scroll" tabindex="0" role="region" aria-label=${copy.kinds}>
          <table>
            <thead>
              <tr><th scope="col">${copy.kind}</th><th scope="col">${copy.columns}</th></tr>
            </thead>
            <tbody>
              ${kinds.map(
                ({ kind, columns: found }) => html`<tr>
                  <th scope="row">${say("safe-harbor-kind", { kind })}</th>
                  <td>${found.length > 0 ? found.join(", ") : copy.nothing}</td>
                </tr>`,
              )}
            </tbody>
          </table>
        </div>
      </details>`;
  }
}

/** A year is a name, not a count: it takes no comma. */
function asWords(caveat: SafeHarborCaveat): { kind: string; year?: string } {
  if (caveat.kind !== "made-for-year") return caveat;
  return { ...caveat, year: String(caveat.year) };
}
