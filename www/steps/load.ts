import { css, html, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import type { Dialect, Encoding } from "../generated/lazaret.js";
import { type SampleName, samples } from "../samples/samples.js";
import { words } from "../words/en.js";
import { say } from "../words/say.js";
import "./open/open.js";
import { cells, inputOf, Step, sentences } from "./step.js";

const copy = words.load;
const SHOWN_COLUMNS = 50;
/** Failures that may be gone when the file is read again. */
const PASSING = new Set(["unreadable-file", "engine-stopped", "table-lost"]);
/** Failures that no other delimiter or encoding mends. */
const NOT_TEXT = new Set(["empty", "too-large", "zip", "compressed", "utf16", "sealed", "binary"]);

/** Step 1: a file comes in, and how it was read is shown and can be corrected. */
@customElement("lazaret-load")
export class LoadStep extends Step {
  static override styles = [
    ...Step.styles,
    css`
      .drop {
        position: relative;
        justify-items: center;
        text-align: center;
        padding: 2.5rem 1.25rem;
        border: 2px dashed var(--edge);
        border-radius: 0.75rem;
        background: var(--raised);
        cursor: pointer;
      }
      .drop.small-drop {
        padding: 0.75rem 1.25rem;
      }
      .drop.over, .drop:hover { border-color: var(--accent); background: var(--wash); }
      .drop:focus-within { outline: 3px solid var(--accent); outline-offset: 2px; }
      .drop input { position: absolute; inset: 0; inline-size: 100%; block-size: 100%; opacity: 0; cursor: pointer; }
      .drop > span:first-of-type { font-size: 1.1rem; color: var(--accent); }
      .drop > .hint { font-weight: 400; color: var(--soft); }
    `,
  ];

  @state() private accessor over = false;
  @state() private accessor sealed: File | undefined;
  /** Opening wakes the vault: not before it is unfolded. */
  @state() private accessor opening = false;

  protected override render() {
    const { description } = this.state;
    return html`<div class="stack">
      <p class="lead">${copy.lead}</p>
      ${this.#dropZone()} ${this.#samples()} ${this.#sealed()} ${this.outcome("load")}
      ${this.#mend()}
      ${description ? this.#loaded() : nothing}
    </div>`;
  }

  #dropZone() {
    const small = this.state.description !== undefined;
    const classes = `drop no-print ${small ? "small-drop" : ""} ${this.over ? "over" : ""}`;
    return html`<label
      class=${classes}
      @dragover=${(event: DragEvent) => this.#drag(event, true)}
      @dragleave=${(event: DragEvent) => this.#drag(event, false)}
      @drop=${this.#drop}
    >
      <span>${small ? copy.another : copy.drop}</span>
      <span class="hint" ?hidden=${small}>${copy.dropHint}</span>
      <input type="file" accept=".csv,.tsv,.txt,.tab,.lz,text/*" @change=${this.#choose} />
    </label>`;
  }

  #samples() {
    const button = (name: SampleName, label: string) =>
      html`<button type="button" @click=${() => this.state.load(samples[name]())}>${label}</button>`;
    return html`<div class="row middle no-print">
      <span class="soft">${copy.samples}</span>
      ${button("patients", copy.samplePatients)} ${button("admissions", copy.sampleAdmissions)}
    </div>`;
  }

  #sealed() {
    return html`<details
      class="no-print"
      ?open=${this.sealed !== undefined}
      @toggle=${() => {
        this.opening = true;
      }}
    >
      <summary>${copy.sealed}</summary>
      <div class="panel">
        ${
          this.opening
            ? html`<lazaret-open .state=${this.state} .file=${this.sealed}></lazaret-open>`
            : nothing
        }
      </div>
    </details>`;
  }

  /** What the reader can do here about a file that was not read. */
  #mend() {
    const { file, tried } = this.state;
    const kind = this.state.failures.get("load")?.kind;
    if (!file || kind === undefined) return nothing;
    if (PASSING.has(kind)) return this.#again();
    return tried && !NOT_TEXT.has(kind) ? this.#dialect(tried, copy.dialectFailed) : nothing;
  }

  #again() {
    return html`<div>
      <button type="button" @click=${() => this.state.file && this.state.load(this.state.file)}>
        ${copy.again}
      </button>
    </div>`;
  }

  #loaded() {
    const { file, description, firstRows } = this.state;
    if (!file || !description) return nothing;
    const { rows, columns, notices } = description;
    const names = columns.slice(0, SHOWN_COLUMNS).map((column) => column.name);
    const cut = columns.length > SHOWN_COLUMNS;
    return html`<p class="strong">${copy.summary(file.name, file.size, rows, columns.length)}</p>
      ${this.#dialect(description.dialect, copy.dialectHint)}
      ${
        notices.length > 0
          ? html`<div class="box">
            <strong>${copy.notices}</strong>
            ${sentences(notices.map((notice) => say("notice", notice)))}
          </div>`
          : nothing
      }
      <div class="stack tight">
        <h3>${copy.firstRows(firstRows.length)}</h3>
        ${cells(
          copy.firstRows(firstRows.length),
          names,
          firstRows.map((row) => row.slice(0, SHOWN_COLUMNS)),
        )}
        ${cut ? html`<p class="soft small">${copy.firstColumns(SHOWN_COLUMNS, columns.length)}</p>` : nothing}
      </div>`;
  }

  #dialect(dialect: Dialect, hint: string) {
    const read = (change: Partial<Dialect>) =>
      this.state.file && this.state.load(this.state.file, { ...dialect, ...change });
    const delimiters: Record<string, string> = copy.delimiters;
    const offered = {
      ...delimiters,
      [dialect.delimiter]: delimiters[dialect.delimiter] ?? copy.otherDelimiter(dialect.delimiter),
    };
    return html`<fieldset class="stack tight">
      <legend>${copy.dialect}</legend>
      <p class="soft small">${hint}</p>
      <div class="row">
        <label>
          <span>${copy.delimiter}</span>
          <select @change=${(event: Event) => read({ delimiter: inputOf(event).value })}>
            ${Object.entries(offered).map(
              ([value, name]) =>
                html`<option value=${value} ?selected=${value === dialect.delimiter}>${name}</option>`,
            )}
          </select>
        </label>
        <label>
          <span>${copy.encoding}</span>
          <select @change=${(event: Event) => read({ encoding: inputOf(event).value as Encoding })}>
            ${Object.entries(copy.encodings).map(
              ([value, name]) =>
                html`<option value=${value} ?selected=${value === dialect.encoding}>${name}</option>`,
            )}
          </select>
        </label>
        <label class="inline">
          <input
            type="checkbox"
            .checked=${dialect.header}
            @change=${(event: Event) => read({ header: inputOf(event).checked })}
          />
          <span>${copy.header}</span>
        </label>
      </div>
    </fieldset>`;
  }

  #choose(event: Event): void {
    const input = inputOf(event);
    const file = input.files?.[0];
    if (file) this.#take(file);
    input.value = ""; // so that the same file, mended, can be chosen again
  }

  #drag(event: DragEvent, over: boolean): void {
    event.preventDefault();
    this.over = over;
  }

  #drop(event: DragEvent): void {
    event.preventDefault();
    this.over = false;
    const file = event.dataTransfer?.files[0];
    if (file) this.#take(file);
  }

  #take(file: File): void {
    if (file.name.endsWith(".lz")) this.sealed = file;
    else void this.state.load(file);
  }
}
