import { html } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Value } from "../../generated/lazaret.js";
import { fileNames, save } from "../../save.js";
import { words } from "../../words/en.js";
import { cells, Step } from "../step.js";

const copy = words.numbers.rows;
const SHOWN = 10;

/** Made-up patients: the first of them, and a file that is named after what they are. */
@customElement("lazaret-made-up")
export class MadeUp extends Step {
  @property({ attribute: false }) accessor made!: Value & { form: "rows" };

  protected override render() {
    const { csv, rows, measured } = this.made;
    const [head = [], ...first] = records(csv, SHOWN + 1);
    return html`<div class="stack tight">
      <p class="strong">${copy.count(rows)}</p>
      ${cells(copy.first(first.length), head, first)}
      <p class="soft small">${copy.measured(measured)}</p>
      <div class="no-print">
        <button
          type="button"
          @click=${() => save(new Blob([csv], { type: "text/csv" }), fileNames.madeUp)}
        >
          ${copy.save}
        </button>
      </div>
    </div>`;
  }
}

/** The first records of comma-separated text, quoted cells among them. */
function records(csv: string, count: number): string[][] {
  const found: string[][] = [[]];
  const cell = /(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r?\n|$)/y;
  while (found.length <= count) {
    const [, quoted, plain = "", end] = cell.exec(csv) ?? [];
    found.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain);
    if (!end) break;
    if (end !== ",") found.push([]);
    if (cell.lastIndex >= csv.length) break;
  }
  return found.filter((record) => record.length > 1 || record[0]).slice(0, count);
}
