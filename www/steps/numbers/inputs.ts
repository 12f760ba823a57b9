import { html, type TemplateResult } from "lit";
import type { ColumnRule } from "../../generated/lazaret.js";
import { words } from "../../words/en.js";
import { inputOf, typedNumber } from "../step.js";

/** A field for a number that may be left empty. */
export function numberField(
  label: string,
  value: number | undefined,
  set: (value: number | undefined) => void,
): TemplateResult {
  return html`<label>
    <span>${label}</span>
    <input
      type="number"
      step="any"
      .value=${value === undefined ? "" : String(value)}
      @change=${(event: Event) => set(typedNumber(inputOf(event)))}
    />
  </label>`;
}

export function textField(
  label: string,
  value: string,
  set: (value: string) => void,
): TemplateResult {
  return html`<label>
    <span>${label}</span>
    <input type="text" .value=${value} @input=${(event: Event) => set(inputOf(event).value)} />
  </label>`;
}

export function dateField(
  label: string,
  value: string,
  set: (value: string) => void,
): TemplateResult {
  return html`<label>
    <span>${label}</span>
    <input type="date" .value=${value} @change=${(event: Event) => set(inputOf(event).value)} />
  </label>`;
}

/** A field for texts on lines of their own. */
export function linesField(
  label: string,
  value: string,
  set: (value: string) => void,
): TemplateResult {
  return html`<label>
    <span>${label}</span>
    <textarea
      rows="4"
      cols="30"
      .value=${value}
      @input=${(event: Event) => set(inputOf(event).value)}
    ></textarea>
  </label>`;
}

export function columnField(
  label: string,
  columns: readonly ColumnRule[],
  value: string,
  set: (value: string) => void,
  none: string = words.numbers.fields.chooseColumn,
): TemplateResult {
  return html`<label>
    <span>${label}</span>
    <select @change=${(event: Event) => set(inputOf(event).value)}>
      <option value="" .selected=${value === ""}>${none}</option>
      ${columns.map(
        ({ name }) => html`<option value=${name} .selected=${name === value}>${name}</option>`,
      )}
    </select>
  </label>`;
}
