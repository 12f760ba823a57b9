import { css, html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { DateStep, HierarchyRule } from "../../generated/lazaret.js";
import { words } from "../../words/en.js";
import { inputOf, Step, typedNumber } from "../step.js";
import { readTree, writeTree } from "./tree-text.js";

const copy = words.share.hierarchies;
type Of<Kind extends HierarchyRule["kind"]> = HierarchyRule & { kind: Kind };

/** The steps that the reader builds for a column, as fields. */
@customElement("lazaret-hierarchy-rule")
export class HierarchyRuleEditor extends Step {
  static override styles = [
    ...Step.styles,
    css`
      textarea { inline-size: min(36rem, 100%); min-block-size: 8rem; }
      input[type="text"] { inline-size: min(14rem, 100%); }
    `,
  ];

  @property() accessor column = "";
  /** The line of the groups' text that could not be read. */
  @state() private accessor wrong: number | undefined;

  protected override render() {
    const rule = this.state.rule(this.column)?.hierarchy;
    return html`<div class="stack tight">${rule ? this.#fields(rule) : nothing}</div>`;
  }

  #fields(rule: HierarchyRule): TemplateResult {
    switch (rule.kind) {
      case "ranges":
        return this.#ranges(rule);
      case "dates":
        return this.#dates(rule);
      case "prefixes":
        return html`<div class="row">
          ${this.#numbers(copy.kept, rule.kept, (kept) => ({ ...rule, kept }))}
          ${this.#number(copy.length, rule.length, (length) => ({ ...rule, length: length ?? 1 }))}
        </div>`;
      case "tree":
        return this.#tree(rule);
      case "table":
        return html`<p class="soft">${copy.table(rule.lines.length)}</p>`;
      case "icd10":
      case "suppression":
        return html``;
    }
  }

  #ranges(rule: Of<"ranges">) {
    const end = (key: "bottom" | "top") => (value: number | undefined) => {
      const { [key]: _, ...rest } = rule;
      return value === undefined ? rest : { ...rest, [key]: value };
    };
    return html`<div class="row">
        ${this.#numbers(copy.widths, rule.widths, (widths) => ({ ...rule, widths }))}
        ${this.#number(copy.origin, rule.origin, (origin) => ({ ...rule, origin: origin ?? 0 }))}
        ${this.#number(copy.bottom, rule.bottom, end("bottom"))}
        ${this.#number(copy.top, rule.top, end("top"))}
      </div>
      <p class="soft small">${copy.widthsHint}</p>`;
  }

  #dates(rule: Of<"dates">) {
    const all = Object.keys(copy.steps) as DateStep[];
    return html`<fieldset>
      <legend>${copy.dateSteps}</legend>
      <div class="row middle">
        ${all.map(
          (step) => html`<label class="inline">
            <input
              type="checkbox"
              .checked=${rule.steps.includes(step)}
              @change=${(event: Event) => {
                const { checked } = inputOf(event);
                const steps = all.filter((other) =>
                  other === step ? checked : rule.steps.includes(other),
                );
                this.#set({ ...rule, steps });
              }}
            />
            <span>${copy.steps[step]}</span>
          </label>`,
        )}
      </div>
    </fieldset>`;
  }

  #tree(rule: Of<"tree">) {
    const text = writeTree(rule.groups);
    const set = (event: Event) => {
      const read = readTree(inputOf(event).value);
      this.wrong = "line" in read ? read.line : undefined;
      if (!("line" in read)) this.#set({ ...rule, groups: read });
    };
    return html`<label>
        <span>${copy.groups}</span>
        <textarea spellcheck="false" rows=${text.split("\n").length + 1} .value=${text} @change=${set}></textarea>
      </label>
      ${this.wrong === undefined ? nothing : html`<p class="box alarm" role="alert">${copy.groupsWrong(this.wrong)}</p>`}
      <p class="soft small">${copy.groupsHint}</p>
      <label>
        <span>${copy.other}</span>
        <input
          type="text"
          .value=${rule.other}
          @change=${(event: Event) => this.#set({ ...rule, other: inputOf(event).value.trim() })}
        />
      </label>`;
  }

  #number(
    label: string,
    value: number | undefined,
    change: (value: number | undefined) => HierarchyRule,
  ) {
    return html`<label>
      <span>${label}</span>
      <input
        type="number"
        step="any"
        .value=${value === undefined ? "" : String(value)}
        @change=${(event: Event) => this.#set(change(typedNumber(inputOf(event))))}
      />
    </label>`;
  }

  /** Several numbers between commas; what is no number is not taken. */
  #numbers(label: string, values: number[], change: (values: number[]) => HierarchyRule) {
    const set = (event: Event) => {
      const typed = inputOf(event)
        .value.split(/[,;\s]+/)
        .filter((word) => word !== "");
      const numbers = typed.map(Number);
      if (numbers.length > 0 && numbers.every(Number.isFinite)) this.#set(change(numbers));
    };
    return html`<label>
      <span>${label}</span>
      <input type="text" inputmode="decimal" .value=${values.join(", ")} @change=${set} />
    </label>`;
  }

  #set(rule: HierarchyRule): void {
    this.state.setHierarchy(this.column, rule);
  }
}
