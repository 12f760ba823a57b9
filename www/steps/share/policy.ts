import { css, html, nothing } from "lit";
import { customElement } from "lit/decorators.js";
import type { Share } from "../../generated/lazaret.js";
import { words } from "../../words/en.js";
import { inputOf, Step, typedNumber } from "../step.js";
import "./conditions.js";

const copy = words.share;
const LARGEST_K = 50;

/** The policy that every group must satisfy: its size, and what else. */
@customElement("lazaret-policy")
export class PolicyEditor extends Step {
  static override styles = [
    ...Step.styles,
    css`
      .k { grid-template-columns: auto auto; align-items: center; justify-content: start; gap: 0.3rem 1rem; }
      .k input[type="number"] { inline-size: 5.5rem; }
    `,
  ];

  protected override render() {
    const share = this.state.recipe?.share;
    if (!share) return nothing;
    return html`<div class="stack">
      ${this.#groupSize(share)}
      <lazaret-conditions .state=${this.state}></lazaret-conditions>
      ${this.#suppression(share)} ${this.#sample(share)}
    </div>`;
  }

  #groupSize(share: Share) {
    const set = (event: Event) => {
      const k = typedNumber(inputOf(event));
      if (k !== undefined && k >= 2) this.state.setShare({ ...share, k: Math.round(k) });
    };
    return html`<div class="stack tight">
      <label for="k"><span>${copy.k}</span></label>
      <div class="row middle k">
        <input type="range" min="2" max=${LARGEST_K} .value=${String(share.k)} aria-label=${copy.k} @input=${set} />
        <input id="k" type="number" min="2" step="1" .value=${String(share.k)} @change=${set} />
      </div>
      <p class="soft" aria-live="polite">${copy.kMeaning(share.k)}</p>
    </div>`;
  }

  #suppression(share: Share) {
    return this.#percent(
      copy.suppression,
      copy.suppressionMeaning,
      share.suppression ?? 0,
      (part) => this.state.setShare({ ...share, suppression: part }),
    );
  }

  #sample(share: Share) {
    return this.#percent(copy.sample, copy.sampleMeaning, share.sample ?? 1, (part) => {
      const { sample: _, ...whole } = share;
      if (part > 0) this.state.setShare(part < 1 ? { ...whole, sample: part } : whole);
    });
  }

  /** A part of all, typed in per cent. */
  #percent(label: string, meaning: string, part: number, set: (part: number) => void) {
    const change = (event: Event) => {
      const typed = typedNumber(inputOf(event));
      if (typed === undefined || typed < 0 || typed > 100) return;
      set(Number((typed / 100).toPrecision(12)));
    };
    return html`<div class="stack tight">
      <label>
        <span>${label}</span>
        <input
          type="number"
          min="0"
          max="100"
          step="any"
          .value=${String(Number((100 * part).toPrecision(6)))}
          @change=${change}
        />
      </label>
      <p class="soft small">${meaning}</p>
    </div>`;
  }
}
