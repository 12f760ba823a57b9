import { css, html, LitElement, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import { keyed } from "lit/directives/keyed.js";
import "../keys/keys.js";
import { refusal } from "../steps/step.js";
import { frameStyles, styles } from "../styles.js";
import { exchange as copy } from "../words/en-exchange.js";
import "./account.js";
import "./console.js";
import { Exchange } from "./exchange.js";
import "./files.js";
import "./history.js";
import "./members.js";
import { minute } from "./minute.js";
import "./new-password.js";
import "./other-hospitals.js";
import "./releases.js";
import "./room.js";
import "./upload-panel.js";
import "./waiting.js";

const TABS = ["files", "workbench", "members", "history", "releases", "console", "keys"] as const;
type Tab = (typeof TABS)[number];

/** The exchange's page: the shell, which has the keys and the network, around the workbench's frame. */
@customElement("lazaret-exchange")
export class ExchangeShell extends LitElement {
  static override styles = [
    styles,
    frameStyles,
    css`
      nav { gap: 0.5rem; padding-block: 0.75rem; }
      .tab { padding-block: 1.5rem; }
      nav ~ .box { margin-block-start: 0.75rem; }
    `,
  ];

  @state() private accessor tab: Tab = "files";
  readonly #state = new Exchange();
  /** Tabs that were open: they keep what was typed while another is looked at. */
  readonly #visited = new Set<Tab>();
  /** Whose tabs they are. */
  #user: string | undefined;

  constructor() {
    super();
    this.#state.addEventListener("change", () => this.requestUpdate());
    void this.#state.account.wake();
  }

  protected override willUpdate(): void {
    const { user } = this.#state.account;
    if (user === this.#user) return;
    this.#user = user;
    this.tab = "files";
    this.#visited.clear();
  }

  protected override render() {
    const state = this.#state;
    const { account } = state;
    return html`<main class="page" @show-keys=${() => this.#go("keys")}
      @show-workbench=${() => this.#go("workbench")}>
      <header>
        <h1>${copy.title}</h1>
        <p class="lead">${copy.tagline}</p>
        <lazaret-account .state=${state}></lazaret-account>
      </header>
      ${this.#failure()}
      ${this.#change()}
      ${account.user === undefined ? nothing : keyed(account.user, html`<div ?hidden=${!account.session}>${this.#inside()}</div>`)}
      ${account.known && !account.session ? this.#keys() : nothing}
    </main>`;
  }

  /**
   * Tabs stay as they are when the session ends: what was typed is there again after the log-in. Another user gets
   * tabs, and a frame, that were nobody's.
   */
  #inside() {
    const state = this.#state;
    const { account, log, members } = state;
    const operator = account.session?.role === "operator";
    const waiting = !operator && account.session !== undefined && !members.hasGroupKey;
    const shown = operator && this.tab === "files" ? "console" : this.tab;
    this.#visited.add(shown);
    return html`<nav class="row no-print" aria-label=${copy.tabs.title}>
        ${TABS.filter((tab) => this.#has(tab, operator)).map(
          (tab) => html`<button type="button" aria-current=${tab === shown ? "page" : nothing}
            @click=${() => this.#go(tab)}>${copy.tabs[tab]}</button>`,
        )}
      </nav>
      ${log.entries > 0 ? html`<p class="soft small">${copy.standing(log.entries, log.witnesses, log.quorum)}</p>` : nothing}
      ${log.silentSince === undefined ? nothing : html`<p class="box" role="status">${copy.silent(minute(log.silentSince))}</p>`}
      ${log.pending === undefined ? nothing : html`<p class="box" role="status">${copy.pending(log.pending)}</p>`}
      ${log.mirror ? html`<p class="box" role="status">${copy.mirror}</p>` : nothing}
      ${
        waiting && shown !== "keys"
          ? html`<div class="tab"><lazaret-waiting .state=${state}></lazaret-waiting></div>`
          : nothing
      }
      ${TABS.map((tab) => this.#kept(tab, shown, waiting))}`;
  }

  #has(tab: Tab, operator: boolean): boolean {
    if (operator) return tab === "console" || tab === "keys";
    return tab !== "console";
  }

  /** A tab, hidden rather than taken away when it is left. */
  #kept(tab: Tab, shown: Tab, waiting: boolean) {
    if (!this.#visited.has(tab)) return nothing;
    const hidden = tab !== shown || (waiting && tab !== "keys");
    return html`<div class="tab" ?hidden=${hidden}>${this.#content(tab)}</div>`;
  }

  #content(tab: Tab) {
    const state = this.#state;
    switch (tab) {
      case "files":
        return html`<div class="stack">
          ${state.log.mirror ? nothing : html`<lazaret-upload .state=${state}></lazaret-upload>`}
          <lazaret-files .state=${state}></lazaret-files>
        </div>`;
      case "workbench":
        return html`<div class="stack">
          <lazaret-upload .state=${state} offers></lazaret-upload>
          <lazaret-releases .state=${state} offers></lazaret-releases>
          <lazaret-room .state=${state}></lazaret-room>
        </div>`;
      case "members":
        return html`<lazaret-members .state=${state}></lazaret-members>`;
      case "history":
        return html`<lazaret-history .state=${state}></lazaret-history>`;
      case "releases":
        return html`<lazaret-releases .state=${state}></lazaret-releases>`;
      case "console":
        return html`<lazaret-console .state=${state}></lazaret-console>`;
      case "keys":
        return this.#keys();
    }
  }

  #keys() {
    return html`<div class="stack">
      <h2>${copy.tabs.keys}</h2>
      <lazaret-keys .state=${this.#state} ?returning=${this.#state.log.mirror}></lazaret-keys>
      ${
        this.#state.account.session && this.#state.keyDesk.unlocked && !this.#state.log.mirror
          ? html`<lazaret-new-password .state=${this.#state}></lazaret-new-password>`
          : nothing
      }
    </div>`;
  }

  /** What the reader says of some keys is said of no others. */
  #change() {
    const { change } = this.#state.log;
    if (!change) return nothing;
    const hospitals = html`<lazaret-other-hospitals .state=${this.#state}></lazaret-other-hospitals>`;
    return keyed(JSON.stringify(change.shown), hospitals);
  }

  #failure() {
    const failure = this.#state.failures.get("exchange");
    return failure ? refusal(failure) : nothing;
  }

  #go(tab: Tab): void {
    this.tab = tab;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "lazaret-exchange": ExchangeShell;
  }
}
