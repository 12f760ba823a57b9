import { html, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import "../../keys/status.js";
import type { Inspection } from "../../generated/lazaret.js";
import { save } from "../../save.js";
import type { Content } from "../../vault/views.js";
import { words } from "../../words/en.js";
import { inputOf, Step } from "../step.js";
import "./grant.js";
import { grantList, isForUnlocked, isOwner, readerOf } from "./grants.js";

const copy = words.open;

/** Shows whom a sealed file is for, and opens it: to save what was in it, or load it as the table. */
@customElement("lazaret-open")
export class OpenStep extends Step {
  /** The sealed file, chosen here or dropped on the page. */
  @property({ attribute: false }) accessor file: File | undefined;
  /** The keys that came with it from the exchange. */
  @property({ attribute: false }) accessor keys: Uint8Array | undefined;
  @state() private accessor inspection: Inspection | undefined;
  @state() private accessor content: Content | undefined;
  @query("#passphrase") private accessor passphrase!: HTMLInputElement | null;
  #inspected: File | undefined;

  protected override render() {
    const { inspection } = this;
    return html`<div class="stack">
      <p class="lead">${copy.lead}</p>
      ${this.#framed ? nothing : html`<lazaret-key-status .state=${this.state}></lazaret-key-status>`}
      <div class="row">
        ${this.file ? html`<p><strong>${this.file.name}</strong></p>` : nothing}
        <label>
          <span>${this.file ? copy.another : copy.file}</span>
          <input type="file" @change=${this.#choose} />
        </label>
      </div>
      ${
        inspection
          ? html`<div class="stack tight">
                <h3>${copy.forWhom}</h3>
                ${grantList(inspection, this.state.keyDesk)}
                <p class="soft small">${copy.shows(inspection.columns)}</p>
              </div>
              ${this.#keys(inspection)}`
          : nothing
      }
      ${this.outcome("open")}
      ${this.content ? this.#opened(this.content) : nothing}
      ${this.#grant()}
    </div>`;
  }

  protected override updated(): void {
    if (this.file && this.file !== this.#inspected) void this.#inspect(this.file);
  }

  #keys(inspection: Inspection) {
    const desk = this.state.keyDesk;
    const { identity } = desk.keys ?? {};
    const yours = inspection.grants.some((grant) => isForUnlocked(grant, desk));
    const byPassphrase = inspection.grants.some(({ recipient }) => !recipient);
    return html`${
      desk.unlocked && identity && yours
        ? html`<div>
            <button type="button" class="primary" ?disabled=${this.#busy} @click=${() => this.#open()}>
              ${copy.runWithKey(identity.recipient.name)}
            </button>
          </div>`
        : nothing
    }
    ${byPassphrase ? this.#passphraseForm() : this.#framed ? nothing : this.#notYours(inspection, yours)}`;
  }

  #passphraseForm() {
    return html`<form class="row" autocomplete="off" @submit=${this.#submit}>
      <label>
        <span>${copy.withPassphrase}</span>
        <input id="passphrase" type="password" size="32" required autocomplete="off" />
      </label>
      <button type="submit" class="primary" ?disabled=${this.#busy}>${copy.run}</button>
    </form>`;
  }

  /** Said before anybody tries a key that cannot open the file. */
  #notYours(inspection: Inspection, yours: boolean) {
    const desk = this.state.keyDesk;
    const { identity } = desk.keys ?? {};
    if (yours) return nothing;
    if (!desk.unlocked || !identity) return html`<p>${copy.locked}</p>`;
    const readers = inspection.grants.map((grant) => readerOf(grant, desk));
    return html`<p class="box alarm">${copy.notForYou(readers, identity.recipient.name, identity.recipient.words)}</p>`;
  }

  #opened(content: Content) {
    return html`<div class="box" role="status">
      <p>${copy.done(content.name || copy.unnamed, content.blob.size)}</p>
      ${
        content.columns
          ? html`<p class="small">${copy.columns(content.columns.map(({ name }) => name))}</p>
              ${content.closed > 0 ? html`<p class="strong">${copy.closed(content.closed)}</p>` : nothing}`
          : nothing
      }
      <div class="row">
        <button type="button" @click=${() => save(content.blob, content.name || copy.unnamed)}>${copy.save}</button>
        <button type="button" @click=${() => this.state.load(fileOf(content))}>${copy.load}</button>
      </div>
    </div>`;
  }

  /** Who sealed the file, and has it open, can let others in. */
  #grant() {
    const { content, file, inspection } = this;
    if (!file || !content?.whole || !inspection || !isOwner(inspection, this.state.keyDesk))
      return nothing;
    const columns = content.columns ?? [];
    return html`<lazaret-grant .state=${this.state} .file=${file} .columns=${columns}></lazaret-grant>`;
  }

  /** In the exchange's page keys come with the file. */
  get #framed(): boolean {
    return this.state.sealing.recipient !== undefined;
  }

  get #busy(): boolean {
    return this.state.busy.has("open");
  }

  readonly #choose = (event: Event) => {
    this.keys = undefined;
    this.file = inputOf(event).files?.[0] ?? this.file;
  };

  async #inspect(file: File): Promise<void> {
    this.#inspected = file;
    this.content = undefined;
    this.inspection = undefined;
    await this.state.keyDesk.wake();
    const inspection = await this.state.sealing.inspect(file);
    if (file !== this.file) return;
    this.inspection = inspection;
    if (this.keys) await this.#open(this.keys);
  }

  readonly #submit = async (event: Event) => {
    event.preventDefault();
    await this.#open(this.passphrase?.value);
    if (this.content && this.passphrase) this.passphrase.value = "";
  };

  async #open(key?: string | Uint8Array): Promise<void> {
    const { file } = this;
    if (!file) return;
    this.content = undefined;
    const content = await this.state.sealing.open(file, key);
    if (file === this.file) this.content = content;
  }
}

function fileOf({ name, blob }: Content): File {
  return new File([blob], name || copy.unnamed);
}
