import { css, html, nothing } from "lit";
import { customElement } from "lit/decorators.js";
import type { MethodRule } from "../../generated/lazaret.js";
import { words } from "../../words/en.js";
import { Step } from "../step.js";
import { methods } from "./methods.js";

const copy = words.share.methods;

/** How groups are formed and published. */
@customElement("lazaret-method")
export class MethodEditor extends Step {
  static override styles = [
    ...Step.styles,
    css`
      .ways { display: grid; gap: 0.4rem; }
      .ways label { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 0 0.7rem; align-items: baseline; }
      .ways .hint { grid-column: 2; font-weight: 400; color: var(--soft); font-size: 0.9rem; }
    `,
  ];

  protected override render() {
    const share = this.state.recipe?.share;
    if (!share) return nothing;
    const chosen = share.method?.kind ?? "mondrian";
    return html`<fieldset>
      <legend>${copy.title}</legend>
      <div class="ways">
        ${methods.map(
          ({ initial }) => html`<label>
            <input
              type="radio"
              name="method"
              .checked=${initial.kind === chosen}
              @change=${() => this.#set(initial)}
            />
            <span>${copy.ways[initial.kind].name}</span>
            <span class="hint">${copy.ways[initial.kind].hint}</span>
          </label>`,
        )}
      </div>
    </fieldset>`;
  }

  #set(method: MethodRule): void {
    const share = this.state.recipe?.share;
    if (share) this.state.setShare({ ...share, method });
  }
}
