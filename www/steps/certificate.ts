import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Certificate, Estimate, Release, Unit, Value } from "../generated/lazaret.js";
import { fileNames, jsonBlob, save } from "../save.js";
import { styles } from "../styles.js";
import { words } from "../words/en.js";
import { ledger } from "../words/en-ledger.js";
import { say } from "../words/say.js";

const copy = ledger.paper;

/** What stands in a question's own rows. */
const APART = new Set([
  "question",
  "value",
  "mechanism",
  "sensitivity",
  "scale",
  "unit",
  "missing",
]);

/** The certificate of one release, as a sheet of paper. */
@customElement("lazaret-certificate")
export class CertificateSheet extends LitElement {
  static override styles = [
    styles,
    css`
      th { text-align: start; vertical-align: top; }
      td { overflow-wrap: anywhere; }
    `,
  ];

  @property({ attribute: false }) accessor of!: Certificate;

  protected override render() {
    const { of } = this;
    const { release, budget } = of;
    const lines: [string, unknown][] = [
      [copy.question, words.numbers.title(release)],
      ...declared(release),
      [copy.protected, say("protected", asKind(release.unit))],
      [copy.answer, answers(release.value)],
      [copy.mechanism, copy.mechanisms[release.mechanism]],
      [copy.sensitivity, release.sensitivity],
      [copy.scale, release.scale],
      [copy.meaning, say("odds", { ...of.odds })],
      [copy.budget, copy.spent(budget.spent, budget.total, budget.left)],
      [copy.whole, say("odds", { ...of.total_odds })],
      [copy.times, copy.asked(of.asked, of.answered)],
      [copy.record, `${of.ledger}, ${of.record.number}:${of.record.hash}`],
      [copy.signed, of.writer],
      [copy.software, `Lazaret ${of.software}`],
    ];
    return html`<section class="panel stack tight" aria-label=${copy.title(of.entry)}>
      <h4>${copy.title(of.entry)}</h4>
      <table>
        <tbody>
          ${lines.map(([name, value]) => html`<tr><th scope="row">${name}</th><td>${value}</td></tr>`)}
        </tbody>
      </table>
      <p class="soft small">${copy.proves}</p>
      <div class="row no-print">
        <button type="button" @click=${() => window.print()}>${copy.print}</button>
        <button type="button" class="quiet" @click=${() => save(jsonBlob(of), fileNames.certificate)}>${copy.save}</button>
      </div>
    </section>`;
  }
}

/** Everything that was declared to ask, as the recipe writes it. */
function declared(release: Release): [string, string][] {
  return Object.entries(release)
    .filter(([name]) => !APART.has(name))
    .map(([name, value]) => [name, typeof value === "string" ? value : JSON.stringify(value)]);
}

function asKind(unit: Unit): { kind: string } {
  return unit === "row" ? { kind: "row" } : { kind: "patient", ...unit.patient };
}

/** The numbers with what the noise may have moved each by. */
function answers(value: Value) {
  const line = ({ label, value: number, error_95 }: Estimate) =>
    html`<div>${label ? `${label}: ` : nothing}${number} ± ${error_95}</div>`;
  switch (value.form) {
    case "number":
      return line(value);
    case "numbers":
      return value.numbers.map(line);
    case "bins":
      return value.bins.map(line);
    case "table":
      return value.cells.flatMap((row, at) =>
        row.map((cell, place) =>
          line({ ...cell, label: `${value.rows[at]}, ${value.columns[place]}` }),
        ),
      );
    case "curve":
      return value.points.map(({ time, survival }) => line({ ...survival, label: `${time}` }));
    case "rows":
      return copy.rows(value.rows);
  }
}
