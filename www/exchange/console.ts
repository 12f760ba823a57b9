import { html, nothing } from "lit";
import { customElement, query } from "lit/decorators.js";
import { exchange as words } from "../words/en-exchange.js";
import { type Row, TABLES, type Table } from "./console-desk.js";
import { minute } from "./minute.js";
import { ROLES, type Role } from "./records.js";
import { View } from "./view.js";

const copy = words.console;

/** What an operator sees: sizes, names of users, events; and what happens to a demand for keys. */
@customElement("lazaret-console")
export class Console extends View {
  @query("#role") private accessor roleChoice!: HTMLSelectElement;
  @query("#user") private accessor user!: HTMLInputElement;
  @query("#logged-in") private accessor loggedIn!: HTMLInputElement;
  @query("#bytes") private accessor bytes!: HTMLInputElement;

  protected override render() {
    const { console: desk } = this.state;
    return html`<div class="stack">
      <h2>${copy.title}</h2>
      <p class="lead">${copy.lead}</p>
      ${this.#invitations()} ${this.#quotas()} ${this.#sessions()}
      ${this.outcome("console")}
      ${desk.refused ? html`<p class="box" role="status">${copy.refused}</p>` : nothing}
      ${TABLES.map((table) => this.#table(table, desk.tables.get(table) ?? []))}
    </div>`;
  }

  #invitations() {
    const { console: desk } = this.state;
    return html`<form class="row" @submit=${(event: Event) => {
      event.preventDefault();
      void desk.invite(this.roleChoice.value as Role);
    }}>
      <label>
        <span>${copy.role}</span>
        <select id="role">${ROLES.map((role) => html`<option value=${role}>${copy.roles[role]}</option>`)}</select>
      </label>
      <button type="submit">${copy.invite}</button>
    </form>
    ${desk.invitation ? html`<p class="box">${copy.invitation} <code>${desk.invitation}</code></p>` : nothing}`;
  }

  #quotas() {
    return html`<form class="row" @submit=${(event: Event) => {
      event.preventDefault();
      void this.state.console.setQuota(this.user.value.trim(), this.bytes.valueAsNumber);
    }}>
      <label><span>${words.members.user}</span><input id="user" type="text" required autocapitalize="none" /></label>
      <label><span>${copy.quota}</span><input id="bytes" type="number" min="0" step="1" required /></label>
      <button type="submit">${copy.save}</button>
    </form>`;
  }

  #sessions() {
    return html`<form class="row" @submit=${(event: Event) => {
      event.preventDefault();
      void this.state.console.endSessions(this.loggedIn.value.trim());
    }}>
      <label><span>${copy.loggedIn}</span><input id="logged-in" type="text" required autocapitalize="none" /></label>
      <button type="submit">${copy.end}</button>
    </form>`;
  }

  #table(table: Table, rows: Row[]) {
    const title = copy.tables[table];
    const heads = [...new Set(rows.flatMap((row) => Object.keys(row)))];
    return html`<section class="stack tight">
      <h3>${title}</h3>
      ${
        rows.length === 0
          ? html`<p class="soft">${copy.empty}</p>`
          : html`<div class="scroll tall" tabindex="0" role="region" aria-label=${title}>
              <table>
                <thead><tr>${heads.map((head) => html`<th scope="col">${copy.heads[head] ?? head}</th>`)}${table === "files" ? html`<th scope="col"><span class="visually-hidden">${copy.demand}</span></th>` : nothing}</tr></thead>
                <tbody>${rows.map((row) => this.#row(table, heads, row))}</tbody>
              </table>
            </div>`
      }
    </section>`;
  }

  #row(table: Table, heads: string[], row: Row) {
    const file = String(row.file ?? "");
    return html`<tr>
      ${heads.map((head) => html`<td>${said(head, row[head])}</td>`)}
      ${
        table === "files"
          ? html`<td><button type="button" class="quiet" @click=${() => this.state.console.demandKeys(file)}>${copy.demand}</button></td>`
          : nothing
      }
    </tr>`;
  }
}

/** A value as a cell has it. */
function said(head: string, value: unknown): string {
  if (value === null || value === undefined) return "–";
  if (head === "at") return minute(Number(value));
  if (typeof value !== "object") return String(value);
  return Object.entries(value)
    .map(([name, one]) => `${name} ${one}`)
    .join(", ");
}
