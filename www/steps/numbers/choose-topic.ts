import { css, html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { words } from "../../words/en.js";
import { Step } from "../step.js";
import type { Form } from "./draft.js";
import { formsOf, TOPICS, type Topic, topicOf } from "./topics.js";

const copy = words.numbers;

/** The beginning of a question in a researcher's words, and the form of its answer. */
@customElement("lazaret-topic")
export class TopicChoice extends Step {
  static override styles = [
    ...Step.styles,
    css`
      .choices { display: grid; gap: 0.5rem; grid-template-columns: repeat(auto-fill, minmax(min(15rem, 100%), 1fr)); }
      .choices label { position: relative; padding: 0.55rem 0.9rem; border: 1px solid var(--edge); border-radius: 0.4rem; background: var(--raised); cursor: pointer; align-content: start; gap: 0.1rem; }
      .choices label:has(:checked) { border-color: var(--accent); background: var(--wash); box-shadow: inset 3px 0 var(--accent); }
      .choices label:has(:focus-visible) { outline: 3px solid var(--accent); outline-offset: 2px; }
      .choices input { position: absolute; inset: 0; inline-size: 100%; block-size: 100%; opacity: 0; cursor: pointer; }
      .choices .hint { font-weight: 400; font-size: 0.9rem; color: var(--soft); }
    `,
  ];

  @property({ attribute: false }) accessor form: Form = "count";
  @property({ attribute: false }) accessor change: (form: Form) => void = () => {};

  protected override render() {
    const topic = topicOf(this.form);
    const forms = formsOf(topic);
    return html`<div class="stack">
      <fieldset>
        <legend>${copy.fields.topic}</legend>
        <div class="choices">
          ${(Object.keys(TOPICS) as Topic[]).map((one) =>
            this.#choice("topic", copy.topics[one], undefined, one === topic, () => {
              this.change(formsOf(one)[0] ?? "count");
            }),
          )}
        </div>
      </fieldset>
      ${
        forms.length > 1
          ? html`<fieldset>
              <legend>${copy.fields.form}</legend>
              <div class="choices">
                ${forms.map((form) =>
                  this.#choice(
                    "form",
                    copy.forms[form].name,
                    copy.forms[form].hint,
                    form === this.form,
                    () => this.change(form),
                  ),
                )}
              </div>
            </fieldset>`
          : nothing
      }
    </div>`;
  }

  #choice(
    name: string,
    title: string,
    hint: string | undefined,
    checked: boolean,
    choose: () => void,
  ) {
    return html`<label>
      <input type="radio" name=${name} .checked=${checked} @change=${choose} />
      <span>${title}</span>
      ${hint === undefined ? nothing : html`<span class="hint">${hint}</span>`}
    </label>`;
  }
}
