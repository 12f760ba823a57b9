import { css, html, LitElement, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import { inOwnWorker } from "../client.js";
import { CANCELLED, type Failure, toFailure } from "../failure.js";
import { number } from "../format.js";
import { refusal } from "../steps/step.js";
import { styles } from "../styles.js";
import { words } from "../words/en.js";
import { hybrid as copy } from "../words/en-hybrid.js";
import type { Overhead } from "./time-trial.js";

const ROWS = [1_000, 10_000, 100_000, 1_000_000, 10_000_000];

/** What encryption, decryption and noise take in this browser, at more and more rows. */
@customElement("lazaret-lesson-overhead")
export class LessonOverhead extends LitElement {
  static override styles = [styles, css`td, thead th:not(:first-child) { text-align: end; }`];

  @state() private accessor measured: Overhead[] = [];
  @state() private accessor rows: number | undefined;
  @state() private accessor failure: Failure | undefined;

  #stop = new AbortController();

  override disconnectedCallback(): void {
    this.#stop.abort();
    super.disconnectedCallback();
  }

  async #measure(): Promise<void> {
    this.measured = [];
    this.failure = undefined;
    this.#stop = new AbortController();
    try {
      for (const rows of ROWS) {
        this.rows = rows;
        const { signal } = this.#stop;
        // A worker for each: the memory of the largest is given back.
        const one = await inOwnWorker((call) => call("lessonOverhead", [rows], { signal }));
        this.measured = [...this.measured, one];
      }
    } catch (thrown) {
      const failure = toFailure(thrown);
      if (failure.kind !== CANCELLED) this.failure = failure;
    }
    this.rows = undefined;
  }

  protected override render() {
    const { rows } = this;
    return html`<div class="stack tight">
      <h4>${copy.overheadTitle}</h4>
      <p class="small soft">${copy.overheadText}</p>
      <div class="row middle no-print" aria-live="polite">
        ${
          rows === undefined
            ? html`<button type="button" @click=${this.#measure}>${copy.measure}</button>`
            : html`<span>${copy.measuring(rows)}…</span>
                <button type="button" @click=${() => this.#stop.abort()}>${words.cancel}</button>`
        }
      </div>
      ${this.failure ? refusal(this.failure) : nothing} ${this.measured.length > 0 ? this.#table() : nothing}
    </div>`;
  }

  #table() {
    const { overheadRows, statistics, encryption, decryption, noise, all } = copy;
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${copy.overheadTitle}>
      <table>
        <thead>
          <tr>
            ${[overheadRows, statistics, encryption, decryption, noise, all].map((name) => html`<th scope="col">${name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${this.measured.map(
            ({ rows, statistics, encryption, decryption, noise }) => html`<tr>
              <th scope="row">${number(rows)}</th>
              ${[statistics, encryption, decryption, noise].map((seconds) => html`<td>${copy.milliseconds(seconds)}</td>`)}
              <td>${number((statistics + encryption + decryption + noise) / statistics)}</td>
            </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }
}
