import { css, html, LitElement } from "lit";
import { property, state } from "lit/decorators.js";
import { styles } from "../styles.js";
import { words } from "../words/en.js";

const WIDEST = 720;

/** A chart as wide as its place, with the same numbers as a table below it. */
export abstract class Chart extends LitElement {
  static override styles = [
    styles,
    css`
      .drawing { min-block-size: 3rem; }
      .drawing svg { display: block; max-inline-size: 100%; block-size: auto; }
      .key { margin-inline-end: 1.25rem; }
      .key::before { content: ""; display: inline-block; inline-size: 0.8rem; block-size: 0.8rem; margin-inline-end: 0.4rem; background: var(--accent); }
      .key.muted::before { background: var(--muted); }
      details { margin-block-start: 0.5rem; }
    `,
  ];

  @property() accessor label = "";
  @state() private accessor width = 0;

  readonly #observer = new ResizeObserver(([entry]) => {
    this.width = Math.min(WIDEST, Math.floor(entry?.contentRect.width ?? 0));
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.#observer.observe(this);
  }

  override disconnectedCallback(): void {
    this.#observer.disconnect();
    super.disconnectedCallback();
  }

  protected abstract drawing(root: ShadowRoot, width: number): Element;
  /** What the colours mean, where there are several. */
  protected legend(): { name: string; muted: boolean }[] {
    return [];
  }
  protected abstract table(): { head: string[]; rows: string[][] };

  protected override render() {
    const root = this.shadowRoot;
    const { head, rows } = this.table();
    return html`<figure>
      ${this.legend().map(
        ({ name, muted }) => html`<span class="key ${muted ? "muted" : ""}">${name}</span>`,
      )}
      <div class="drawing">${root && this.width > 0 ? this.drawing(root, this.width) : ""}</div>
      <details>
        <summary>${words.showAsTable}</summary>
        <div class="scroll tall" tabindex="0" role="group" aria-label=${this.label}>
          <table>
            <thead><tr>${head.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
            <tbody>
              ${rows.map(
                ([name, ...numbers]) =>
                  html`<tr>
                    <th scope="row">${name}</th>
                    ${numbers.map((value) => html`<td>${value}</td>`)}
                  </tr>`,
              )}
            </tbody>
          </table>
        </div>
      </details>
    </figure>`;
  }
}
