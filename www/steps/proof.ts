import { imports, version } from "lazaret:build";
import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import { styles } from "../styles.js";
import { words } from "../words/en.js";

const copy = words.proof;

/** The standing line that nothing has left, and how anyone can check it. */
@customElement("lazaret-proof")
export class Proof extends LitElement {
  static override styles = [
    styles,
    css`
      summary { color: var(--ink); max-inline-size: 100%; }
      summary .how { color: var(--accent); text-decoration: underline; text-underline-offset: 0.2em; margin-inline-start: 0.5rem; }
      .dot { display: inline-block; inline-size: 0.6rem; block-size: 0.6rem; border-radius: 50%; background: var(--accent); margin-inline-end: 0.5rem; }
      .imports { columns: 16rem; list-style: none; padding: 0; }
      .imports li { margin: 0; overflow-wrap: anywhere; break-inside: avoid; }
    `,
  ];

  @property({ type: Boolean, reflect: true }) accessor open = false;

  protected override render() {
    const policy = document
      .querySelector<HTMLMetaElement>('meta[http-equiv="Content-Security-Policy"]')
      ?.content.replaceAll("; ", ";\n");
    return html`<details
      @toggle=${(event: Event) => {
        this.open = (event.currentTarget as HTMLDetailsElement).open;
      }}
    >
      <summary>
        <span class="dot" aria-hidden="true"></span><strong role="status">${copy.status}</strong>
        <span class="how no-print">${copy.how}</span>
      </summary>
      <div class="panel stack">
        <h2>${copy.policyTitle}</h2>
        ${policy ? html`<p>${copy.policy}</p><pre>${policy}</pre>` : html`<p>${copy.embedded}</p>`}
        <h2>${copy.importsTitle}</h2>
        <p>${copy.imports(imports.length)}</p>
        <details>
          <summary>${copy.importsList(imports.length)}</summary>
          <ul class="imports">${imports.map((name) => html`<li><code>${name}</code></li>`)}</ul>
        </details>
        <h2>${copy.checkTitle}</h2>
        <ul>${copy.check.map((line) => html`<li>${line}</li>`)}</ul>
        <h2>${copy.limitsTitle}</h2>
        <ul>${copy.limits.map((line) => html`<li>${line}</li>`)}</ul>
        <p class="soft small">${copy.version(version)}</p>
      </div>
    </details>`;
  }
}
