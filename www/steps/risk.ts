import { html, nothing } from "lit";
import { customElement } from "lit/decorators.js";
import "../charts/class-sizes.js";
import { number, percent } from "../format.js";
import type { Risk } from "../generated/lazaret.js";
import { words } from "../words/en.js";
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
    const homogeneous = (risk.sensitive ?? [])
      .filter(({ rows_homogeneous }) => rows_homogeneous > 0)
      .sort((one, other) => other.rows_homogeneous - one.rows_homogeneous)
      .map(({ column, rows_homogeneous }) => copy.homogeneous(column, rows_homogeneous));
    return html`<p class="strong" role="status">${copy.sentence(risk, names)}</p>
      <p>${copy.prosecutor(risk)}</p>
      ${homogeneous.length > 0 ? sentences(homogeneous) : nothing}
      <h3>${copy.chart}</h3>
      <lazaret-class-sizes label=${copy.chart} .riskBefore=${risk}></lazaret-class-sizes>`;
  }
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
