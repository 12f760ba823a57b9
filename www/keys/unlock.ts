import { html, nothing } from "lit";
import { customElement, query, state } from "lit/decorators.js";
import type { Unlocker } from "../generated/lazaret.js";
import { inputOf, Step } from "../steps/step.js";
import type { Secret } from "../vault/views.js";
import { keys as words } from "../words/en-keys.js";
import { hasPasskeys } from "./passkey.js";

const copy = words.unlock;

/** Unlocks the identity: by passphrase or passkey, and else by its recovery kit or by shares. */
@customElement("lazaret-unlock")
export class Unlock extends Step {
  @state() private accessor passkeys = false;
  @query("#passphrase") private accessor passphrase!: HTMLInputElement | null;
  @query("#words") private accessor words!: HTMLTextAreaElement;
  @query("#name") private accessor name!: HTMLInputElement | null;

  override connectedCallback(): void {
    super.connectedCallback();
    void hasPasskeys().then((passkeys) => {
      this.passkeys = passkeys;
    });
  }

  protected override render() {
    const { identity } = this.state.keyDesk.keys ?? {};
    return html`<div class="stack">
      ${identity ? this.#ways(identity.recipient.name, identity.unlockers) : this.#file()}
      <details>
        <summary>${identity ? copy.otherWays : copy.recover}</summary>
        <div class="panel stack">${identity ? nothing : this.#name()} ${this.#recovery()}</div>
      </details>
    </div>`;
  }

  #ways(name: string, unlockers: Unlocker[]) {
    const passkeys = unlockers.filter((one) => one.kind === "passkey");
    return html`<form class="stack" autocomplete="off" @submit=${this.#submit}>
      <h3>${copy.title(name)}</h3>
      <div class="row">
        <label>
          <span>${copy.passphrase}</span>
          <input id="passphrase" type="password" size="32" required autocomplete="current-password" />
        </label>
        <button type="submit" class="primary" ?disabled=${this.#busy}>${copy.run}</button>
        ${
          this.passkeys
            ? passkeys.map(
                ({ credential, salt }) => html`<button type="button" ?disabled=${this.#busy}
                  @click=${() => this.state.keyDesk.unlockWithPasskey(credential, salt)}
                >${copy.passkey}</button>`,
              )
            : nothing
        }
      </div>
    </form>`;
  }

  #file() {
    return html`<label>
      <span>${copy.file}</span>
      <input type="file" accept=".json,application/json" @change=${this.#use} />
    </label>`;
  }

  #name() {
    return html`<label>
      <span>${copy.name}</span>
      <input id="name" type="text" size="32" maxlength="50" />
    </label>`;
  }

  #recovery() {
    return html`<form class="stack tight" autocomplete="off" @submit=${this.#useWords}>
        <label>
          <span>${copy.words}</span>
          <textarea id="words" rows="4" cols="40" required autocapitalize="none" autocorrect="off" spellcheck="false"></textarea>
        </label>
        <div><button type="submit" ?disabled=${this.#busy}>${copy.wordsRun}</button></div>
      </form>
      <label>
        <span>${copy.shares}</span>
        <input type="file" multiple accept=".json,application/json" @change=${this.#useShares} />
      </label>`;
  }

  get #busy(): boolean {
    return this.state.busy.has("keys");
  }

  #unlock(secret: Secret): Promise<boolean> {
    return this.state.keyDesk.unlock(secret, this.name?.value.trim() || undefined);
  }

  readonly #submit = async (event: Event) => {
    event.preventDefault();
    const passphrase = this.passphrase?.value ?? "";
    if (this.passphrase) this.passphrase.value = "";
    await this.#unlock({ passphrase });
  };

  readonly #useWords = async (event: Event) => {
    event.preventDefault();
    const words = this.words.value;
    if (await this.#unlock({ words })) this.words.value = "";
  };

  readonly #useShares = async (event: Event) => {
    const input = inputOf(event);
    const shares = [...(input.files ?? [])];
    if (shares.length > 0) await this.#unlock({ shares });
    input.value = "";
  };

  readonly #use = async (event: Event) => {
    const [file] = inputOf(event).files ?? [];
    if (file) await this.state.keyDesk.use(file);
  };
}
