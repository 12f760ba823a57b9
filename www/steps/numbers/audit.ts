import { html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { inOwnWorker } from "../../client.js";
import { CANCELLED, type Failure, toFailure } from "../../failure.js";
import type { Asked, PrivacyAudit, Release } from "../../generated/lazaret.js";
import { words } from "../../words/en.js";
import { refusal, Step } from "../step.js";

const copy = words.numbers.audit;
const RELEASES = 100_000;

/** Tries to catch an answer's mechanism breaking its promise, on tables of nobody. */
@customElement("lazaret-noise-audit")
export class NoiseAudit extends Step {
  @property({ attribute: false }) accessor release!: Release;

  @state() private accessor running: AbortController | undefined;
  @state() private accessor audit: PrivacyAudit | undefined;
  @state() private accessor failure: Failure | undefined;

  override disconnectedCallback(): void {
    this.running?.abort();
    super.disconnectedCallback();
  }

  protected override render() {
    const { running, audit, failure } = this;
    return html`<div class="stack tight" aria-live="polite">
      <div class="row middle no-print">
        ${
          running
            ? html`<span>${copy.running}</span>
              <button type="button" @click=${() => running.abort()}>${words.cancel}</button>`
            : html`<button type="button" class="quiet" @click=${this.#run}>${copy.run}</button>`
        }
      </div>
      ${failure ? refusal(failure) : nothing} ${audit ? told(audit) : nothing}
    </div>`;
  }

  readonly #run = async () => {
    const running = new AbortController();
    this.running = running;
    this.failure = undefined;
    const { release } = this;
    const rows = release.unit === "row" ? 1 : release.unit.patient.rows;
    try {
      this.audit = await inOwnWorker((call) =>
        call("audit", [askedIn(release), rows, RELEASES], { signal: running.signal }),
      );
    } catch (thrown) {
      const failure = toFailure(thrown);
      if (failure.kind !== CANCELLED) this.failure = failure;
    } finally {
      this.running = undefined;
    }
  };
}

/** The question of a release, without its answer. */
function askedIn(release: Release): Asked {
  const {
    value: _v,
    mechanism: _m,
    sensitivity: _s,
    scale: _c,
    unit: _u,
    missing: _i,
    ...asked
  } = release;
  return asked as Asked;
}

function told(audit: PrivacyAudit) {
  return audit.found > audit.claimed
    ? html`<p class="box alarm" role="alert">${copy.broken(audit)}</p>`
    : html`<p class="box">${copy.held(audit)}</p>`;
}
