import { html } from "lit";
import { customElement, query } from "lit/decorators.js";
import { inputOf, Step } from "../steps/step.js";
import type { Recipient } from "../vault/views.js";
import { keys as words } from "../words/en-keys.js";

const copy = words.recipients;

/** The people to seal for, and whether their keys were compared with them. */
@customElement("lazaret-recipients")
export class Recipients extends Step {
  @query("textarea") private accessor pasted!: HTMLTextAreaElement;

  protected override render() {
    const { recipients } = this.state.keyDesk;
    return html`<div class="stack">
      <p>${copy.lead}</p>
      ${
        recipients.length === 0
          ? html`<p class="soft">${copy.none}</p>`
          : html`<div class="panels">${recipients.map((one) => this.#recipient(one))}</div>`
      }
      <div class="row" @dragover=${(event: DragEvent) => event.preventDefault()} @drop=${this.#drop}>
        <label>
          <span>${copy.add}</span>
          <input type="file" accept=".json,application/json" @change=${this.#choose} />
        </label>
      </div>
      <details>
        <summary>${copy.paste}</summary>
        <form class="stack tight" @submit=${this.#paste}>
          <textarea rows="4" cols="40" required spellcheck="false" aria-label=${copy.paste}></textarea>
          <div><button type="submit">${copy.addPasted}</button></div>
        </form>
      </details>
      ${this.outcome("recipients")}
    </div>`;
  }

  #recipient({ name, words, fingerprint, verified }: Recipient) {
    const own = this.state.keyDesk.keys?.identity?.recipient.fingerprint === fingerprint;
    return html`<section class="panel stack tight">
      <h4>${name}</h4>
      <p class="small soft">${copy.words}</p>
      <p>${words}</p>
      ${
        own
          ? html`<p class="small">${copy.you}</p>`
          : html`<p class="small" role="status">${verified ? copy.isVerified : copy.unverified}</p>
            <label class="inline">
              <input type="checkbox" .checked=${verified} @change=${(event: Event) =>
                this.state.keyDesk.verify(fingerprint, inputOf(event).checked)} />
              <span>${copy.verified}</span>
            </label>`
      }
      <div>
        <button type="button" class="quiet" @click=${() => this.state.keyDesk.removeRecipient(fingerprint)}>
          ${copy.remove(name)}
        </button>
      </div>
    </section>`;
  }

  readonly #choose = async (event: Event) => {
    const input = inputOf(event);
    const [file] = input.files ?? [];
    if (file) await this.#add(file);
    input.value = "";
  };

  readonly #drop = async (event: DragEvent) => {
    event.preventDefault();
    const file = event.dataTransfer?.files[0];
    if (file) await this.#add(file);
  };

  async #add(file: File): Promise<void> {
    await this.state.keyDesk.addRecipient(await file.text());
  }

  readonly #paste = async (event: Event) => {
    event.preventDefault();
    if (await this.state.keyDesk.addRecipient(this.pasted.value)) this.pasted.value = "";
  };
}
