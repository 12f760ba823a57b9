import { html, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import "../../keys/new-passphrase.js";
import type { GrantWish, OpenedColumn } from "../../generated/lazaret.js";
import type { NewPassphrase } from "../../keys/new-passphrase.js";
import { fileNames, save } from "../../save.js";
import { words } from "../../words/en.js";
import "../seal/column-choice.js";
import type { Choice } from "../seal/column-choice.js";
import { PASSPHRASE, type Reader } from "../seal/reader.js";
import { granted, NO_TERMS, type Terms, termsFields } from "../seal/terms.js";
import { unverified } from "../seal/unverified.js";
import { inputOf, Step } from "../step.js";

const copy = words.grant;

/** Lets one more reader into a file that the unlocked identity sealed. */
@customElement("lazaret-grant")
export class GrantForm extends Step {
  @property({ attribute: false }) accessor file!: File;
  /** The columns of the table by name; none where the file holds another file. */
  @property({ attribute: false }) accessor columns: readonly OpenedColumn[] = [];
  @state() private accessor to = PASSPHRASE;
  @state() private accessor choice: Choice = new Map();
  @state() private accessor terms: Terms = NO_TERMS;
  @state() private accessor done = false;
  @query("lazaret-new-passphrase") private accessor passphrase!: NewPassphrase | null;

  protected override render() {
    const recipient = this.#recipient();
    return html`<details>
      <summary>${copy.title}</summary>
      <form class="panel stack" autocomplete="off" @submit=${this.#submit}>
        <p>${copy.lead}</p>
        <p class="box">${copy.warning}</p>
        ${this.#who()}
        ${recipient && !recipient.verified ? unverified(this.state, recipient) : nothing}
        ${
          recipient
            ? nothing
            : html`<lazaret-new-passphrase .state=${this.state}></lazaret-new-passphrase>
                <p class="soft small">${words.seal.passphraseHint}</p>`
        }
        ${this.#columnChoice()}
        ${termsFields(this.terms, (terms) => {
          this.terms = terms;
        })}
        <div>
          <button type="submit" class="primary" ?disabled=${
            this.choice.get(this.to)?.size === 0 || this.state.busy.has("grant")
          }>${copy.run}</button>
        </div>
        ${this.outcome("grant")}
        ${this.done ? html`<p class="box" role="status">${copy.done}</p>` : nothing}
      </form>
    </details>`;
  }

  #who() {
    const people = this.state.keyDesk.recipients;
    return html`<label>
      <span>${copy.to}</span>
      <select @change=${(event: Event) => {
        this.to = inputOf(event).value;
        this.done = false;
      }}>
        <option value=${PASSPHRASE} ?selected=${this.to === PASSPHRASE}>${copy.passphrase}</option>
        ${people.map(
          ({ fingerprint, name }) =>
            html`<option value=${fingerprint} ?selected=${this.to === fingerprint}>${name}</option>`,
        )}
      </select>
    </label>`;
  }

  #columnChoice() {
    if (this.columns.length === 0) return nothing;
    const name = this.#recipient()?.name ?? words.seal.passphraseName;
    const reader: Reader = { id: this.to, name };
    return html`<lazaret-column-choice .columns=${this.columns.map((column) => column.name)}
      .readers=${[reader]} .choice=${this.choice} @chosen=${({ detail }: CustomEvent<Choice>) => {
        this.choice = detail;
      }}></lazaret-column-choice>`;
  }

  #recipient() {
    return this.state.keyDesk.recipients.find(({ fingerprint }) => fingerprint === this.to);
  }

  async #asked(): Promise<GrantWish | undefined> {
    const recipient = this.#recipient();
    const passphrase = recipient ? "" : await this.passphrase?.take();
    if (passphrase === undefined) return undefined;
    const some = this.choice.get(this.to);
    const columns =
      some && this.columns.filter((_, at) => some.has(at)).map(({ number }) => number);
    return {
      to: recipient ? { recipient: { file: recipient.text, kem: this.terms.kem } } : { passphrase },
      ...(columns ? { columns } : {}),
      ...granted(this.terms),
    };
  }

  readonly #submit = async (event: Event) => {
    event.preventDefault();
    const grant = await this.#asked();
    if (!grant) return;
    const sealed = await this.state.sealing.grant(this.file, grant);
    this.done = sealed !== undefined;
    if (!sealed) return;
    this.passphrase?.clear();
    save(sealed, fileNames.sealed);
  };
}
