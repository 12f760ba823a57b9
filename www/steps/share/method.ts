import { css, html, nothing } from "lit";
import { customElement } from "lit/decorators.js";
import type { MethodRule } from "../../generated/lazaret.js";
import { words } from "../../words/en.js";
import { Step } from "../step.js";
import "./method-options.js";
import { initial, type MethodName } from "./methods.js";

const copy = words.share.methods;

/** How groups are formed and published. */
@customElement("lazaret-method")
export class MethodEditor extends Step {
  static override styles = [
    ...Step.styles,
    css`
      .ways { display: grid; gap: 0.4rem; }
      .ways > label { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 0 0.7rem; align-items: baseline; }
      .ways > label > input { align-self: start; margin-block-start: 0.2rem; }
      .ways .hint { grid-column: 2; font-weight: 400; color: var(--soft); font-size: 0.9rem; }
      .ways lazaret-method-options { margin-inline-start: 1.85rem; }
    `,
  ];

  protected override render() {
    const share = this.state.recipe?.share;
    if (!share) return nothing;
    const chosen = share.method?.kind ?? "mondrian";
    return html`<fieldset>
      <legend>${copy.title}</legend>
      <div class="ways">
        ${(Object.keys(initial) as MethodName[]).map(
          (kind) => html`<label>
              <input
                type="radio"
                name="method"
                .checked=${kind === chosen}
                @change=${() => this.#set(initial[kind])}
              />
              <span>${copy.ways[kind].name}</span>
              <span class="hint">${copy.ways[kind].hint}</span>
            </label>
            ${
              kind === chosen
                ? html`<lazaret-method-options .state=${this.state}></lazaret-method-options>`
                : nothing
            }`,
        )}
      </div>
    </fieldset>`;
  }

  #set(method: MethodRule): void {
    const share = this.state.recipe?.share;
    if (share) this.state.setShare({ ...share, method });
  }
}
