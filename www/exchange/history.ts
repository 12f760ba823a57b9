import { html } from "lit";
import { customElement } from "lit/decorators.js";
import { exchange as words } from "../words/en-exchange.js";
import type { Happened } from "./history-desk.js";
import { minute } from "./minute.js";
import { actOf } from "./records.js";
import { View } from "./view.js";

const copy = words.history;

/** Who did what, when, and as which entry of the log. */
@customElement("lazaret-history")
export class HistoryView extends View {
  protected override render() {
    const { happened } = this.state.history;
    return html`<div class="stack">
      <h2>${copy.title}</h2>
      <p class="lead">${copy.lead}</p>
      ${
        happened.length === 0
          ? html`<p class="soft">${copy.none}</p>`
          : html`<div class="scroll tall" tabindex="0" role="region" aria-label=${copy.title}>
              <table>
                <thead>
                  <tr>${[copy.when, copy.who, copy.what, copy.leaf].map((name) => html`<th scope="col">${name}</th>`)}</tr>
                </thead>
                <tbody>${[...happened].reverse().map((one) => this.#row(one))}</tbody>
              </table>
            </div>`
      }
    </div>`;
  }

  #row({ entry, record }: Happened) {
    return html`<tr>
      <td>${minute(record.at)}</td>
      <td>${record.by}</td>
      <td>${this.#what(record)}</td>
      <td>${entry.leaf}</td>
    </tr>`;
  }

  #what(record: Happened["record"]): string {
    const name = actOf(record);
    const about = Object.values(record.act)[0] as Record<string, unknown>;
    const file = typeof about.file === "string" ? `“${this.state.files.titleOf(about.file)}”` : "";
    const whom = about.to ?? about.user;
    const purpose = typeof about.purpose === "string" ? `(${about.purpose})` : "";
    return [copy.acts[name], file, typeof whom === "string" ? `→ ${whom}` : "", purpose]
      .filter((word) => word !== "")
      .join(" ");
  }
}
