import { css, html, nothing } from "lit";
import { customElement } from "lit/decorators.js";
import type { Attack } from "../../generated/lazaret.js";
import { words } from "../../words/en.js";
import { say } from "../../words/say.js";
import { inputOf, Step, sentences } from "../step.js";

const copy = words.examination.attacks;

/** Attacks on the protected table, made here, and what each of them found. */
@customElement("lazaret-attacks")
export class AttacksPanel extends Step {
  static override styles = [
    ...Step.styles,
    css`
      dl { display: grid; gap: 0.75rem; }
      dt { font-weight: 600; margin-block-end: 0.25rem; }
      dd { margin: 0; }
    `,
  ];

  protected override render() {
    const { examination, busy } = this.state;
    const { attacks, linked } = examination;
    return html`<section class="panel stack tight">
      <h4>${copy.title}</h4>
      <p class="soft">${copy.lead}</p>
      <div>
        <button type="button" ?disabled=${busy.has("share") || busy.has("attacks")} @click=${() => examination.attack()}>
          ${attacks ? copy.again : copy.run}
        </button>
      </div>
      ${this.outcome("attacks")} ${attacks ? found(attacks) : nothing}
      <label class="no-print">
        <span>${copy.link}</span>
        <input
          type="file"
          accept=".csv,.tsv,.txt,text/csv"
          @change=${(event: Event) => {
            const people = inputOf(event).files?.[0];
            if (people) void examination.link(people);
          }}
        />
      </label>
      <p class="soft small no-print">${copy.linkHint}</p>
      ${this.outcome("linkage")} ${linked ? joined(linked.file, linked.attacks) : nothing}
    </section>`;
  }
}

/** Each kind of attack with its findings, the worst of them first. */
function found(attacks: Attack[]) {
  return html`<dl role="status">
    ${[...Map.groupBy(attacks, ({ kind }) => kind)].map(
      ([kind, alike]) => html`<div>
        <dt>${copy.kinds[kind]}</dt>
        <dd class="stack tight">${told(alike)}</dd>
      </div>`,
    )}
  </dl>`;
}

function told(alike: Attack[]) {
  const untold = alike.filter(isUntold).map(({ column }) => column);
  const vain = alike.filter(isVain).filter((attack) => !isUntold(attack));
  const worst = alike
    .filter((attack) => !isUntold(attack) && !isVain(attack))
    .sort((one, other) => harm(other) - harm(one))
    .map((attack) => say("attack", attack));
  return sentences([
    ...worst,
    ...(vain.length > 0 ? [copy.nothing(vain.map(({ column }) => column))] : []),
    ...(untold.length > 0 ? [copy.untold(untold)] : []),
  ]);
}

type Similar = Attack & { kind: "similarity" };
type Same = Attack & { kind: "homogeneity" };

function isUntold(attack: Attack): attack is Similar {
  return attack.kind === "similarity" && attack.nearness === "unknown";
}

/** These give a value away or do not; the others also say how likely they make one. */
function isVain(attack: Attack): attack is Similar | Same {
  return (attack.kind === "similarity" || attack.kind === "homogeneity") && attack.disclosed === 0;
}

/** How much an attack finds, to compare it with others of its kind. */
function harm(attack: Attack): number {
  if ("disclosed" in attack) return attack.disclosed;
  return "doubled" in attack ? attack.doubled : 0;
}

function joined(file: string, attacks: Attack[]) {
  return attacks.map((attack) =>
    attack.kind === "linkage"
      ? html`<p role="status">
          ${copy.joined(file, attack.columns)} ${attack.columns.length > 0 ? say("attack", attack) : nothing}
        </p>`
      : nothing,
  );
}
