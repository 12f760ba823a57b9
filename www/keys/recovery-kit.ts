import { css, html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { RecoveryKit as Kit } from "../generated/lazaret.js";
import { Step } from "../steps/step.js";
import type { TypedWord } from "../vault/views.js";
import { keys as words } from "../words/en-keys.js";
import { qr } from "./qr.js";

const copy = words.kit;
const ASKED = 3;

/** The recovery kit: on the screen to be printed, then typed back in part, then gone. */
@customElement("lazaret-recovery-kit")
export class RecoveryKit extends Step {
  static override styles = [
    ...Step.styles,
    css`
      ol { columns: 3 9rem; font-family: ui-monospace, monospace; padding-inline-start: 2.5rem; }
      li + li { margin-block-start: 0; }
      li { break-inside: avoid; line-height: 1.9; }
      svg { max-inline-size: 100%; block-size: auto; }
    `,
  ];

  /** The kit while it is shown; without it some of its words are asked for. */
  @property({ attribute: false }) accessor kit: Kit | undefined;
  /** Which words are asked for, counted from 1. */
  #numbers: number[] = [];

  protected override render() {
    return this.kit ? this.#shown(this.kit) : this.#asked();
  }

  #shown({ name, fingerprint, words: all, qr: modules, date }: Kit) {
    const { making } = this.state.keyDesk;
    return html`<div class="stack">
      <h3>${copy.title}</h3>
      <p>${copy.lead}</p>
      <p class="strong no-print">${copy.print}</p>
      <p class="small">${copy.of(name, fingerprint, date)}</p>
      <ol aria-label=${copy.words}>${all.map((word) => html`<li>${word}</li>`)}</ol>
      <div>${qr(modules, copy.code)}</div>
      <div class="row no-print">
        <button type="button" @click=${() => window.print()}>${copy.action}</button>
        <button type="button" class="primary" @click=${this.#next}>
          ${making ? copy.next : copy.hide}
        </button>
        ${making ? this.#abandon() : nothing}
      </div>
    </div>`;
  }

  #asked() {
    if (this.#numbers.length === 0) this.#numbers = drawn(ASKED);
    return html`<form class="stack" autocomplete="off" @submit=${this.#check}>
      <h3>${copy.title}</h3>
      <p>${copy.confirm}</p>
      <div class="row">
        ${this.#numbers.map(
          (number) => html`<label>
            <span>${copy.word(number)}</span>
            <input type="text" size="12" required autocapitalize="none" autocorrect="off" spellcheck="false"
              data-number=${number} />
          </label>`,
        )}
      </div>
      <div class="row">
        <button type="submit" class="primary" ?disabled=${this.state.busy.has("keys")}>${copy.check}</button>
        <button type="button" @click=${() => this.state.keyDesk.showKit()}>${copy.again}</button>
        ${this.#abandon()}
      </div>
    </form>`;
  }

  #abandon() {
    return html`<button type="button" class="quiet" @click=${() => this.state.keyDesk.abandon()}>
      ${copy.abandon}
    </button>`;
  }

  readonly #next = () => {
    this.#numbers = drawn(ASKED);
    this.state.keyDesk.hideKit();
  };

  readonly #check = async (event: Event) => {
    event.preventDefault();
    const inputs = [...this.renderRoot.querySelectorAll<HTMLInputElement>("input[data-number]")];
    const typed: TypedWord[] = inputs.map((input) => ({
      number: Number(input.dataset.number),
      word: input.value.trim().toLowerCase(),
    }));
    await this.state.keyDesk.confirm(typed);
    for (const input of inputs) input.value = "";
  };
}

/** Different numbers from 1 to 24, in their order. */
function drawn(count: number): number[] {
  const places = new Set<number>();
  while (places.size < count) {
    const [byte = 0] = crypto.getRandomValues(new Uint8Array(1));
    if (byte < 240) places.add(1 + (byte % 24)); // 240 is a multiple of 24
  }
  return [...places].sort((a, b) => a - b);
}
