import { css, html, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import "../../charts/histogram.js";
import "../../charts/interval.js";
import "../../charts/survival.js";
import { epsilon } from "../../format.js";
import type { Estimate, Release, Value } from "../../generated/lazaret.js";
import { words } from "../../words/en.js";
import { Step } from "../step.js";
import { costOf, measureOfLoss, symbolOf } from "./loss.js";
import "./audit.js";
import "./made-up.js";
import { shownError, shownValue, type Unit, unitOf } from "./noisy.js";

const copy = words.numbers;
type Of<Form extends Value["form"]> = Value & { form: Form };

/** An answer: its numbers with both their errors, what they mean, and whom they hide. */
@customElement("lazaret-answer")
export class Answer extends Step {
  static override styles = [
    ...Step.styles,
    css`
      .value { font-size: 1.6rem; font-weight: 600; line-height: 1.2; }
      h5 { font-size: 1rem; font-weight: 600; line-height: 1.25; margin: 0; text-wrap: balance; }
      .head { justify-content: space-between; align-items: baseline; }
      .key { display: inline-block; margin-inline-end: 1.25rem; }
      .key::before { content: ""; display: inline-block; inline-size: 1.4rem; block-size: 0.55rem; margin-inline-end: 0.4rem; background: var(--accent); border-radius: 2px; }
      .key.sampling::before { block-size: 0.2rem; margin-block-end: 0.15rem; background: var(--muted); }
      lazaret-interval { inline-size: min(16rem, 40cqi); }
      :host { container-type: inline-size; }
      /* Whole words: the table scrolls where they do not fit. */
      table { overflow-wrap: normal; }
      tr:has(lazaret-interval) > * { vertical-align: middle; }
      td small { color: var(--soft); white-space: nowrap; }
    `,
  ];

  @property({ attribute: false }) accessor release!: Release;

  protected override render() {
    const { release } = this;
    const title = copy.title(release);
    return html`<article class="stack tight" aria-label=${title}>
      <div class="row head">
        <h5>${title}</h5>
        <span class="soft small">${symbolOf(measureOfLoss(release))} ${epsilon(costOf(release))}</span>
      </div>
      ${this.#value(title)}
      <p>${copy.meaning(release)} ${this.#within()}</p>
      <p class="soft small">${copy.missing[release.missing]} ${unit(release)}</p>
      <lazaret-noise-audit .state=${this.state} .release=${release}></lazaret-noise-audit>
    </article>`;
  }

  #value(title: string): TemplateResult {
    const { value } = this.release;
    switch (value.form) {
      case "number":
        return this.#number(value);
      case "numbers":
        return this.#numbers(title, value.numbers);
      case "bins":
        return html`<lazaret-histogram label=${title} .estimates=${value.bins}></lazaret-histogram>`;
      case "table":
        return this.#table(title, value);
      case "curve":
        return html`<lazaret-survival label=${title} .points=${value.points}></lazaret-survival>`;
      case "rows":
        return html`<lazaret-made-up .state=${this.state} .made=${value}></lazaret-made-up>`;
    }
  }

  #number(number: Estimate) {
    const unit = unitOf(this.release);
    return html`<p class="value">${shownValue(number, unit)} ± ${shownError(number.error_95, unit)}</p>
      ${this.#interval(number)} ${legend([number], unit)}`;
  }

  #interval({ error_95, sampling_95 }: Estimate) {
    return html`<lazaret-interval .noise=${error_95} .sampling=${sampling_95}></lazaret-interval>`;
  }

  #numbers(title: string, numbers: Estimate[]) {
    const sampled = numbers.some(({ sampling_95 }) => sampling_95 !== undefined);
    return html`<div class="scroll" tabindex="0" role="group" aria-label=${title}>
        <table>
          <thead>
            <tr>
              <th scope="col">${copy.number}</th>
              <th scope="col" class="number">${copy.value}</th>
              <th scope="col" class="number">${copy.noiseError}</th>
              ${sampled ? html`<th scope="col" class="number">${copy.samplingError}</th>` : nothing}
              <td></td>
            </tr>
          </thead>
          <tbody>
            ${numbers.map((number) => this.#line(number, sampled))}
          </tbody>
        </table>
      </div>
      ${legend(numbers)}`;
  }

  #line(number: Estimate, sampled: boolean) {
    const { label = "", error_95, sampling_95 } = number;
    const unit = unitOf(this.release, label);
    return html`<tr>
      <th scope="row">${this.#name(label)}</th>
      <td class="number">${shownValue(number, unit)}</td>
      <td class="number">${shownError(error_95, unit)}</td>
      ${
        sampled
          ? html`<td class="number">${sampling_95 === undefined ? "" : shownError(sampling_95, unit)}</td>`
          : nothing
      }
      <td>${this.#interval(number)}</td>
    </tr>`;
  }

  /** A number's label in words: a statistic, a quantile, or a column. */
  #name(label: string): string {
    if (this.release.question === "quantiles") return copy.quantile(label);
    return copy.names[label] ?? label;
  }

  #table(title: string, { rows, columns, cells }: Of<"table">) {
    return html`<div class="scroll tall" tabindex="0" role="group" aria-label=${title}>
      <table>
        <thead>
          <tr>
            <td></td>
            ${columns.map((name) => html`<th scope="col" class="number">${this.#name(name)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            (name, row) => html`<tr>
              <th scope="row">${this.#name(name)}</th>
              ${cells[row]?.map((cell, column) => {
                const unit = unitOf(this.release, columns[column]);
                return html`<td class="number">
                  ${shownValue(cell, unit)} ${errors(cell, unit)}
                </td>`;
              })}
            </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }

  /** How far the truth may be, where one error holds for all numbers. */
  #within() {
    const { value } = this.release;
    const first =
      value.form === "number" ? value : value.form === "bins" ? value.bins[0] : undefined;
    if (!first) return nothing;
    return copy.within(`± ${shownError(first.error_95, unitOf(this.release))}`);
  }
}

/** The errors of a number in a table of numbers. */
function errors({ error_95, sampling_95 }: Estimate, unit: Unit) {
  const noise = `± ${shownError(error_95, unit)}`;
  if (sampling_95 === undefined) return html`<small>${noise}</small>`;
  return html`<br /><small>${noise} ${copy.byNoise}</small><br /><small
      >± ${shownError(sampling_95, unit)} ${copy.bySampling}</small
    >`;
}

/** What the two bars are, and the sampling error where it stands nowhere else. */
function legend(numbers: Estimate[], unit?: Unit) {
  const sampling = numbers.find(({ sampling_95 }) => sampling_95 !== undefined)?.sampling_95;
  const size = (error: number) => (unit ? `± ${shownError(error, unit)} ` : "");
  return html`<p class="small soft">
    <span class="key">${numbers[0] ? size(numbers[0].error_95) : ""}${copy.noise}</span>
    ${
      sampling === undefined
        ? nothing
        : html`<span class="key sampling">${size(sampling)}${copy.sampling}</span>`
    }
  </p>`;
}

function unit({ unit }: Release): string {
  return unit === "row" ? copy.unitRow : copy.unitPatient(unit.patient.column, unit.patient.rows);
}
