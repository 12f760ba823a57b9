import { html, nothing } from "lit";
import { customElement, query, state } from "lit/decorators.js";
import "../../keys/new-passphrase.js";
import type { NewPassphrase } from "../../keys/new-passphrase.js";
import "../../keys/status.js";
import type { GrantWish } from "../../generated/lazaret.js";
import { fileNames, save } from "../../save.js";
import type { Recipient } from "../../vault/views.js";
import { words } from "../../words/en.js";
import { inputOf, Step } from "../step.js";
import "./column-choice.js";
import type { Choice } from "./column-choice.js";
import { PASSPHRASE, type Reader, SELF } from "./reader.js";
import { available, columnsOf, sourceOf, type What } from "./source.js";
import { granted, NO_TERMS, type Terms, termsFields } from "./terms.js";
import { unverified } from "./unverified.js";

const copy = words.seal;
const WHATS: readonly What[] = ["original", "columns", "shared", "another"];

/** Seals a file or a table for those who may open it, and saves the ciphertext. */
@customElement("lazaret-seal")
export class SealStep extends Step {
  @state() private accessor what: What = "original";
  @state() private accessor another: File | undefined;
  /** Who was ticked, by id; nobody has ticked anybody without it. */
  @state() private accessor ticked: ReadonlySet<string> | undefined;
  @state() private accessor choice: Choice = new Map();
  @state() private accessor terms: Terms = NO_TERMS;
  @query("lazaret-new-passphrase") private accessor passphrase!: NewPassphrase | null;

  protected override render() {
    const { sealed, recipient } = this.state.sealing;
    if (recipient) return this.#forTheExchange(recipient);
    const readers = this.#readers();
    const complete =
      readers.length > 0 && readers.every(({ id }) => this.choice.get(id)?.size !== 0);
    return html`<form class="stack" @submit=${this.#submit} autocomplete="off">
      <p class="lead">${copy.lead}</p>
      ${this.#whatChoice()} ${this.#who()} ${this.#columns(readers)}
      <details>
        <summary>${copy.terms}</summary>
        ${termsFields(this.terms, (terms) => {
          this.terms = terms;
        })}
      </details>
      ${complete ? nothing : html`<p class="soft" role="status">${copy.nobody}</p>`}
      <div>
        <button type="submit" class="primary" ?disabled=${
          !complete || !this.#source() || this.state.busy.has("seal")
        }>${copy.run}</button>
      </div>
      ${this.outcome("seal")}
      ${
        sealed
          ? html`<div class="box" role="status">
              <p>${copy.done(sealed.blob.size)}</p>
              <p>${copy.shows(sealed.shown.columns, sealed.shown.grants.length)}</p>
            </div>`
          : nothing
      }
    </form>`;
  }

  /** In the exchange's page all is sealed for whoever is logged in, who lets others in from there. */
  #forTheExchange(recipient: string) {
    const { sealed } = this.state.sealing;
    return html`<form class="stack" autocomplete="off" @submit=${async (event: Event) => {
      event.preventDefault();
      const source = this.#source();
      const to = { recipient: { file: recipient, kem: NO_TERMS.kem } };
      if (source) await this.state.sealing.seal(source, [{ to }]);
    }}>
      <p class="lead">${copy.exchange.lead}</p>
      ${this.#whatChoice()}
      <div>
        <button type="submit" class="primary" ?disabled=${
          !this.#source() || this.state.busy.has("seal")
        }>${copy.exchange.run}</button>
      </div>
      ${this.outcome("seal")}
      ${sealed ? html`<p class="box" role="status">${copy.exchange.done(sealed.blob.size)}</p>` : nothing}
    </form>`;
  }

  #whatChoice() {
    return html`<fieldset>
      <legend>${copy.what}</legend>
      ${WHATS.map(
        (what) => html`<label class="inline">
          <input type="radio" name="what" .checked=${what === this.what}
            ?disabled=${!available(this.state, what)} @change=${() => {
              this.what = what;
              this.choice = new Map();
            }} />
          <span>${copy[what]}</span>
        </label>`,
      )}
      ${
        this.what === "another"
          ? html`<label>
              <span>${copy.choose}</span>
              <input type="file" @change=${(event: Event) => {
                this.another = inputOf(event).files?.[0];
              }} />
            </label>`
          : nothing
      }
    </fieldset>`;
  }

  #who() {
    const { identity } = this.state.keyDesk.keys ?? {};
    const people = this.#people();
    return html`<fieldset class="stack tight">
      <legend>${copy.who}</legend>
      <lazaret-key-status .state=${this.state}></lazaret-key-status>
      ${
        this.state.keyDesk.unlocked && identity
          ? html`${this.#reader(SELF, copy.self(identity.recipient.name))}<p class="soft small">${copy.selfHint}</p>`
          : html`<p class="soft small">${copy.noSelf}</p>`
      }
      ${people.map(({ fingerprint, name }) => this.#reader(fingerprint, name))}
      ${people.length === 0 ? html`<p class="soft small">${copy.noRecipients}</p>` : nothing}
      ${people
        .filter(({ fingerprint, verified }) => !verified && this.#chosen.has(fingerprint))
        .map((one) => unverified(this.state, one))}
      ${this.#reader(PASSPHRASE, copy.passphrase)}
      ${
        this.#chosen.has(PASSPHRASE)
          ? html`<div class="panel stack tight">
              <lazaret-new-passphrase .state=${this.state}></lazaret-new-passphrase>
              <p class="soft small">${copy.passphraseHint}</p>
            </div>`
          : nothing
      }
    </fieldset>`;
  }

  #reader(id: string, label: string) {
    return html`<label class="inline">
      <input type="checkbox" .checked=${this.#chosen.has(id)} @change=${(event: Event) => {
        const chosen = new Set(this.#chosen);
        if (inputOf(event).checked) chosen.add(id);
        else chosen.delete(id);
        this.ticked = chosen;
      }} />
      <span>${label}</span>
    </label>`;
  }

  #columns(readers: Reader[]) {
    const columns = columnsOf(this.state, this.what);
    const others = readers.filter(({ id }) => id !== SELF);
    if (columns.length === 0) return nothing;
    if (others.length === 0) return html`<p class="soft small">${copy.columnsHint}</p>`;
    return html`<lazaret-column-choice .columns=${columns} .readers=${others} .choice=${this.choice}
      @chosen=${({ detail }: CustomEvent<Choice>) => {
        this.choice = detail;
      }}></lazaret-column-choice>`;
  }

  get #chosen(): ReadonlySet<string> {
    return this.ticked ?? new Set([this.state.keyDesk.unlocked ? SELF : PASSPHRASE]);
  }

  /** Everybody else whom this browser knows. */
  #people(): Recipient[] {
    const own = this.state.keyDesk.keys?.identity?.recipient.fingerprint;
    return this.state.keyDesk.recipients.filter(({ fingerprint }) => fingerprint !== own);
  }

  /** Who was chosen. */
  #readers(): Reader[] {
    const { keys, unlocked } = this.state.keyDesk;
    const self =
      unlocked && keys?.identity ? [{ id: SELF, name: keys.identity.recipient.name }] : [];
    const people = this.#people().map((recipient) => {
      const { fingerprint: id, name } = recipient;
      return { id, name, recipient };
    });
    return [...self, ...people, { id: PASSPHRASE, name: copy.passphraseName }].filter(({ id }) =>
      this.#chosen.has(id),
    );
  }

  #source() {
    return sourceOf(this.state, this.what, this.another);
  }

  #grant(reader: Reader, passphrase: string): GrantWish {
    const { kem } = this.terms;
    const own = this.state.keyDesk.keys?.identity?.recipient.text ?? "";
    if (reader.id === SELF) return { to: { recipient: { file: own, kem } } };
    const some = this.choice.get(reader.id);
    const columns = some ? { columns: [...some].sort((a, b) => a - b) } : {};
    const { recipient } = reader;
    const to = recipient ? { recipient: { file: recipient.text, kem } } : { passphrase };
    return { to, ...columns, ...granted(this.terms) };
  }

  readonly #submit = async (event: Event) => {
    event.preventDefault();
    const source = this.#source();
    const readers = this.#readers();
    const passphrase = this.#chosen.has(PASSPHRASE) ? await this.passphrase?.take() : "";
    if (!source || passphrase === undefined) return;
    const grants = readers.map((reader) => this.#grant(reader, passphrase));
    const sealed = await this.state.sealing.seal(source, grants);
    if (!sealed) return;
    this.passphrase?.clear();
    save(sealed.blob, fileNames.sealed);
  };
}
