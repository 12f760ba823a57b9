import { html, nothing } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import { inputOf } from "../steps/step.js";
import { exchange as words } from "../words/en-exchange.js";
import type { Offered } from "./file-desk.js";
import { View } from "./view.js";

const copy = words.upload;

/** What a sealed file would show, and its upload once the reader says so. */
@customElement("lazaret-upload")
export class UploadPanel extends View {
  /** Shows what is offered and nothing else. */
  @property({ type: Boolean }) accessor offers = false;
  @query("#name") private accessor name!: HTMLInputElement;
  @query("#keywords") private accessor keywords!: HTMLInputElement;

  protected override render() {
    const { account, files } = this.state;
    if (account.session?.role !== "owner") return nothing;
    const { offered, uploaded } = files;
    if (this.offers && !offered && !this.state.failures.has("upload") && !uploaded) return nothing;
    return html`<section class="stack tight">
      ${this.offers ? nothing : this.#choose()}
      ${offered ? this.#offered(offered) : nothing}
      ${this.outcome("upload")}
      ${uploaded ? html`<p class="box" role="status">${copy.done(uploaded)}</p>` : nothing}
    </section>`;
  }

  #choose() {
    const show = () =>
      this.dispatchEvent(new Event("show-workbench", { bubbles: true, composed: true }));
    return html`<h2>${copy.title}</h2>
      <p class="lead">${copy.lead}</p>
      <div class="row">
        <button type="button" class="primary" @click=${show}>${copy.workbench}</button>
        <label>
          <span>${copy.file}</span>
          <input type="file" accept=".lz" @change=${this.#chosen} />
        </label>
      </div>`;
  }

  #offered({ adopted, of }: Offered) {
    const busy = this.state.busy.has("upload");
    return html`<form class="box stack tight" autocomplete="off" @submit=${this.#submit}>
      <h3>${copy.offered}</h3>
      ${of ? html`<p>${copy.version(of.title ?? of.file, of.version + 1)}</p>` : nothing}
      <p>${copy.size(adopted.bytes, adopted.shown.columns.length)} ${copy.grants}</p>
      <p class="small">${copy.manifest}: <code>${adopted.manifest}</code></p>
      <div class="row">
        <label>
          <span>${copy.name}</span>
          <input id="name" type="text" size="32" required maxlength="120" .value=${of?.title ?? ""} />
        </label>
        <label>
          <span>${copy.keywords}</span>
          <input id="keywords" type="text" size="32" maxlength="400" />
        </label>
      </div>
      <div class="row">
        <button type="submit" class="primary" ?disabled=${busy}>${copy.run}</button>
        <button type="button" ?disabled=${busy} @click=${() => this.state.files.forgetOffer()}>${copy.cancel}</button>
      </div>
      ${this.state.failures.has("upload") ? html`<p class="soft small">${copy.resume}</p>` : nothing}
    </form>`;
  }

  readonly #chosen = async (event: Event) => {
    const input = inputOf(event);
    const [file] = input.files ?? [];
    if (file) await this.state.files.offer(file);
    input.value = "";
  };

  readonly #submit = async (event: Event) => {
    event.preventDefault();
    await this.state.files.upload(this.name.value.trim(), this.keywords.value.trim());
  };
}
