import { html, type TemplateResult } from "lit";
import { exchange as words } from "../words/en-exchange.js";

const copy = words.access;

/** Where columns are named by number: their names are sealed. */
export function columnsField(id: string, columns: number, value = ""): TemplateResult {
  return html`<label>
    <span>${copy.columns}</span>
    <input id=${id} type="text" size="24" inputmode="numeric" pattern="[0-9,\\s\\-]*" .value=${value}
      placeholder=${copy.columnsHint(columns)} title=${copy.columnsHint(columns)} />
  </label>`;
}

/** What was typed, counted from 0; all columns without it, `bad` where it names none of the file's. */
export function readColumns(input: HTMLInputElement, of: number): number[] | "bad" | undefined {
  input.setCustomValidity("");
  const columns = parseColumns(input.value, of);
  if (columns === "bad") {
    input.setCustomValidity(copy.columnsHint(of));
    input.reportValidity();
    input.addEventListener("input", () => input.setCustomValidity(""), { once: true });
  }
  return columns;
}

/** `1, 3-5` as places counted from 0, in ascending order. */
export function parseColumns(text: string, of: number): number[] | "bad" | undefined {
  const pieces = text.split(/[\s,]+/).filter((piece) => piece !== "");
  if (pieces.length === 0) return undefined;
  const columns = new Set<number>();
  for (const piece of pieces) {
    const [first, last = first] = piece.split("-").map(Number);
    if (!first || !last || !(first >= 1 && first <= last && last <= of)) return "bad";
    for (let column = first; column <= last; column += 1) columns.add(column - 1);
  }
  return [...columns].sort((a, b) => a - b);
}

/** Places counted from 0 as they are typed. */
export const writeColumns = (columns: number[] | undefined): string =>
  columns?.map((column) => column + 1).join(", ") ?? "";
