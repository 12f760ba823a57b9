import { css, html, nothing } from "lit";
import { customElement, query, state } from "lit/decorators.js";
import { exchange as words } from "../words/en-exchange.js";
import { say } from "../words/say.js";
import { ROLES, type Role } from "./records.js";
import { View } from "./view.js";

const copy = words.account;
/** Characters. */
export const LEAST_PASSWORD = 12;
const NAME = "[a-z][a-z0-9._\\-]{2,31}";

/** Logs in and out, and registers. */
@customElement("lazaret-account")
export class Account extends View {
  static override styles = [
    ...View.styles,
    css`
      [aria-pressed="true"] { background: var(--wash); border-color: var(--accent); font-weight: 600; }
    `,
  ];

  @state() private accessor registering = false;
  @query("#user") private accessor user!: HTMLInputElement;
  @query("#password") private accessor password!: HTMLInputElement;
  @query("#invitation") private accessor invitation!: HTMLInputElement;
  @query("#role") private accessor roleChoice!: HTMLSelectElement;

  protected override render() {
    const { account } = this.state;
    const { session } = account;
    return html`<div class="stack tight">
      ${
        session
          ? html`<p class="row middle">
              <span role="status">${copy.loggedIn(session.user, session.role)}</span>
              <button type="button" class="quiet" @click=${() => account.logOut()}>${copy.logOut}</button>
            </p>`
          : account.known
            ? this.#forms()
            : nothing
      }
      ${this.outcome("account")}
    </div>`;
  }

  #forms() {
    const way = (registering: boolean, label: string) => html`<button type="button"
      aria-pressed=${registering === this.registering} @click=${() => {
        this.registering = registering;
      }}>${label}</button>`;
    const over = this.state.account.user !== undefined;
    const { mirror } = this.state.log;
    return html`<div class="panel stack">
      ${over ? html`<p role="status">${say("exchange-error", { kind: "no-session" })}</p>` : nothing}
      ${
        mirror
          ? nothing
          : html`<div class="row" role="group">${way(false, copy.logIn)} ${way(true, copy.register)}</div>`
      }
      ${this.registering && !mirror ? this.#register() : this.#logIn()}
    </div>`;
  }

  #logIn() {
    const { unlocked } = this.state.keyDesk;
    const { mirror } = this.state.log;
    const identity = html`<button type="button" class=${mirror ? "primary" : nothing}
      ?disabled=${this.#busy || !unlocked} @click=${() =>
        this.user.reportValidity() && this.state.account.logInAsIdentity(this.user.value)}>
      ${copy.byIdentity}
    </button>`;
    if (mirror) {
      return html`<div class="stack">
        <p class="box">${copy.mirror}</p>
        <div class="row">${this.#user()} ${identity}</div>
      </div>`;
    }
    return html`<form class="stack" @submit=${this.#submitLogIn}>
      <p class="soft">${copy.logInLead}</p>
      <div class="row">${this.#user()} ${this.#password("current-password")}</div>
      <div class="row">
        <button type="submit" class="primary" ?disabled=${this.#busy}>${copy.logIn}</button>
        ${unlocked ? identity : nothing}
      </div>
    </form>`;
  }

  #register() {
    const { unlocked } = this.state.keyDesk;
    return html`<form class="stack" @submit=${this.#submitRegistration}>
      <p class="soft">${copy.registerLead}</p>
      <div class="row">${this.#user()} ${this.#password("new-password")}</div>
      <p class="soft small">${copy.userHint} ${copy.passwordHint}</p>
      <div class="row">
        <label>
          <span>${copy.invitation}</span>
          <input id="invitation" type="text" size="32" autocomplete="off" spellcheck="false" />
        </label>
        <label>
          <span>${copy.role}</span>
          <select id="role">${ROLES.map((role) => html`<option value=${role}>${copy.roles[role]}</option>`)}</select>
        </label>
      </div>
      <p class="soft small">${copy.invitationHint}</p>
      ${unlocked ? nothing : html`<p class="box">${copy.first}</p>`}
      <div>
        <button type="submit" class="primary" ?disabled=${this.#busy || !unlocked}>${copy.register}</button>
      </div>
    </form>`;
  }

  #user() {
    return html`<label>
      <span>${copy.user}</span>
      <input id="user" type="text" size="24" required pattern=${NAME} title=${copy.userHint}
        autocomplete="username" autocapitalize="none" spellcheck="false"
        value=${this.state.account.user ?? ""} />
    </label>`;
  }

  #password(autocomplete: "current-password" | "new-password") {
    return html`<label>
      <span>${copy.password}</span>
      <input id="password" type="password" size="24" required minlength=${LEAST_PASSWORD}
        title=${copy.passwordHint} autocomplete=${autocomplete} />
    </label>`;
  }

  get #busy(): boolean {
    return this.state.busy.has("account");
  }

  readonly #submitLogIn = async (event: Event) => {
    event.preventDefault();
    const { user, password } = this;
    if (await this.state.account.logIn(user.value, password.value)) password.value = "";
  };

  readonly #submitRegistration = async (event: Event) => {
    event.preventDefault();
    const { user, password, invitation, roleChoice } = this;
    await this.state.account.register(
      user.value,
      password.value,
      invitation.value.trim() || undefined,
      roleChoice.value as Role,
    );
  };
}
