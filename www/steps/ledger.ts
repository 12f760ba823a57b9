import { css, html, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import type { Certificate, LedgerEntry, LedgerState } from "../generated/lazaret.js";
import { fileNames, save } from "../save.js";
import { words } from "../words/en.js";
import { ledger as copy } from "../words/en-ledger.js";
import "./certificate.js";
import { costOf, measureOfLoss, symbolOf } from "./numbers/loss.js";
import { Step } from "./step.js";

/** The ledger of the table: what was spent and on what, its file, and certificates. */
@customElement("lazaret-ledger")
export class LedgerPanel extends Step {
  static override styles = [
    ...Step.styles,
    css`
      ol { padding-inline-start: 1.5rem; }
      li > .row { justify-content: space-between; }
    `,
  ];

  @state() private accessor certificate: Certificate | undefined;

  protected override render() {
    const { ledger, other, lasts } = this.state.desk;
    return html`<div class="stack tight">
      ${lasts ? nothing : html`<p class="box alarm">${copy.memoryOnly}</p>`}
      <details>
        <summary>${copy.title}</summary>
        <div class="stack tight">
          <p class="soft">${copy.lead}</p>
          ${ledger ? this.#contents(ledger) : nothing}
          <div class="row middle no-print">
            ${ledger ? html`<button type="button" @click=${this.#save}>${copy.save}</button>` : nothing}
            <label>
              <span>${copy.load}</span>
              <input type="file" @change=${this.#load} />
            </label>
          </div>
          ${ledger ? html`<p class="soft small">${copy.keep}</p>` : nothing}
        </div>
      </details>
      ${other === undefined ? nothing : this.#other()}
      ${this.outcome("ledger")}
      ${this.certificate ? html`<lazaret-certificate .of=${this.certificate}></lazaret-certificate>` : nothing}
    </div>`;
  }

  #contents(ledger: LedgerState) {
    const { entries, created, tables, writers, head } = ledger;
    return html`<p class="small">${copy.opened(created.slice(0, 10), tables)}</p>
      <ol aria-label=${copy.entries}>${entries.map((entry) => html`<li>${this.#entry(entry)}</li>`)}</ol>
      <p class="soft small">${copy.writers(writers.join(", "))} ${copy.head(head.number, head.hash.slice(0, 16))}</p>`;
  }

  #entry({ number, time, asked, of_this_table, release }: LedgerEntry) {
    const cost = `${symbolOf(measureOfLoss(asked))} ${costOf(asked)}`;
    const about = of_this_table ? "" : ` ${copy.earlier}`;
    return html`<div class="row middle">
      <span>
        ${words.numbers.title(asked)}
        <span class="soft small">${copy.cost(cost, time.slice(0, 10))}${about}</span>
        ${release ? nothing : html`<span class="small">${copy.unanswered}</span>`}
      </span>
      ${
        release
          ? html`<button type="button" class="quiet no-print" aria-label=${copy.certificateOf(number)}
              @click=${() => this.#certify(number)}>${copy.certificate}</button>`
          : nothing
      }
    </div>`;
  }

  #other() {
    return html`<div class="box stack tight" role="alert">
      <p>${copy.other}</p>
      <div class="row no-print">
        <button type="button" @click=${() => this.state.desk.samePatients()}>${copy.samePatients}</button>
      </div>
    </div>`;
  }

  #save = () => save(this.state.desk.file, fileNames.ledger);

  #load = async (event: Event) => {
    const input = event.currentTarget as HTMLInputElement;
    const file = input.files?.[0];
    input.value = "";
    if (file) await this.state.desk.use(file);
  };

  async #certify(entry: number) {
    this.certificate = await this.state.run("ledger", copy.certificate, () =>
      this.state.desk.certificate(entry),
    );
  }
}
