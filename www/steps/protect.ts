import { css, html, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import "./publish-numbers.js";
import "./seal/seal.js";
import "./share/rows.js";
import { words } from "../words/en.js";
import { Step } from "./step.js";

const copy = words.protect;
type Way = keyof typeof copy.ways;

/** Step 4: the ways to protect a table, one at a time, each keeping what was done in it. */
@customElement("lazaret-protect")
export class ProtectStep extends Step {
  static override styles = [
    ...Step.styles,
    css`
      /* Three abreast or one below the other: never two and one. */
      :host { container-type: inline-size; }
      .ways { display: grid; gap: 0.75rem; }
      @container (min-width: 42rem) { .ways { grid-template-columns: repeat(3, 1fr); } }
      .ways label { position: relative; padding: 0.8rem 1rem; border: 1px solid var(--edge); border-radius: 0.5rem; background: var(--raised); cursor: pointer; align-content: start; gap: 0.15rem; }
      .ways label:has(:checked) { border-color: var(--accent); background: var(--wash); box-shadow: inset 0 3px var(--accent); }
      .ways label:has(:focus-visible) { outline: 3px solid var(--accent); outline-offset: 2px; }
      .ways input { position: absolute; inset: 0; inline-size: 100%; block-size: 100%; opacity: 0; cursor: pointer; }
      .ways .hint { font-weight: 400; font-size: 0.9rem; color: var(--soft); }
    `,
  ];

  @state() private accessor way: Way = "share";
  /** Sealing wakes the vault: not before it is looked at. */
  #sealing = false;

  protected override render() {
    this.#sealing ||= this.way === "seal";
    return html`<div class="stack">
      <p class="lead">${copy.lead}</p>
      <fieldset class="no-print">
        <legend class="visually-hidden">${words.steps.protect}</legend>
        <div class="ways">
          ${(Object.keys(copy.ways) as Way[]).map(
            (way) => html`<label>
              <input
                type="radio"
                name="way"
                .checked=${way === this.way}
                @change=${() => {
                  this.way = way;
                }}
              />
              <span>${copy.ways[way].name}</span>
              <span class="hint">${copy.ways[way].hint}</span>
            </label>`,
          )}
        </div>
      </fieldset>
      <h3>${copy.ways[this.way].name}</h3>
      <lazaret-share-rows .state=${this.state} ?hidden=${this.way !== "share"}></lazaret-share-rows>
      <lazaret-publish-numbers .state=${this.state} ?hidden=${this.way !== "numbers"}></lazaret-publish-numbers>
      ${
        this.#sealing
          ? html`<lazaret-seal .state=${this.state} ?hidden=${this.way !== "seal"}></lazaret-seal>`
          : nothing
      }
    </div>`;
  }
}
