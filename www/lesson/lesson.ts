import { css, html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { Client } from "../client.js";
import { type Failure, toFailure } from "../failure.js";
import { inputOf, refusal } from "../steps/step.js";
import { styles } from "../styles.js";
import { lesson as copy } from "../words/en-lesson.js";
import { addressOf, type Place, placeOf } from "./address.js";
import type { Control, View } from "./view.js";
import { views } from "./views.js";

/**
 * The lesson: one view at a time, on made-up patients, in an engine of its own that no
 * table was ever loaded into.
 *
 * @prop address - the view and how it stands, as a link's fragment has it
 * @fires navigated - the reader went elsewhere in the lesson; detail: `{ address }`
 */
@customElement("lazaret-lesson")
export class Lesson extends LitElement {
  static override styles = [
    styles,
    css`
      nav ol { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: 0.4rem; counter-reset: view; }
      nav li { margin: 0; counter-increment: view; }
      nav button { min-block-size: 2.25rem; padding: 0.2rem 0.8rem; }
      nav button::before { content: counter(view) ". " / ""; color: var(--soft); }
      nav button[aria-current] { background: var(--wash); border-color: var(--accent); font-weight: 600; }
      .controls { gap: 1rem 2rem; align-items: start; }
      .controls label { inline-size: min(17rem, 100%); }
      output { font-weight: 400; color: var(--soft); }
      .drawing { display: grid; gap: 1.5rem; grid-template-columns: minmax(0, 1fr); }
      .hundreds { display: flex; flex-wrap: wrap; gap: 1.25rem 2rem; }
      .hundred { inline-size: 12rem; display: grid; gap: 0.5rem; align-content: start; }
      .hundred.wide { inline-size: min(22rem, 100%); }
      .hundred svg { inline-size: 12rem; }
      .hundred rect { fill: var(--line); }
      .hundred .filled { fill: var(--accent); }
      .hundred .wrong { fill: var(--alarm-wash); stroke: var(--alarm); stroke-width: 0.06; }
      .hundred .cross { stroke: var(--alarm); stroke-width: 0.1; }
      .pictures { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fill, minmax(min(11rem, 100%), 1fr)); }
      .only-print { display: none; }
      @media print {
        .only-print { display: block; }
      }
    `,
  ];

  @property() accessor address = "";
  @state() private accessor shown: (Place & { result: unknown }) | undefined;
  @state() private accessor failure: Failure | undefined;

  #client: Client | undefined;
  #running = false;
  #again = false;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#client = new Client((reason) => {
      this.failure = reason;
    });
    if (this.hasUpdated) void this.#run();
  }

  override disconnectedCallback(): void {
    this.#client?.close();
    this.#client = undefined;
    super.disconnectedCallback();
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has("address")) void this.#run();
  }

  /** Runs the view as it stands now; changes made meanwhile are one more run. */
  async #run(): Promise<void> {
    this.#again = true;
    if (this.#running) return;
    this.#running = true;
    while (this.#again && this.#client) {
      this.#again = false;
      const place = placeOf(this.address);
      try {
        const { view, values, seed } = place;
        this.shown = { ...place, result: await view.ask(this.#client.call, values, seed) };
        this.failure = undefined;
      } catch (thrown) {
        if (this.#client) this.failure = toFailure(thrown);
      }
    }
    this.#running = false;
  }

  #go(place: Place): void {
    this.address = addressOf(place);
    const detail = { address: this.address };
    this.dispatchEvent(new CustomEvent("navigated", { detail, bubbles: true, composed: true }));
  }

  /** From the end of one view to the beginning of the next. */
  async #turnTo(view: View): Promise<void> {
    this.#go(placeOf(`learn=${view.id}`));
    await this.updateComplete;
    this.shadowRoot?.getElementById("view")?.focus();
  }

  protected override render() {
    const place = placeOf(this.address);
    const { view } = place;
    const shown = this.shown?.view === view ? this.shown : undefined;
    return html`<div class="stack">
      <p class="lead">${copy.lead}</p>
      ${this.#contents(place)}
      <section class="stack" aria-labelledby="view">
        <h3 id="view" tabindex="-1">${view.title}</h3>
        <p>${view.see}</p>
        <div class="row controls" role="group" aria-label=${copy.settings}>
          ${view.controls
            .filter(({ shown }) => shown?.(place.values) ?? true)
            .map((control) => this.#control(control, place))}
        </div>
        ${view.draws ? this.#seed(place) : nothing}
        <div class="stack tight strong" aria-live="polite">
          ${shown?.view.says(shown.result, shown.values).map((sentence) => html`<p>${sentence}</p>`)}
        </div>
        ${this.failure ? refusal(this.failure) : nothing}
        <div class="drawing">${shown?.view.draw(shown.result, shown.values)}</div>
        <p class="only-print small">${copy.link(addressOf(place))}</p>
      </section>
      ${this.#neighbours(place)}
    </div>`;
  }

  #contents({ view }: Place) {
    return html`<nav class="no-print" aria-label=${copy.views}>
      <ol>
        ${views.map(
          (one) => html`<li>
            <button
              type="button"
              aria-current=${one === view ? "true" : nothing}
              @click=${() => this.#go(placeOf(`learn=${one.id}`))}
            >${one.title}</button>
          </li>`,
        )}
      </ol>
    </nav>`;
  }

  #control(control: Control, place: Place) {
    const { name, label, names, text } = control;
    const value = place.values[name] ?? control.initial;
    const set = (value: number) =>
      this.#go({ ...place, values: { ...place.values, [name]: value } });
    if (names) {
      return html`<label>
        <span>${label}</span>
        <select @change=${(event: Event) => set(Number((event.currentTarget as HTMLSelectElement).value))}>
          ${names.map((one, index) => {
            const stop = control.stops[index];
            return html`<option value=${stop} ?selected=${stop === value}>${one}</option>`;
          })}
        </select>
      </label>`;
    }
    // A link may hold a value between two stops.
    const stops = [...new Set([...control.stops, value])].sort((one, other) => one - other);
    return html`<label>
      <span>${label}: <output>${text(value)}</output></span>
      <input
        type="range"
        name=${name}
        min="0"
        max=${stops.length - 1}
        .value=${`${stops.indexOf(value)}`}
        aria-valuetext=${text(value)}
        @input=${(event: Event) => set(stops[inputOf(event).valueAsNumber] ?? value)}
      />
    </label>`;
  }

  #seed(place: Place) {
    const { seed } = place;
    const again = () => {
      if (seed === undefined) void this.#run();
      else this.#go({ ...place, seed: undefined });
    };
    return html`<div class="row middle">
      <span class="soft small">${seed === undefined ? copy.fresh : copy.seeded(seed)}</span>
      <button type="button" @click=${() => this.#go({ ...place, seed: (seed ?? 0) + 1 })}>
        ${seed === undefined ? copy.backToSeeds : copy.nextSeed}
      </button>
      <button type="button" @click=${again}>${copy.runFresh}</button>
    </div>`;
  }

  #neighbours({ view }: Place) {
    const at = views.indexOf(view);
    const step = (by: number, text: string) => {
      const next = views[at + by];
      return next
        ? html`<button type="button" @click=${() => this.#turnTo(next)}>${text}: ${next.title}</button>`
        : nothing;
    };
    return html`<div class="row no-print">${step(-1, copy.previous)} ${step(1, copy.next)}</div>`;
  }
}
