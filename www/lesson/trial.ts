import { css, html, LitElement, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { type Client, inOwnWorker } from "../client.js";
import { CANCELLED, type Failure, toFailure } from "../failure.js";
import { refusal } from "../steps/step.js";
import { styles } from "../styles.js";
import { words } from "../words/en.js";
import { table } from "./table.js";

/** Something that is measured on the reader's computer, step by step. */
export interface Trial<Measured = unknown> {
  /** What tells it from another trial at its place. */
  id: string;
  title: string;
  text: string;
  /** The button that starts it. */
  measure: string;
  head: readonly string[];
  steps: readonly Step<Measured>[];
  /** The lines of the table, of what was measured so far. */
  rows(measured: readonly Measured[]): string[][];
}

/** One measurement, in a worker of its own: the memory that it took is given back. */
export interface Step<Measured> {
  /** What is being done, in words. */
  name: string;
  run(call: Client["call"], signal: AbortSignal): Promise<Measured>;
}

/** Measures when it is asked to, and shows the table as it grows. */
@customElement("lazaret-lesson-trial")
export class LessonTrial extends LitElement {
  static override styles = [
    styles,
    css`td { min-inline-size: 5rem; } td:last-child { min-inline-size: 8rem; }`,
  ];

  @property({ attribute: false, hasChanged: (one?: Trial, other?: Trial) => one?.id !== other?.id })
  accessor trial!: Trial;
  @state() private accessor measured: unknown[] = [];
  @state() private accessor doing: string | undefined;
  @state() private accessor failure: Failure | undefined;

  #stop = new AbortController();

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (!changed.has("trial")) return;
    this.#stop.abort();
    this.measured = [];
    this.failure = undefined;
  }

  override disconnectedCallback(): void {
    this.#stop.abort();
    super.disconnectedCallback();
  }

  async #measure(): Promise<void> {
    this.#stop.abort();
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    this.measured = [];
    this.failure = undefined;
    try {
      for (const { name, run } of this.trial.steps) {
        this.doing = name;
        const one = await inOwnWorker((call) => run(call, signal));
        if (signal.aborted) break;
        this.measured = [...this.measured, one];
      }
    } catch (thrown) {
      const failure = toFailure(thrown);
      if (failure.kind !== CANCELLED) this.failure = failure;
    }
    if (signal === this.#stop.signal) this.doing = undefined;
  }

  protected override render() {
    const { title, text, measure, head, rows } = this.trial;
    return html`<div class="stack tight">
      ${
        this.measured.length > 0 ? table(title, head, rows(this.measured)) : html`<h4>${title}</h4>`
      }
      <p class="small soft">${text}</p>
      <div class="row middle no-print" aria-live="polite">
        ${
          this.doing === undefined
            ? html`<button type="button" @click=${this.#measure}>${measure}</button>`
            : html`<span>${this.doing}…</span>
                <progress max=${this.trial.steps.length} .value=${this.measured.length} aria-label=${title}></progress>
                <button type="button" @click=${() => this.#stop.abort()}>${words.cancel}</button>`
        }
      </div>
      ${this.failure ? refusal(this.failure) : ""}
    </div>`;
  }
}

export function trial<Measured>(one: Trial<Measured>): TemplateResult {
  return html`<lazaret-lesson-trial .trial=${one}></lazaret-lesson-trial>`;
}
