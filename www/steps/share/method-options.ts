import { css, html, nothing, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";
import type { MethodRule } from "../../generated/lazaret.js";
import { words } from "../../words/en.js";
import { inputOf, Step, typedNumber } from "../step.js";
import { initial, type Rule } from "./methods.js";

const copy = words.share.methods.options;

interface Bounds {
  min: number;
  max?: number;
  whole?: boolean;
  /** Whether the field may stay blank. */
  optional?: boolean;
}

/** What may be chosen about the method that is taken. */
@customElement("lazaret-method-options")
export class MethodOptions extends Step {
  static override styles = [
    ...Step.styles,
    css`
      input[type="number"] { inline-size: 6rem; }
      textarea { inline-size: min(30rem, 100%); min-block-size: 5rem; }
    `,
  ];

  protected override render() {
    const method = this.state.recipe?.share.method ?? initial.mondrian;
    return html`<div class="panel stack tight">${this.#options(method)}</div>`;
  }

  #options(method: MethodRule): TemplateResult {
    switch (method.kind) {
      case "mondrian":
        return html`${this.#publish(method)}
          ${this.#box(copy.relaxed, method.relaxed ?? false, (relaxed) => ({ relaxed }))}`;
      case "local-recoding":
        return this.#publish(method);
      case "microaggregation":
        return html`<p class="soft small">${copy.meansHint}</p>`;
      case "cell-suppression":
        return html`<p class="soft small">${copy.noOptions}</p>`;
      case "full-domain":
        return this.#fullDomain(method);
      case "slicing":
        return this.#slicing(method);
    }
  }

  #publish(method: Rule<"mondrian" | "local-recoding">) {
    return this.#select(
      copy.publish,
      method.publish ?? initial[method.kind].publish ?? "sets",
      copy.publishAs,
      (publish) => ({ publish }),
    );
  }

  #fullDomain(method: Rule<"full-domain">) {
    return html`${this.#select(
      copy.aggregate,
      method.aggregate ?? "geometric-mean",
      copy.aggregates,
      (aggregate) => ({ aggregate }),
    )}
      ${this.#number(copy.factor, method.factor ?? 0.5, "factor", { min: 0, max: 1 })}
      <p class="soft small">${copy.factorHint}</p>
      ${this.#number(copy.checks, method.checks, "checks", { min: 1, whole: true, optional: true })}
      <p class="soft small">${copy.checksHint}</p>`;
  }

  #slicing(method: Rule<"slicing">) {
    const semiSensitive = this.state.named("semi-sensitive").length > 0;
    const released = this.state.recipe?.columns.filter(({ role }) => role !== "identifier") ?? [];
    const targets = Object.fromEntries(released.map(({ name }) => [name, name]));
    return html`<div class="row">
        ${this.#number(copy.l, method.l, "l", { min: 1 })}
        ${semiSensitive ? this.#number(copy.semiSensitiveL, method.semi_sensitive_l, "semi_sensitive_l", { min: 1 }) : nothing}
        ${this.#number(copy.c, method.c, "c", { min: 2, whole: true })}
        ${this.#number(copy.alpha, method.alpha, "alpha", { min: 1, whole: true })}
      </div>
      <p class="soft small">${copy.slicingHint}</p>
      ${this.#box(copy.improved, method.improved ?? true, (improved) => ({ improved }))}
      <details>
        <summary>${copy.more}</summary>
        <div class="stack tight">
          <div class="row">
            ${this.#number(copy.t, method.t, "t", { min: 0, max: 1, optional: true })}
            ${this.#select(copy.distance, method.distance ?? "equal", copy.distances, (distance) => ({ distance }))}
            ${this.#number(copy.overlap, method.overlap, "overlap", { min: 0, max: 1, optional: true })}
            ${this.#number(copy.fakes, method.fakes, "fakes", { min: 0, max: 1, optional: true })}
          </div>
          ${this.#select(copy.target, method.target ?? "", { "": copy.noTarget, ...targets }, (target) => ({ target: target || undefined }))}
          <label>
            <span>${copy.columns}</span>
            <textarea
              .value=${(method.columns ?? []).map((names) => names.join("; ")).join("\n")}
              @change=${(event: Event) => this.#change({ columns: groups(inputOf(event).value) })}
            ></textarea>
          </label>
          <p class="soft small">${copy.columnsHint}</p>
        </div>
      </details>`;
  }

  #select<Value extends string>(
    label: string,
    chosen: Value,
    names: Partial<Record<Value, string>>,
    change: (value: Value) => object,
  ) {
    return html`<label>
      <span>${label}</span>
      <select
        @change=${(event: Event) => this.#change(change(inputOf(event).value as Value))}
      >
        ${Object.entries<string | undefined>(names).map(
          ([value, name]) =>
            html`<option value=${value} ?selected=${value === chosen}>${name}</option>`,
        )}
      </select>
    </label>`;
  }

  #box(label: string, checked: boolean, change: (checked: boolean) => object) {
    return html`<label class="inline">
      <input
        type="checkbox"
        .checked=${checked}
        @change=${(event: Event) => this.#change(change(inputOf(event).checked))}
      />
      <span>${label}</span>
    </label>`;
  }

  #number(label: string, value: number | undefined, key: string, bounds: Bounds) {
    const { min, max = Number.POSITIVE_INFINITY, whole, optional } = bounds;
    return html`<label>
      <span>${label}</span>
      <input
        type="number"
        min=${min}
        max=${bounds.max ?? nothing}
        step=${whole ? 1 : "any"}
        .value=${value === undefined ? "" : String(value)}
        @change=${(event: Event) => {
          const typed = typedNumber(inputOf(event));
          if (typed === undefined) return optional && this.#change({ [key]: undefined });
          const held = Math.min(max, Math.max(min, typed));
          return this.#change({ [key]: whole ? Math.round(held) : held });
        }}
      />
    </label>`;
  }

  /** The method with some of its fields changed; one that is undefined is left out. */
  #change(fields: object): void {
    const share = this.state.recipe?.share;
    if (!share) return;
    const changed = { ...(share.method ?? initial.mondrian), ...fields };
    const given = Object.entries(changed).filter(([, value]) => value !== undefined);
    this.state.setShare({ ...share, method: Object.fromEntries(given) as unknown as MethodRule });
  }
}

/** One column of slices a line, its headings between semicolons; none where nothing is written. */
function groups(text: string): string[][] | undefined {
  const names = (line: string) =>
    line
      .split(";")
      .map((name) => name.trim())
      .filter((name) => name !== "");
  const columns = text
    .split("\n")
    .map(names)
    .filter((line) => line.length > 0);
  return columns.length > 0 ? columns : undefined;
}
