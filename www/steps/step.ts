import { html, LitElement, nothing, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import type { Failure } from "../failure.js";
import { percent } from "../format.js";
import type { State } from "../state.js";
import { styles } from "../styles.js";
import { words } from "../words/en.js";
import { say } from "../words/say.js";
import type { StepName, Work } from "../work.js";

/** A part of a page that shows its state and follows its changes. */
export abstract class Step<S extends Work = State> extends LitElement {
  static override styles = [styles];

  @property({ attribute: false }) accessor state!: S;

  readonly #follow = () => this.requestUpdate();

  override connectedCallback(): void {
    super.connectedCallback();
    this.state.addEventListener("change", this.#follow);
  }

  override disconnectedCallback(): void {
    this.state.removeEventListener("change", this.#follow);
    super.disconnectedCallback();
  }

  /** Progress with a way out, and what went wrong, both where the work was started. */
  protected outcome(step: StepName): TemplateResult {
    return html`<div class="outcome stack" aria-live="polite">${this.#progress(step)} ${this.#failure(step)}</div>`;
  }

  #progress(step: StepName) {
    const busy = this.state.busy.get(step);
    if (!busy) return nothing;
    const { label, fraction } = busy;
    return html`<div class="busy row middle">
      <label>
        <span>${label}${fraction === undefined ? "…" : html` · ${percent(fraction)}`}</span>
        <progress max="1" .value=${fraction ?? nothing} aria-label=${label}></progress>
      </label>
      <button type="button" @click=${() => busy.cancel()}>${words.cancel}</button>
    </div>`;
  }

  #failure(step: StepName) {
    const failure = this.state.failures.get(step);
    return failure ? refusal(failure) : nothing;
  }
}

/** What went wrong and what to do about it, with the details that support may ask for. */
export function refusal(failure: Failure): TemplateResult {
  return html`<div class="box alarm" role="alert">
    <strong>${words.failed}</strong>
    <p>${say(failure.error, failure)}</p>
    <details class="small">
      <summary>${words.details}</summary>
      <pre>${JSON.stringify(failure, null, 1)}</pre>
    </details>
  </div>`;
}

/** A table of a few rows that scrolls in its own frame, by keyboard too. */
export function cells(
  label: string,
  head: readonly string[],
  rows: readonly string[][],
): TemplateResult {
  return html`<div class="scroll tall cells" tabindex="0" role="region" aria-label=${label}>
    <table>
      <thead>
        <tr>${head.map((name) => html`<th scope="col">${name}</th>`)}</tr>
      </thead>
      <tbody>
        ${rows.map((row) => html`<tr>${row.map((cell) => html`<td>${cell}</td>`)}</tr>`)}
      </tbody>
    </table>
  </div>`;
}

const LISTED = 3;

export function bullets(all: readonly string[]): TemplateResult {
  return html`<ul>${all.map((one) => html`<li>${one}</li>`)}</ul>`;
}

/** Sentences as a list whose tail is folded: a wall of warnings is read by nobody. */
export function sentences(all: readonly string[]): TemplateResult {
  if (all.length <= LISTED + 1) return bullets(all);
  return html`${bullets(all.slice(0, LISTED))}
    <details>
      <summary>${words.more(all.length - LISTED)}</summary>
      ${bullets(all.slice(LISTED))}
    </details>`;
}

/** The number typed into an input, or undefined while it is blank or none. */
export function typedNumber(input: HTMLInputElement): number | undefined {
  return Number.isFinite(input.valueAsNumber) ? input.valueAsNumber : undefined;
}

export function inputOf(event: Event): HTMLInputElement {
  return event.currentTarget as HTMLInputElement;
}
