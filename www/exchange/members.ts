import { html, nothing } from "lit";
import { customElement } from "lit/decorators.js";
import { exchange as words } from "../words/en-exchange.js";
import type { User } from "./records.js";
import { View } from "./view.js";

const copy = words.members;

/** Who is a member, and who waits to be admitted after eight words were compared. */
@customElement("lazaret-members")
export class Members extends View {
  protected override render() {
    const { users, waiting } = this.state.members;
    return html`<div class="stack">
      <h2>${copy.title}</h2>
      <p class="lead">${copy.lead}</p>
      <section class="stack tight">
        <h3>${copy.waiting}</h3>
        ${waiting.length === 0 ? html`<p class="soft">${copy.nobody}</p>` : waiting.map((one) => this.#waiting(one))}
      </section>
      ${this.outcome("members")}
      <div class="scroll tall" tabindex="0" role="region" aria-label=${copy.title}>
        <table>
          <thead>
            <tr>${[copy.user, copy.role, copy.state, copy.key].map((name) => html`<th scope="col">${name}</th>`)}</tr>
          </thead>
          <tbody>${users.map((one) => this.#row(one))}</tbody>
        </table>
      </div>
    </div>`;
  }

  #waiting({ name }: User) {
    const { members } = this.state;
    const key = members.keys.get(name);
    return html`<div class="panel stack tight">
      ${
        key
          ? html`<p>${copy.words(name)}</p>
              <p class="strong">${key.words}</p>
              <div>
                <button type="button" class="primary" ?disabled=${this.state.busy.has("members")}
                  @click=${() => members.admit(name)}>${copy.admit(name)}</button>
              </div>`
          : html`<div>
              <button type="button" @click=${() => members.look(name)}>${copy.compare(name)}</button>
            </div>`
      }
    </div>`;
  }

  #row({ name, role, state }: User) {
    const key = this.state.members.keys.get(name);
    return html`<tr>
      <th scope="row">${name}</th>
      <td>${role}</td>
      <td>${copy.states[state]}</td>
      <td>
        ${
          key
            ? html`${key.words} <span class="soft small">(${copy.vouched})</span>`
            : state === "member"
              ? html`<button type="button" class="quiet" @click=${() => this.state.members.look(name)}>${copy.compare(name)}</button>`
              : nothing
        }
      </td>
    </tr>`;
  }
}
