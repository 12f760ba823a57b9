import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import "./keys/keys.js";
import { FIRST_VIEW } from "./lesson/address.js";
import "./lesson/lesson.js";
import "./steps/describe.js";
import "./steps/hand-over.js";
import "./steps/load.js";
import "./steps/open/open.js";
import "./steps/proof.js";
import "./steps/protect.js";
import "./steps/risk.js";
import { State } from "./state.js";
import { frameStyles, styles } from "./styles.js";
import { words } from "./words/en.js";

const EVENTS = ["loaded", "protected", "released"] as const;

const MODES = ["protect", "open", "keys", "learn"] as const;
type Mode = (typeof MODES)[number];

/**
 * The workbench: one page of numbered steps that open as the work proceeds.
 *
 * @attr mode - `protect` (default), `open` for nothing but opening a sealed file, `keys` for the
 *   reader's identity, or `learn` for the lesson on made-up patients
 * @attr modes - lets the reader change the mode
 * @attr lang - language of the words; only `en` so far
 * @prop file - a File to load, in place of the reader's choosing one
 * @prop address - the mode, and in the lesson the view, as a link's fragment may hold them:
 *   empty, `open`, `keys`, or `learn=noise&epsilon=0.5`
 * @prop recipient - in the exchange's page, whom all is sealed for: the text of a recipient's file
 * @fires loaded - a table was read; detail: `{ rows, columns, memory }`, memory in bytes
 * @fires protected - rows were protected; detail: `{ k, rows, ncp, classes, smallest_class }`
 * @fires released - detail: `{ numbers, budget }` when the reader saves noisy numbers, or
 *   `{ sealed }`, a Blob of ciphertext. Never rows, never keys.
 * @fires navigated - the reader changed the mode or something in the lesson; detail: `{ address }`
 */
@customElement("lazaret-workbench")
export class Workbench extends LitElement {
  static override styles = [
    styles,
    frameStyles,
    css`
      .modes { gap: 0.5rem; padding-block-start: 0.75rem; }
      .standing { position: sticky; inset-block-start: 0; z-index: 2; background: var(--paper); border-block: 1px solid var(--line); padding-block: 0.6rem; display: flex; flex-wrap: wrap; align-items: start; justify-content: space-between; gap: 0.5rem 1rem; }
      .standing > lazaret-proof { flex: 1 1 20rem; }
      .standing:has(lazaret-proof[open]) { position: static; }
      .step { display: grid; grid-template-columns: 3.5rem minmax(0, 1fr); padding-block: 2.5rem; border-block-end: 1px solid var(--line); }
      .step > .numeral { font-size: 1.5rem; line-height: 1.25; color: var(--accent); font-weight: 600; }
      .step > div { display: grid; gap: 1rem; grid-template-columns: minmax(0, 1fr); }
      .later { color: var(--soft); padding-block: 1.1rem; }
      .later h2 { font-weight: 400; font-size: 1.15rem; }
      .later .numeral { color: var(--soft); font-weight: 400; font-size: 1.15rem; }
      @container (max-width: 40rem) {
        .step { grid-template-columns: minmax(0, 1fr); padding-block: 2rem; }
        .later { padding-block: 0.9rem; }
        .numeral { display: none; }
        h2:not([data-numeral=""])::before { content: attr(data-numeral) / ""; color: var(--accent); margin-inline-end: 0.6rem; }
      }
      @media (max-height: 30rem) {
        .standing { position: static; }
      }
      @media print {
        .later { display: none; }
        .standing { position: static; }
      }
    `,
  ];

  @property() accessor mode: Mode = "protect";
  @property({ type: Boolean }) accessor modes = false;
  @state() private accessor lesson = FIRST_VIEW;
  /** Where the reader came from to see the keys. */
  #before: Mode = "protect";
  /** What the exchange's page gave to be opened. */
  @state() private accessor shown: { file: File; keys: Uint8Array } | undefined;

  readonly #state = new State();
  /** Modes that were open: they keep what was typed while another is looked at. */
  readonly #visited = new Set<Mode>();

  get file(): File | undefined {
    return this.#state.file;
  }

  set file(file: File | undefined) {
    if (file) void this.#state.load(file);
  }

  /** In the exchange's page, whom all is sealed for; keys have no place here then. */
  set recipient(recipient: string) {
    this.#state.sealing.recipient = recipient;
    if (this.mode === "keys") this.mode = "protect";
    this.#state.changed();
  }

  /** Opens a sealed file with the keys of its columns. */
  show({ file, keys, name }: { file: Blob; keys: Uint8Array; name: string }): void {
    this.shown = { file: new File([file], name), keys };
    this.#go("open");
  }

  get address(): string {
    if (this.mode === "learn") return this.lesson;
    return this.mode === "protect" ? "" : this.mode;
  }

  set address(address: string) {
    this.mode = MODES.find((mode) => address.split("=")[0] === mode) ?? "protect";
    if (this.mode === "learn") this.lesson = address;
  }

  constructor() {
    super();
    this.#state.addEventListener("change", () => this.requestUpdate());
    for (const name of EVENTS) {
      this.#state.addEventListener(name, (event) => {
        const { detail } = event as CustomEvent;
        this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
      });
    }
  }

  protected override render() {
    const state = this.#state;
    this.#visited.add(this.mode);
    return html`<main class="page" @show-keys=${this.#showKeys}>
      <header>
        <h1>${words.title}</h1>
        <p class="lead">${words.tagline}</p>
        ${this.modes ? this.#switch() : nothing}
      </header>
      <div class="standing"><lazaret-proof></lazaret-proof>${this.mode === "protect" ? this.#undo() : nothing}</div>
      ${this.#kept("protect", () => this.#protect(state))}
      ${this.#kept("open", () =>
        this.#step(
          "",
          words.steps.open,
          true,
          html`<lazaret-open .state=${state} .keys=${this.shown?.keys} .file=${this.shown?.file}></lazaret-open>`,
        ),
      )}
      ${this.#kept("keys", () => this.#step("", words.steps.keys, true, this.#keys(state)))}
      ${
        this.mode === "learn"
          ? this.#step(
              "",
              words.steps.learn,
              true,
              html`<lazaret-lesson .address=${this.lesson} @navigated=${this.#followLesson}></lazaret-lesson>`,
            )
          : nothing
      }
    </main>`;
  }

  /** A mode's part of the page, hidden rather than taken away when it is left. */
  #kept(mode: Mode, content: () => unknown) {
    if (!this.#visited.has(mode)) return nothing;
    return html`<div ?hidden=${mode !== this.mode}>${content()}</div>`;
  }

  #protect(state: State) {
    const ready = state.description !== undefined;
    const { load, describe, risk, protect, handOver } = words.steps;
    return [
      this.#step("1", load, true, html`<lazaret-load .state=${state}></lazaret-load>`),
      this.#step("2", describe, ready, html`<lazaret-describe .state=${state}></lazaret-describe>`),
      this.#step("3", risk, ready, html`<lazaret-risk .state=${state}></lazaret-risk>`),
      this.#step("4", protect, ready, html`<lazaret-protect .state=${state}></lazaret-protect>`),
      this.#step(
        "5",
        handOver,
        ready,
        html`<lazaret-hand-over .state=${state}></lazaret-hand-over>`,
      ),
    ];
  }

  /** The keys, with a way back where no switch of modes shows one. */
  #keys(state: State) {
    const back = () => this.#go(this.#before);
    return html`${this.modes ? nothing : html`<div class="no-print"><button type="button" @click=${back}>${words.keys.back}</button></div>`}
      <lazaret-keys .state=${state}></lazaret-keys>`;
  }

  readonly #showKeys = () => {
    this.#before = this.mode;
    this.#go("keys");
  };

  #go(mode: Mode): void {
    this.mode = mode;
    const detail = { address: this.address };
    this.dispatchEvent(new CustomEvent("navigated", { detail, bubbles: true, composed: true }));
  }

  #switch() {
    return html`<nav class="modes row no-print" aria-label=${words.modes.title}>
      ${MODES.filter((mode) => mode !== "keys" || !this.#state.sealing.recipient).map(
        (mode) => html`<button
          type="button"
          aria-current=${mode === this.mode ? "page" : nothing}
          @click=${() => this.#go(mode)}
        >${words.modes[mode]}</button>`,
      )}
    </nav>`;
  }

  readonly #followLesson = ({ detail }: CustomEvent<{ address: string }>) => {
    this.lesson = detail.address;
  };

  #undo() {
    const state = this.#state;
    if (!state.recipe) return nothing;
    const { undo, redo } = words.history;
    return html`<div class="row middle no-print" role="group" aria-label=${words.history.title}>
      <button type="button" ?disabled=${!state.canUndo} @click=${() => state.undo()}>${undo}</button>
      <button type="button" ?disabled=${!state.canRedo} @click=${() => state.redo()}>${redo}</button>
    </div>`;
  }

  #step(numeral: string, title: string, open: boolean, content: TemplateResult) {
    return html`<section class=${open ? "step" : "step later"}>
      <span class="numeral" aria-hidden="true">${numeral}</span>
      <div>
        <h2 data-numeral=${numeral}>${title}</h2>
        ${open ? content : nothing}
      </div>
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "lazaret-workbench": Workbench;
  }
}
