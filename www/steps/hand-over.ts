import { css, html, nothing, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";
import { bytes } from "../format.js";
import { fileNames, jsonBlob, save } from "../save.js";
import { words } from "../words/en.js";
import { Step } from "./step.js";

const copy = words.handOver;

/** Step 5: everything that may leave, each saved by a press of its own. */
@customElement("lazaret-hand-over")
export class HandOverStep extends Step {
  static override styles = [
    ...Step.styles,
    css`
      .panel { align-content: space-between; }
    `,
  ];

  protected override render() {
    const { shared, releases, sealing, recipe } = this.state;
    const { sealed } = sealing;
    return html`<div class="stack">
      <p class="lead">${copy.lead}</p>
      <div class="panels wide">
        ${this.#thing(
          copy.table.name,
          shared
            ? html`${copy.tableHint(shared.report.rows, shared.report.k)} ${this.state.sharedIsStale ? copy.stale : nothing}`
            : copy.table.missing,
          copy.table.action,
          shared && this.#saveTable,
        )}
        ${this.#thing(
          copy.numbers.name,
          releases.length > 0 ? copy.numbersHint(releases.length) : copy.numbers.missing,
          copy.numbers.action,
          releases.length > 0 ? this.#saveNumbers : undefined,
        )}
        ${this.#thing(
          copy.sealed.name,
          sealed ? bytes(sealed.blob.size) : copy.sealed.missing,
          copy.sealed.action,
          sealed && (() => save(sealed.blob, fileNames.sealed)),
        )}
        ${this.#thing(copy.recipe.name, copy.recipe.hint, copy.recipe.action, () =>
          save(jsonBlob(recipe), fileNames.recipe),
        )}
      </div>
      ${this.outcome("hand-over")}
      <div class="no-print">
        <button type="button" class="quiet" @click=${() => window.print()}>${copy.print}</button>
      </div>
    </div>`;
  }

  #thing(
    name: string,
    hint: TemplateResult | string,
    action: string,
    act: (() => void) | undefined,
  ) {
    return html`<section class="panel stack tight">
      <div class="stack tight">
        <h3>${name}</h3>
        <p class="soft small">${hint}</p>
      </div>
      <div><button type="button" ?disabled=${!act} @click=${act ?? nothing}>${action}</button></div>
    </section>`;
  }

  readonly #saveTable = async () => {
    const csv = await this.state.run("hand-over", copy.table.action, (options) =>
      this.state.sharedCsv(options),
    );
    if (csv) save(csv, fileNames.table);
  };

  readonly #saveNumbers = () => {
    const { releases, budget } = this.state;
    save(jsonBlob({ budget, releases }), fileNames.numbers);
    this.state.dispatchEvent(
      new CustomEvent("released", { detail: { numbers: releases, budget } }),
    );
  };
}
