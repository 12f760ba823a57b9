import { html } from "lit";
import { customElement, state } from "lit/decorators.js";
import { fileNames, save } from "../save.js";
import { Step, typedNumber } from "../steps/step.js";
import { keys as words } from "../words/en-keys.js";

const copy = words.shares;
const FEWEST = 2;
const MOST = 20;

/** Hands the identity out in shares, of which some together give it back. */
@customElement("lazaret-shares")
export class Shares extends Step {
  @state() private accessor count = 3;
  @state() private accessor threshold = 2;
  /** Each in the browser's keeping until it is saved; none is read here. */
  @state() private accessor made: Blob[] = [];

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.made = [];
  }

  protected override render() {
    return html`<div class="stack tight">
      <p>${copy.lead(this.threshold, this.count)}</p>
      ${this.made.length === 0 ? this.#form() : this.#files()}
    </div>`;
  }

  #form() {
    return html`<form class="row" @submit=${this.#make}>
      ${this.#number(copy.count, this.count, FEWEST, MOST, (count) => {
        this.count = count;
        this.threshold = Math.min(this.threshold, count);
      })}
      ${this.#number(copy.threshold, this.threshold, FEWEST, this.count, (threshold) => {
        this.threshold = threshold;
      })}
      <button type="submit" ?disabled=${this.state.busy.has("keys")}>${copy.make}</button>
    </form>`;
  }

  #number(label: string, value: number, min: number, max: number, set: (value: number) => void) {
    return html`<label>
      <span>${label}</span>
      <input type="number" min=${min} max=${max} .value=${String(value)} @change=${(
        event: Event,
      ) => {
        const typed = typedNumber(event.currentTarget as HTMLInputElement) ?? value;
        set(Math.min(max, Math.max(min, Math.round(typed))));
      }} />
    </label>`;
  }

  #files() {
    return html`<div class="row">
        ${this.made.map(
          (
            file,
            at,
          ) => html`<button type="button" @click=${() => save(file, fileNames.share(at + 1))}>
            ${copy.save(at + 1, this.made.length)}
          </button>`,
        )}
      </div>
      <div><button type="button" class="quiet" @click=${this.#forget}>${copy.done}</button></div>`;
  }

  readonly #make = async (event: Event) => {
    event.preventDefault();
    this.made = (await this.state.keyDesk.shares(this.threshold, this.count)) ?? [];
  };

  readonly #forget = () => {
    this.made = [];
  };
}
