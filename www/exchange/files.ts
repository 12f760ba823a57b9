import { html, nothing } from "lit";
import { customElement, query } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { fileNames, save } from "../save.js";
import { exchange as words } from "../words/en-exchange.js";
import "./access.js";
import type { Catalogued } from "./file-desk.js";
import "./requests.js";
import { View } from "./view.js";

const copy = words.files;

/** The catalogue: found by name and words, opened, asked for, granted. */
@customElement("lazaret-files")
export class Files extends View {
  @query("#query") private accessor typed!: HTMLInputElement;

  protected override render() {
    const { files } = this.state;
    return html`<div class="stack">
      <lazaret-requests .state=${this.state}></lazaret-requests>
      <h2>${copy.title}</h2>
      <p class="lead">${copy.lead}</p>
      <form class="row" role="search" @submit=${this.#search}>
        <label>
          <span>${copy.search}</span>
          <input id="query" type="search" size="28" autocomplete="off" />
        </label>
        <button type="submit">${copy.run}</button>
        ${files.query ? html`<button type="button" @click=${this.#all}>${copy.all}</button>` : nothing}
      </form>
      ${this.outcome("files")} ${this.outcome("open")} ${this.outcome("access")}
      ${
        files.found.length === 0
          ? html`<p class="soft" role="status">${files.query ? copy.notFound : copy.none}</p>`
          : html`<div class="stack">${repeat(
              files.found,
              // What is typed and open stays with its file when the list changes.
              ({ file }) => file,
              (one) => this.#file(one),
            )}</div>`
      }
    </div>`;
  }

  #file(one: Catalogued) {
    const { account, history } = this.state;
    const own = one.owner === account.session?.user;
    const standing = own ? undefined : history.standing(one.file, one.version);
    const opens = own || standing === "granted";
    return html`<section class="panel stack tight" data-file=${one.file}>
      <h3>${one.title ?? copy.unnamed(one.file)}</h3>
      <p class="soft small">
        ${copy.line(own ? copy.yours : one.owner, one.version, one.bytes, one.columns)}
      </p>
      ${standing ? html`<p role="status">${copy.standing[standing]}</p>` : nothing}
      ${
        opens
          ? html`<div class="row">
              <button type="button" class="primary" ?disabled=${this.state.busy.has("open")}
                @click=${() => this.#open(one)}>${copy.open}</button>
              <button type="button" ?disabled=${this.state.busy.has("open")}
                @click=${() => this.#save(one)}>${copy.save}</button>
              ${own ? html`<button type="button" @click=${() => this.#open(one, one)}>${copy.rotate}</button>` : nothing}
            </div>
            ${own ? html`<p class="soft small">${copy.rotateLead}</p>` : nothing}`
          : nothing
      }
      <lazaret-access .state=${this.state} .file=${one}></lazaret-access>
    </section>`;
  }

  async #open(one: Catalogued, replacing?: Catalogued): Promise<void> {
    if (!(await this.state.files.open(one, replacing))) return;
    this.dispatchEvent(new Event("show-workbench", { bubbles: true, composed: true }));
  }

  async #save(one: Catalogued): Promise<void> {
    const sealed = await this.state.files.proven(one);
    if (sealed) save(sealed, fileNames.sealed);
  }

  readonly #search = (event: Event) => {
    event.preventDefault();
    void this.state.files.search(this.typed.value);
  };

  readonly #all = () => {
    this.typed.value = "";
    void this.state.files.search("");
  };
}
