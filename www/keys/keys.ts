import { css, html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { Step } from "../steps/step.js";
import { keys as copy } from "../words/en-keys.js";
import "./identity.js";
import "./make-identity.js";
import "./recipients.js";
import "./recovery-kit.js";
import "./unlock.js";

/** The reader's identity and the people to seal for. */
@customElement("lazaret-keys")
export class KeysPanel extends Step {
  static override styles = [
    ...Step.styles,
    css`
      section { padding-block-start: 1.25rem; border-block-start: 1px solid var(--line); }
      @media print { .stack:has(lazaret-recovery-kit) > :not(:has(lazaret-recovery-kit)) { display: none; } }
    `,
  ];

  /** Whether only who has an identity already has business here: none can be made. */
  @property({ type: Boolean }) accessor returning = false;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.state.keyDesk.wake();
  }

  protected override render() {
    const { keys } = this.state.keyDesk;
    return html`<div class="stack">
      <p class="lead">${copy.lead}</p>
      ${keys && !keys.lasts ? html`<p class="box">${copy.memoryOnly}</p>` : nothing}
      ${keys ? html`<div>${this.#identity()}</div>` : nothing}
      ${this.outcome("keys")}
      <section class="stack">
        <h3>${copy.recipients.title}</h3>
        <lazaret-recipients .state=${this.state}></lazaret-recipients>
      </section>
    </div>`;
  }

  #identity() {
    const { keys, kit, making, news, unlocked } = this.state.keyDesk;
    if (making || kit) {
      const shown = kit ?? (making?.stage === "kit" ? making.kit : undefined);
      return html`<lazaret-recovery-kit .state=${this.state} .kit=${shown}></lazaret-recovery-kit>`;
    }
    if (unlocked) {
      return html`<div class="stack">
        ${news ? html`<p class="box" role="status">${copy.news[news]}</p>` : nothing}
        <lazaret-identity .state=${this.state}></lazaret-identity>
        ${keys?.lasts ? html`<p class="soft small">${copy.mayVanish}</p>` : nothing}
      </div>`;
    }
    if (keys?.identity || this.returning)
      return html`<lazaret-unlock .state=${this.state}></lazaret-unlock>`;
    return html`<div class="stack">
      <h3>${copy.make.title}</h3>
      <lazaret-make-identity .state=${this.state}></lazaret-make-identity>
      <lazaret-unlock .state=${this.state}></lazaret-unlock>
    </div>`;
  }
}
