import { css, html, nothing } from "lit";
import { customElement } from "lit/decorators.js";
import "../../charts/class-sizes.js";
import "../../charts/trade-off.js";
import { list, percent } from "../../format.js";
import type { ShareWarning } from "../../generated/lazaret.js";
import { words } from "../../words/en.js";
import { say } from "../../words/say.js";
import { riskFigures } from "../risk.js";
import { bullets, cells, Step } from "../step.js";
import "./attacks.js";
import "./audit.js";
import "./classification.js";
import "./measured.js";
import "./usefulness.js";

const copy = words.share;
const MOST_WARNINGS_OF_A_KIND = 3;
const NAMED_COLUMNS = 3;

/** What was made: risk and usefulness side by side, warnings, and the first rows. */
@customElement("lazaret-share-result")
export class ShareResult extends Step {
  static override styles = [
    ...Step.styles,
    css`
      :host { display: grid; gap: 1rem; grid-template-columns: minmax(0, 1fr); }
      :host([hidden]) { display: none; }
      .loss td:first-of-type { inline-size: 60%; }
    `,
  ];

  protected override render() {
    const { shared } = this.state;
    if (!shared) return nothing;
    const { report, rows } = shared;
    const { before, after } = report;
    return html`<div class="panels">
        <section class="panel stack tight">
          <h4>${copy.risk}: ${words.risk.before}</h4>
          ${riskFigures(before)}
        </section>
        <section class="panel stack tight">
          <h4>${copy.risk}: ${words.risk.after}</h4>
          ${riskFigures(after)}
        </section>
        <section class="panel stack tight">
          <h4>${copy.usefulness}</h4>
          <p class="strong">${copy.ncp(report.ncp)}</p>
          <p>${words.examination.suppressed(report.suppressed, report.rows)}.</p>
          <p class="soft small">${copy.ncpMeaning}</p>
        </section>
      </div>
      ${
        report.warnings.length > 0
          ? html`<div class="box alarm">
              <strong>${copy.warnings}</strong>
              ${[...Map.groupBy(report.warnings, ({ kind }) => kind).values()].map(warningsOfOneKind)}
            </div>`
          : nothing
      }
      <h4>${words.risk.chart}</h4>
      <lazaret-class-sizes label=${words.risk.chart} .riskBefore=${before} .riskAfter=${after}></lazaret-class-sizes>
      ${this.#tradeOff()}
      <lazaret-measured .state=${this.state}></lazaret-measured>
      <lazaret-audit .state=${this.state}></lazaret-audit>
      <h4>${copy.loss}</h4>
      <div class="scroll" tabindex="0" role="region" aria-label=${copy.loss}>
        <table class="loss">
          <tbody>
            ${report.columns.map(
              ({ name, ncp }) => html`<tr>
                <th scope="row">${name}</th>
                <td><meter max="1" value=${ncp} aria-label=${`${copy.loss}: ${name}`}></meter></td>
                <td class="number">${percent(ncp)}</td>
              </tr>`,
            )}
          </tbody>
        </table>
      </div>
      ${report.dropped.length > 0 ? html`<p>${copy.dropped(report.dropped)}</p>` : nothing}
      <h4>${copy.preview}</h4>
      ${cells(copy.preview, report.released, rows)}
      <div class="panels wide">
        <lazaret-attacks .state=${this.state}></lazaret-attacks>
        <div class="stack">
          <lazaret-usefulness .state=${this.state}></lazaret-usefulness>
          <lazaret-classification .state=${this.state}></lazaret-classification>
        </div>
      </div>`;
  }

  #tradeOff() {
    const { tries, shared } = this.state;
    if (tries.length < 2) return nothing;
    const points = tries.map(({ report, recipe }) => ({
      name: copy.wayOf(recipe.share),
      risk: report.after.prosecutor_max,
      loss: report.ncp,
      chosen: report === shared?.report,
    }));
    return html`<h4>${words.tradeOff.title}</h4>
      <p class="soft small">${words.tradeOff.lead}</p>
      <lazaret-trade-off label=${words.tradeOff.title} .points=${points}></lazaret-trade-off>`;
  }
}

/** A few warnings as they are; many as one line that names their columns, the rest folded. */
function warningsOfOneKind(warnings: ShareWarning[]) {
  const each = bullets(warnings.map((warning) => say("warning", warning)));
  const [first] = warnings;
  if (!first || warnings.length <= MOST_WARNINGS_OF_A_KIND) return each;
  const names = warnings.flatMap((warning) => ("column" in warning ? [warning.column] : []));
  const columns = list(names, NAMED_COLUMNS);
  const together = { kind: first.kind, count: warnings.length, columns };
  return html`${bullets([say("many-warnings", together)])}
    <details>
      <summary>${copy.eachWarning(warnings.length)}</summary>
      ${each}
    </details>`;
}
