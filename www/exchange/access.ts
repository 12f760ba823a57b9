import { html, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { exchange as words } from "../words/en-exchange.js";
import { columnsField, readColumns } from "./column-numbers.js";
import type { Catalogued } from "./file-desk.js";
import { View } from "./view.js";

const copy = words.access;
const LONGEST_PURPOSE = 300;

/** Who may open one file: for its owner the readers, for others the way to ask. */
@customElement("lazaret-access")
export class Access extends View {
  @property({ attribute: false }) accessor file!: Catalogued;
  @state() private accessor done = false;
  @query("#purpose") private accessor purpose!: HTMLInputElement;
  @query("#columns") private accessor columns!: HTMLInputElement;
  @query("#to") private accessor to!: HTMLInputElement;

  protected override render() {
    const { account, history } = this.state;
    if (this.file.owner === account.session?.user) return this.#readers();
    const standing = history.standing(this.file.file, this.file.version);
    return standing === "granted" || standing === "asked" ? nothing : this.#ask();
  }

  #ask() {
    return html`<details>
      <summary>${copy.ask}</summary>
      <form class="panel stack tight" autocomplete="off" @submit=${this.#submit}>
        ${this.#purpose()} ${columnsField("columns", this.file.columns)}
        <div><button type="submit" class="primary" ?disabled=${this.#busy}>${copy.send}</button></div>
      </form>
    </details>`;
  }

  #readers() {
    const readers = [...this.state.history.grantsOf(this.file.file, this.file.version)];
    return html`<details>
      <summary>${copy.readers}</summary>
      <div class="panel stack tight">
        ${
          readers.length === 0
            ? html`<p class="soft">${copy.nobody}</p>`
            : readers.map(
                ([user, columns]) => html`<p class="row middle">
                  <span>${copy.reader(user, columns)}</span>
                  <button type="button" class="quiet" ?disabled=${this.#busy} @click=${() =>
                    this.state.access.revoke(this.file.file, user)}>${copy.revoke(user)}</button>
                </p>`,
              )
        }
        ${readers.length > 0 ? html`<p class="soft small">${copy.revokeLead}</p>` : nothing}
        <form class="stack tight" autocomplete="off" @submit=${this.#invite}>
          <h4>${copy.invite}</h4>
          <label>
            <span>${copy.to}</span>
            <input id="to" type="text" size="24" required autocapitalize="none" spellcheck="false" />
          </label>
          ${this.#purpose()}
          <div><button type="submit" ?disabled=${this.#busy}>${copy.inviteRun}</button></div>
        </form>
        ${this.done ? html`<p role="status">${copy.done}</p>` : nothing}
      </div>
    </details>`;
  }

  #purpose() {
    return html`<label>
      <span>${copy.purpose}</span>
      <input id="purpose" type="text" size="40" required maxlength=${LONGEST_PURPOSE} />
    </label>`;
  }

  get #busy(): boolean {
    return this.state.busy.has("access");
  }

  readonly #submit = async (event: Event) => {
    event.preventDefault();
    const columns = readColumns(this.columns, this.file.columns);
    if (columns === "bad") return;
    await this.state.access.ask(this.file.file, this.purpose.value.trim(), columns);
  };

  readonly #invite = async (event: Event) => {
    event.preventDefault();
    const { to, purpose } = this;
    const user = to.value.trim();
    this.done = await this.state.access.invite(this.file.file, user, purpose.value.trim());
    if (this.done) to.value = "";
  };
}
