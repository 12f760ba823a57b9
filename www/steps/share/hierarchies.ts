import { css, html, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import type { ColumnRule } from "../../generated/lazaret.js";
import { words } from "../../words/en.js";
import { Step } from "../step.js";
import "./hierarchy.js";

const copy = words.share.hierarchies;

/** How each quasi-identifier grows coarser; a column's editor is made when it is opened. */
@customElement("lazaret-hierarchies")
export class Hierarchies extends Step {
  static override styles = [
    ...Step.styles,
    css`
      .panel { padding: 0.35rem 1.1rem; }
      .panel[open] { padding-block-end: 1.1rem; }
    `,
  ];

  @state() private accessor opened: ReadonlySet<string> = new Set();

  protected override render() {
    const columns = this.state.quasiIdentifiers;
    if (columns.length === 0) return nothing;
    return html`<details>
      <summary>${copy.title}</summary>
      <div class="stack tight">
        <p class="soft small">${copy.hint}</p>
        ${columns.map((rule) => this.#column(rule))}
      </div>
    </details>`;
  }

  #column({ name, hierarchy }: ColumnRule) {
    const open = (event: Event) => {
      if ((event.currentTarget as HTMLDetailsElement).open) {
        this.opened = new Set([...this.opened, name]);
      }
    };
    return html`<details class="panel" @toggle=${open}>
      <summary>${name}${hierarchy ? html` · ${copy.kinds[hierarchy.kind]}` : nothing}</summary>
      ${
        this.opened.has(name)
          ? html`<lazaret-hierarchy .state=${this.state} .column=${name}></lazaret-hierarchy>`
          : nothing
      }
    </details>`;
  }
}
