import { html, nothing } from "lit";
import { customElement } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { today } from "../day.js";
import { exchange as words } from "../words/en-exchange.js";
import { columnsField, readColumns, writeColumns } from "./column-numbers.js";
import type { Request } from "./history-desk.js";
import { View } from "./view.js";

const copy = words.access;

/** What others ask of an owner: granted with the key that the log has for them, or refused. */
@customElement("lazaret-requests")
export class Requests extends View {
  protected override render() {
    const { account, history } = this.state;
    if (account.session?.role !== "owner") return nothing;
    const { requests } = history;
    return html`<section class="stack tight">
      <h2>${copy.requests}</h2>
      ${
        requests.length === 0
          ? html`<p class="soft">${copy.noRequests}</p>`
          : repeat(
              requests,
              // What is typed stays with its request when another goes.
              ({ entry }) => entry.leaf,
              (one) => this.#request(one),
            )
      }
    </section>`;
  }

  #request(request: Request) {
    const { file, by, purpose, columns, entry } = request;
    const listed = this.state.files.withId(file);
    const busy = this.state.busy.has("access");
    const [field, day] = [`columns-${entry.leaf}`, `expires-${entry.leaf}`];
    return html`<form class="panel stack tight" autocomplete="off" @submit=${(event: Event) =>
      this.#grant(event, request, field, day)}>
      <p><strong>${copy.request(by, this.state.files.titleOf(file), columns)}</strong></p>
      <p>${copy.purposeOf(purpose)}</p>
      <div class="row">
        ${columnsField(field, listed?.columns ?? 0, writeColumns(columns))}
        <label>
          <span>${copy.expires}</span>
          <input id=${day} type="date" min=${today()} />
        </label>
      </div>
      <div class="row">
        <button type="submit" class="primary" ?disabled=${busy || !listed}>${copy.grant(by)}</button>
        <button type="button" ?disabled=${busy} @click=${() => this.state.access.refuse(file, by)}>${copy.refuse}</button>
      </div>
    </form>`;
  }

  async #grant(event: Event, request: Request, field: string, day: string): Promise<void> {
    event.preventDefault();
    const input = (id: string) => this.renderRoot.querySelector<HTMLInputElement>(`#${id}`);
    const listed = this.state.files.withId(request.file);
    const typed = input(field);
    if (!listed || !typed) return;
    const columns = readColumns(typed, listed.columns);
    if (columns === "bad") return;
    const { purpose, by } = request;
    const expires = input(day)?.value || undefined;
    await this.state.access.grant(listed, by, { columns, purpose, expires });
  }
}
