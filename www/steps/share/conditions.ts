import { css, html, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import type { ModelRule } from "../../generated/lazaret.js";
import { words } from "../../words/en.js";
import { inputOf, Step, typedNumber } from "../step.js";
import { type ModelName, models, withField } from "./models.js";

const copy = words.share.conditions;

/** What else every group must satisfy: privacy models, alone and together. */
@customElement("lazaret-conditions")
export class Conditions extends Step {
  static override styles = [
    ...Step.styles,
    css`
      .condition { display: flex; flex-wrap: wrap; gap: 0.6rem 1rem; align-items: end; }
      .condition input[type="number"] { inline-size: 6rem; }
      .condition > strong, .condition > p { flex: 1 1 100%; margin: 0; }
    `,
  ];

  @state() private accessor next: ModelName = "distinct-l-diversity";

  protected override render() {
    const rules = this.state.recipe?.share.models ?? [];
    const watched = this.state.sensitive.map(({ name }) => name);
    return html`<fieldset class="stack tight">
      <legend>${copy.title}</legend>
      <p class="soft">${rules.length === 0 ? copy.none : copy.lead}</p>
      ${rules.map((rule, index) => this.#condition(rule, index, watched))}
      <div class="row middle no-print">
        <label>
          <span class="visually-hidden">${copy.choose}</span>
          <select
            @change=${(event: Event) => {
              this.next = (event.currentTarget as HTMLSelectElement).value as ModelName;
            }}
          >
            ${Object.entries(copy.models).map(
              ([name, { title }]) =>
                html`<option value=${name} ?selected=${name === this.next}>${title}</option>`,
            )}
          </select>
        </label>
        <button type="button" @click=${() => this.#set([...rules, this.#initial()])}>${copy.add}</button>
      </div>
      <p class="soft small">${copy.models[this.next].hint}</p>
    </fieldset>`;
  }

  /** For every sensitive column; for the first that varies, where one of them has a single value. */
  #initial(): ModelRule {
    const { initial, column } = models[this.next];
    const columns = this.state.description?.columns ?? [];
    const varies = ({ name }: { name: string }) =>
      columns.some((known) => known.name === name && known.distinct > 1);
    const { sensitive } = this.state;
    const first = sensitive.find(varies);
    if (!column || !first || sensitive.every(varies)) return initial;
    return { ...initial, column: first.name } as ModelRule;
  }

  #condition(rule: ModelRule, index: number, watched: string[]) {
    const rules = this.state.recipe?.share.models ?? [];
    const replace = (changed: ModelRule) => this.#set(rules.with(index, changed));
    const { title, meaning }: { title: string; meaning: (rule: never) => string } =
      copy.models[rule.model];
    const { fields, column } = models[rule.model];
    return html`<div class="panel condition" role="group" aria-label=${title}>
      <strong>${title}</strong>
      ${column ? this.#column(rule, watched, replace) : nothing}
      ${fields.map(
        (field) => html`<label>
          <span>${copy.fields[field.key]}</span>
          <input
            type="number"
            min=${field.min}
            max=${field.max ?? nothing}
            step=${field.whole ? 1 : "any"}
            .value=${String((rule as unknown as Record<string, number>)[field.key])}
            @change=${(event: Event) => {
              const typed = typedNumber(inputOf(event));
              if (typed !== undefined) replace(withField(rule, field, typed));
            }}
          />
        </label>`,
      )}
      ${rule.model === "t-closeness" ? this.#distance(rule, replace) : nothing}
      ${
        rule.model === "beta-likeness"
          ? html`<label class="inline">
              <input
                type="checkbox"
                .checked=${rule.enhanced ?? false}
                @change=${(event: Event) => replace({ ...rule, enhanced: inputOf(event).checked })}
              />
              <span>${copy.enhanced}</span>
            </label>`
          : nothing
      }
      <button type="button" class="quiet" @click=${() => this.#set(rules.toSpliced(index, 1))}>${copy.remove}</button>
      <p class="soft" aria-live="polite">${meaning(rule as never)}</p>
      ${rule.model === "k-map" ? this.#population() : nothing}
    </div>`;
  }

  #population() {
    const { population } = this.state;
    return html`<label>
        <span>${words.share.population.choose}</span>
        <input
          type="file"
          accept=".csv,.tsv,.txt,text/csv,text/plain"
          @change=${(event: Event) => this.state.usePopulation(inputOf(event).files?.[0])}
        />
      </label>
      <p class="soft small">
        ${population ? words.share.population.ready(population.name) : words.share.population.missing}
        ${words.share.population.hint}
      </p>`;
  }

  #column(rule: ModelRule, watched: string[], replace: (rule: ModelRule) => void) {
    const chosen = "column" in rule ? rule.column : undefined;
    return html`<label>
      <span>${copy.column}</span>
      <select
        @change=${(event: Event) => {
          const { value } = event.currentTarget as HTMLSelectElement;
          const changed: object = { ...rule, column: value === "" ? undefined : value };
          replace(changed as ModelRule);
        }}
      >
        <option value="" ?selected=${chosen === undefined}>${copy.everySensitive(watched)}</option>
        ${watched.map((name) => html`<option ?selected=${name === chosen}>${name}</option>`)}
      </select>
    </label>`;
  }

  #distance(rule: ModelRule & { model: "t-closeness" }, replace: (rule: ModelRule) => void) {
    return html`<label>
      <span>${copy.distance}</span>
      <select
        @change=${(event: Event) => {
          const { value } = event.currentTarget as HTMLSelectElement;
          replace({ ...rule, distance: value as NonNullable<typeof rule.distance> });
        }}
      >
        ${Object.entries(copy.distances).map(
          ([value, name]) =>
            html`<option value=${value} ?selected=${value === (rule.distance ?? "equal")}>${name}</option>`,
        )}
      </select>
    </label>`;
  }

  #set(models: ModelRule[]): void {
    const share = this.state.recipe?.share;
    if (share) this.state.setShare({ ...share, models });
  }
}
