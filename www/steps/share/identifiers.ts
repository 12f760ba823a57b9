import { css, html, nothing, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";
import type { ColumnRule } from "../../generated/lazaret.js";
import { fileNames, save } from "../../save.js";
import { words } from "../../words/en.js";
import { inputOf, Step, typedNumber } from "../step.js";
import { initial, needsKey, suiting, type Treatment, type TreatmentKind } from "./treatments.js";

const copy = words.share.identifiers;

/** What becomes of identifiers and dates: left out, masked, pseudonymized, moved. */
@customElement("lazaret-identifiers")
export class IdentifiersEditor extends Step {
  static override styles = [
    ...Step.styles,
    css`
      td input[type="number"] { inline-size: 4.5rem; min-block-size: 2.1rem; }
      td input[type="text"] { inline-size: 9rem; min-block-size: 2.1rem; }
      td select { min-block-size: 2.1rem; padding-block: 0.15rem; }
      td label { display: inline-flex; align-items: center; gap: 0.4rem; margin-inline-end: 0.9rem; }
      td label > span { font-weight: 400; }
    `,
  ];

  #decided = false;

  protected override render() {
    const columns = this.state.recipe?.columns.filter((rule) => suiting(rule).length > 0) ?? [];
    if (columns.length === 0) return nothing;
    const keyed = columns.some(({ treatment }) => needsKey(treatment));
    // Opened by a decision, and never folded under the reader's hand by another.
    this.#decided ||= columns.some(({ treatment }) => treatment);
    return html`<details ?open=${this.#decided}>
      <summary>${copy.title}</summary>
      <div class="stack tight">
        <p class="soft small">${copy.hint}</p>
        <div class="scroll" tabindex="0" role="region" aria-label=${copy.title}>
          <table>
            <thead>
              <tr>
                <th scope="col">${words.describe.column}</th>
                <th scope="col">${copy.treatment}</th>
                <th scope="col">${copy.details}</th>
              </tr>
            </thead>
            <tbody>${columns.map((rule) => this.#line(rule))}</tbody>
          </table>
        </div>
        ${keyed ? this.#key() : nothing} ${this.outcome("key")}
      </div>
    </details>`;
  }

  #line(rule: ColumnRule) {
    const { name, role, treatment } = rule;
    const untreated = role === "identifier" ? copy.kinds.drop : copy.asItIs;
    const set = (event: Event) => {
      const { value } = event.currentTarget as HTMLSelectElement;
      this.state.setTreatment(name, value ? initial[value as TreatmentKind] : undefined);
    };
    return html`<tr>
      <th scope="row">${name}</th>
      <td>
        <select aria-label=${`${copy.treatment}: ${name}`} @change=${set}>
          <option value="" ?selected=${treatment === undefined}>${untreated}</option>
          ${suiting(rule).map(
            (kind) =>
              html`<option value=${kind} ?selected=${kind === treatment?.kind}>${copy.kinds[kind]}</option>`,
          )}
        </select>
      </td>
      <td>${treatment ? this.#details(name, treatment) : nothing}</td>
    </tr>`;
  }

  #details(name: string, treatment: Treatment): TemplateResult {
    const set = (change: object) =>
      this.state.setTreatment(name, { ...treatment, ...change } as Treatment);
    const whole = (label: string, value: number, key: string, min: number, max: number) =>
      html`<label>
        <span>${label}</span>
        <input
          type="number"
          min=${min}
          max=${max}
          .value=${String(value)}
          @change=${(event: Event) => {
            const typed = typedNumber(inputOf(event));
            if (typed !== undefined)
              set({ [key]: Math.min(max, Math.max(min, Math.round(typed))) });
          }}
        />
      </label>`;
    switch (treatment.kind) {
      case "mask":
        return html`${whole(copy.keepFirst, treatment.keep_first ?? 0, "keep_first", 0, 99)}
          ${whole(copy.keepLast, treatment.keep_last ?? 0, "keep_last", 0, 99)}`;
      case "pseudonym":
        return html`<label>
            <span>${copy.namespace}</span>
            <input
              type="text"
              placeholder=${name}
              .value=${treatment.namespace ?? ""}
              @change=${(event: Event) => set({ namespace: inputOf(event).value.trim() || undefined })}
            />
          </label>
          ${whole(copy.characters, treatment.characters ?? 16, "characters", 8, 51)}`;
      case "shift-dates":
        return whole(copy.days, treatment.days, "days", 1, 3650);
      default:
        return html``;
    }
  }

  #key() {
    const { pseudonymKey } = this.state;
    return html`<div class="box stack tight">
      <strong>${copy.key}</strong>
      <p>${pseudonymKey ? copy.keyReady(pseudonymKey.fingerprint) : copy.keyMissing}</p>
      <div class="row">
        <button type="button" @click=${this.#makeKey}>${copy.makeKey}</button>
        <label>
          <span>${copy.loadKey}</span>
          <input type="file" accept=".txt,text/plain" @change=${this.#loadKey} />
        </label>
      </div>
      <p class="soft small">${copy.keyHint}</p>
    </div>`;
  }

  readonly #makeKey = async () => {
    const key = await this.state.makeKey();
    if (key) save(new Blob([`${key}\n`], { type: "text/plain" }), fileNames.key);
  };

  readonly #loadKey = async (event: Event) => {
    const [file] = inputOf(event).files ?? [];
    if (file) await this.state.useKey(file);
  };
}
