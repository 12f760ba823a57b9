import { html, nothing } from "lit";
import { customElement } from "lit/decorators.js";
import { percent } from "../../format.js";
import type { Audit, FullDomainAudit, ShareReport, SlicingAudit } from "../../generated/lazaret.js";
import { words } from "../../words/en.js";
import { bullets, Step } from "../step.js";

const copy = words.examination.audit;

/** What the method that made the table tells of its run. */
@customElement("lazaret-audit")
export class AuditDetails extends Step {
  protected override render() {
    const report = this.state.shared?.report;
    if (!report?.audit) return nothing;
    const { audit } = report;
    return html`<div class="stack tight">
      <h4>${copy.title}</h4>
      ${this.#told(audit, report)}
    </div>`;
  }

  #told(audit: Audit, report: ShareReport) {
    switch (audit.kind) {
      case "full-domain":
        return this.#fullDomain(audit, report);
      case "slicing":
        return this.#slicing(audit);
      case "cell-suppression":
        return bullets(audit.columns.map(copy.hiddenCells));
    }
  }

  #fullDomain(audit: FullDomainAudit, report: ShareReport) {
    const lost = new Map(report.columns.map(({ name, ncp }) => [name, ncp]));
    return html`<p>${copy.searched(audit)}</p>
      <div class="scroll" tabindex="0" role="region" aria-label=${copy.title}>
        <table>
          <thead>
            <tr>
              <th scope="col">${words.describe.column}</th>
              <th scope="col">${copy.height}</th>
              <th scope="col" class="number">${words.examination.usefulness.heads.ncp}</th>
            </tr>
          </thead>
          <tbody>
            ${audit.levels.map(
              ({ name, height, top }) => html`<tr>
                <th scope="row">${name}</th>
                <td>${copy.level(height, top)}</td>
                <td class="number">${percent(lost.get(name) ?? 0)}</td>
              </tr>`,
            )}
          </tbody>
        </table>
      </div>`;
  }

  #slicing(audit: SlicingAudit) {
    return bullets([
      copy.buckets(audit),
      ...audit.columns.filter(({ length }) => length > 1).map(copy.together),
      ...audit.secrets.map(copy.secret),
      ...(audit.fake_tuples === undefined ? [] : [copy.fakes(audit.fake_tuples)]),
      ...(audit.made_up > 0 ? [copy.madeUp(audit.made_up)] : []),
    ]);
  }
}
