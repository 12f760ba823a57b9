import { html, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import { generatePassphrase } from "../passphrase.js";
import { fileNames, save } from "../save.js";
import { words } from "../words/en.js";
import { inputOf, Step } from "./step.js";

const copy = words.seal;
const LEAST_CHARACTERS = 12;
type What = "original" | "shared" | "another";

/** Seals a whole file under a passphrase and saves the ciphertext. */
@customElement("lazaret-seal")
export class SealStep extends Step {
  @state() private accessor what: What = "original";
  @state() private accessor another: File | undefined;
  @state() private accessor passphrase = "";
  @state() private accessor repeated = "";
  @state() private accessor generated = false;
  @state() private accessor shown = false;

  protected override render() {
    const { sealed } = this.state;
    const problem = this.#problem();
    return html`<form class="stack" @submit=${this.#submit} autocomplete="off">
      <p class="lead">${copy.lead}</p>
      ${this.#choice()} ${this.#passphraseFields()}
      ${problem && (this.passphrase || this.repeated) ? html`<p class="soft" role="status">${problem}</p>` : nothing}
      <div>
        <button
          type="submit"
          class="primary"
          ?disabled=${problem !== undefined || !this.#source() || this.state.busy.has("seal")}
        >
          ${copy.run}
        </button>
      </div>
      ${this.outcome("seal")}
      ${sealed ? html`<p class="box" role="status">${copy.done(sealed.size)}</p>` : nothing}
    </form>`;
  }

  #choice() {
    const option = (what: What, label: string, disabled: boolean) => html`<label class="inline">
      <input
        type="radio"
        name="what"
        .checked=${what === this.what}
        ?disabled=${disabled}
        @change=${() => {
          this.what = what;
        }}
      />
      <span>${label}</span>
    </label>`;
    return html`<fieldset>
      <legend>${copy.what}</legend>
      ${option("original", copy.original, !this.state.file)}
      ${option("shared", copy.shared, !this.state.shared)} ${option("another", copy.another, false)}
      ${
        this.what === "another"
          ? html`<label>
              <span>${copy.choose}</span>
              <input
                type="file"
                @change=${(event: Event) => {
                  this.another = inputOf(event).files?.[0];
                }}
              />
            </label>`
          : nothing
      }
    </fieldset>`;
  }

  #passphraseFields() {
    const type = this.shown ? "text" : "password";
    return html`<div class="stack tight">
      <div class="row">
        <label>
          <span>${copy.passphrase}</span>
          <input
            type=${type}
            size="32"
            autocomplete="new-password"
            spellcheck="false"
            .value=${this.passphrase}
            @input=${(event: Event) => {
              this.passphrase = inputOf(event).value;
              this.generated = false;
            }}
          />
        </label>
        ${
          this.generated
            ? nothing
            : html`<label>
                <span>${copy.repeat}</span>
                <input
                  type=${type}
                  size="32"
                  autocomplete="new-password"
                  spellcheck="false"
                  .value=${this.repeated}
                  @input=${(event: Event) => {
                    this.repeated = inputOf(event).value;
                  }}
                />
              </label>`
        }
        <button type="button" @click=${this.#generate}>${copy.generate}</button>
      </div>
      <label class="inline">
        <input
          type="checkbox"
          .checked=${this.shown}
          @change=${(event: Event) => {
            this.shown = inputOf(event).checked;
          }}
        />
        <span>${copy.show}</span>
      </label>
      ${this.generated && this.shown ? html`<p class="strong"><code>${this.passphrase}</code></p>` : nothing}
      <p class="soft small">${this.generated ? copy.generated : copy.strength}</p>
    </div>`;
  }

  #problem(): string | undefined {
    if (this.passphrase.length < LEAST_CHARACTERS) return copy.short(LEAST_CHARACTERS);
    if (!this.generated && this.passphrase !== this.repeated) return copy.mismatch;
    return undefined;
  }

  #source(): (() => Promise<{ blob: Blob; name: string }>) | undefined {
    const { file, shared } = this.state;
    if (this.what === "shared") {
      return (
        shared && (async () => ({ blob: await this.state.sharedCsv(), name: fileNames.table }))
      );
    }
    const chosen = this.what === "original" ? file : this.another;
    return chosen && (async () => ({ blob: chosen, name: chosen.name }));
  }

  readonly #generate = () => {
    this.passphrase = generatePassphrase();
    this.repeated = "";
    this.generated = true;
    this.shown = true;
  };

  readonly #submit = async (event: Event) => {
    event.preventDefault();
    const source = this.#source();
    if (!source || this.#problem()) return;
    const sealed = await this.state.seal(source, this.passphrase);
    if (sealed) save(sealed, fileNames.sealed);
  };
}
