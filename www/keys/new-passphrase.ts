import { css, html } from "lit";
import { customElement, query, state } from "lit/decorators.js";
import { inputOf, Step } from "../steps/step.js";
import { keys as words } from "../words/en-keys.js";

const copy = words.passphrase;

/** A new passphrase: words drawn by chance, or the reader's own. It is read once, and then gone. */
@customElement("lazaret-new-passphrase")
export class NewPassphrase extends Step {
  static override styles = [
    ...Step.styles,
    css`
      .drawn { font: 600 1.15rem / 1.6 ui-monospace, monospace; user-select: all; }
    `,
  ];

  @state() private accessor suggestion: string | undefined;
  @state() private accessor own = false;
  @state() private accessor shown = false;
  @state() private accessor copied = false;
  /** What is said about the reader's own passphrase. */
  @state() private accessor verdict: string | undefined;
  @query("#own") private accessor typed!: HTMLInputElement | null;
  @query("#repeat") private accessor repeated!: HTMLInputElement | null;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#suggest();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.clear();
  }

  /** The passphrase, or undefined where it will not do, which is then said. */
  async take(): Promise<string | undefined> {
    if (!this.own) {
      const { suggestion } = this;
      if (!suggestion) await this.#suggest(); // to be written down first
      return suggestion;
    }
    const typed = this.typed?.value ?? "";
    const strong = await this.#judge();
    if (strong && typed === this.repeated?.value) return typed;
    if (strong) this.verdict = copy.mismatch;
    return undefined;
  }

  /** Forgets what was typed and drawn. */
  clear(): void {
    for (const input of [this.typed, this.repeated]) if (input) input.value = "";
    this.suggestion = undefined;
    this.copied = false;
    this.verdict = undefined;
  }

  protected override render() {
    return this.own ? this.#own() : this.#suggested();
  }

  #suggested() {
    const { suggestion } = this;
    return html`<div class="stack tight">
      <p>${copy.suggested}</p>
      ${
        // Their place is kept until they are drawn, or the buttons below would move under the reader's hand.
        suggestion
          ? html`<p class="box drawn words">${suggestion}</p>`
          : html`<p class="box drawn">&nbsp;</p>`
      }
      <div class="row middle">
        <button type="button" @click=${this.#copy} ?disabled=${!suggestion}>${copy.copy}</button>
        <button type="button" @click=${this.#suggest}>${suggestion ? copy.another : copy.suggest}</button>
        <button type="button" class="quiet" @click=${this.#typeOwn}>${copy.own}</button>
      </div>
      <p class="soft small" role="status">${this.copied ? copy.copied : copy.keep}</p>
    </div>`;
  }

  #own() {
    const input = (id: string, label: string) => html`<label>
      <span>${label}</span>
      <input id=${id} type=${this.shown ? "text" : "password"} size="32" autocomplete="new-password"
        spellcheck="false" @input=${this.#judge} />
    </label>`;
    return html`<div class="stack tight">
      <div class="row">${input("own", copy.label)} ${input("repeat", copy.repeat)}</div>
      <p class="soft small" role="status">
        ${this.verdict ?? copy.ask}
      </p>
      <div class="row middle">
        <label class="inline">
          <input type="checkbox" .checked=${this.shown} @change=${(event: Event) => {
            this.shown = inputOf(event).checked;
          }} />
          <span>${copy.show}</span>
        </label>
        <button type="button" class="quiet" @click=${this.#suggest}>${copy.suggest}</button>
      </div>
    </div>`;
  }

  readonly #suggest = async () => {
    this.own = false;
    this.copied = false;
    this.suggestion = await this.state.keyDesk.suggestPassphrase();
  };

  readonly #typeOwn = () => {
    this.clear();
    this.own = true;
  };

  readonly #copy = async () => {
    if (this.suggestion) await navigator.clipboard.writeText(this.suggestion);
    this.copied = true;
  };

  /** Whether the reader's own passphrase is hard enough to guess, which is said. */
  readonly #judge = async (): Promise<boolean> => {
    const typed = this.typed?.value ?? "";
    const { bits, at_least } = await this.state.keyDesk.strengthOf(typed);
    const strong = bits >= at_least;
    if (typed === this.typed?.value) {
      this.verdict = strong ? copy.strong(bits) : copy.weak(bits, at_least);
    }
    return strong;
  };
}
