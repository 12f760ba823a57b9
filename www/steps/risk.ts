import { html, nothing } from "lit";
import { customElement } from "lit/decorators.js";
import "../charts/class-sizes.js";
import { number, percent } from "../format.js";
import type { Risk, RiskReport } from "../generated/lazaret.js";
import { words } from "../words/en.js";
import "./columns-at-risk.js";
import { Step, sentences } from "./step.js";

const copy = words.risk;

/** Step 3: what the table gives away before anything is done. */
@customElement("lazaret-risk")
export class RiskStep extends Step {
  protected override render() {
    const { risk } = this.state;
    const names = this.state.quasiIdentifiers.map(({ name }) => name);
    return html`<div class="stack">
      <p class="lead">${copy.lead}</p>
      ${names.length === 0 ? html`<p class="box">${copy.none}</p>` : nothing} ${this.outcome("risk")}
      ${risk ? this.#assessment(risk, names) : nothing}
    </div>`;
  }

  #assessment(risk: Risk, names: string[]) {
    const { riskReport, busy } = this.state;
    const homogeneous = (risk.sensitive ?? [])
      .filter(({ rows_homogeneous }) => rows_homogeneous > 0)
      .sort((one, other) => other.rows_homogeneous - one.rows_homogeneous)
      .map(({ column, rows_homogeneous }) => copy.homogeneous(column, rows_homogeneous));
    return html`<p class="strong" role="status">${copy.sentence(risk, names)}</p>
      <div class="stack tight">
        <p>${copy.prosecutor(risk)}</p>
        ${riskReport?.journalist ? html`<p>${copy.journalist(riskReport.journalist)}</p>` : nothing}
        ${riskReport ? html`<p>${copy.marketer(riskReport)}</p>` : nothing}
      </div>
      ${homogeneous.length > 0 ? sentences(homogeneous) : nothing}
      <h3>${copy.chart}</h3>
      <lazaret-class-sizes label=${copy.chart} .riskBefore=${risk}></lazaret-class-sizes>
      ${riskReport ? smallClasses(riskReport) : nothing}
      <h3>${copy.columns}</h3>
      ${riskReport ? html`<lazaret-columns-at-risk .state=${this.state}></lazaret-columns-at-risk>` : nothing}
      ${
        riskReport || busy.has("risk")
          ? nothing
          : html`<div>
              <button type="button" @click=${() => this.state.compareColumns()}>${copy.compare}</button>
              <p class="soft small">${copy.compareHint}</p>
            </div>`
      }`;
  }
}

function smallClasses({ small_classes }: RiskReport) {
  return html`<details>
    <summary>${copy.small}</summary>
    <div class="stack tight">
      <div class="scroll" tabindex="0" role="region" aria-label=${copy.small}>
        <table>
          <thead>
            <tr>
              <th scope="col">${copy.below}</th>
              <th scope="col" class="number">${copy.patients}</th>
              <th scope="col" class="number">${copy.share}</th>
            </tr>
          </thead>
          <tbody>
            ${small_classes.map(
              ({ below, rows, share }) => html`<tr>
                <th scope="row">${below}</th>
                <td class="number">${number(rows)}</td>
                <td class="number">${percent(share)}</td>
              </tr>`,
            )}
          </tbody>
        </table>
      </div>
      <p class="soft small">${copy.smallMeaning}</p>
    </div>
  </details>`;
}

/** The figures of a risk, for two of them side by side. */
export function riskFigures(risk: Risk) {
  const { figures } = copy;
  return html`<dl class="figures">
    <div><dt>${figures.smallest}</dt><dd>${number(risk.smallest_class)}</dd></div>
    <div><dt>${figures.unique}</dt><dd>${number(risk.unique_rows)}</dd></div>
    <div><dt>${figures.max}</dt><dd>${percent(risk.prosecutor_max)}</dd></div>
    <div><dt>${figures.mean}</dt><dd>${percent(risk.prosecutor_mean)}</dd></div>
  </dl>`;
}
