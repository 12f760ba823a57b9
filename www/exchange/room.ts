import { css, html, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import { exchange as words } from "../words/en-exchange.js";
import type { Opening } from "./file-desk.js";
import { GREETING, type ToWorkbench, toShell } from "./messages.js";
import { View } from "./view.js";

const copy = words.room;

/** The workbench in its frame: without an origin, a network or a store, behind one port. */
@customElement("lazaret-room")
export class Room extends View {
  static override styles = [
    ...View.styles,
    css`
      iframe { inline-size: 100%; block-size: max(32rem, 85vh); border: 1px solid var(--edge); border-radius: 0.5rem; background: var(--paper); }
    `,
  ];

  @state() private accessor ready = false;
  #port: MessagePort | undefined;
  /** The recipient that the workbench was told, and the file that it was given. */
  #told: string | undefined;
  #opened: Opening | undefined;

  protected override render() {
    return html`<div class="stack tight">
      <h2>${copy.title}</h2>
      <p class="lead">${copy.lead}</p>
      <p role="status">${this.ready ? (this.state.files.opening ? words.files.opened : nothing) : copy.waiting}</p>
      <iframe title=${copy.frame} src="/workbench" sandbox="allow-downloads allow-forms allow-scripts"
        referrerpolicy="no-referrer" @load=${this.#greet}></iframe>
    </div>`;
  }

  protected override updated(): void {
    if (!this.ready) return;
    this.#tell();
    this.#give();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#port?.close();
    this.ready = false;
  }

  /** Its origin is none, so that the greeting can name none: it goes to the frame's own window, with the port. */
  readonly #greet = (event: Event) => {
    const frame = event.currentTarget as HTMLIFrameElement;
    const { port1, port2 } = new MessageChannel();
    this.#port?.close();
    this.#port = port1;
    port1.onmessage = ({ data }) => this.#hear(data);
    frame.contentWindow?.postMessage(GREETING, "*", [port2]);
  };

  #hear(data: unknown): void {
    const message = toShell(data);
    const { account, files, history } = this.state;
    if (message?.type === "ready") this.#begin();
    if (account.session?.role !== "owner") return;
    if (message?.type === "sealed") void files.offer(message.file);
    if (message?.type === "numbers") {
      const { type: _, ...numbers } = message;
      history.offer(numbers);
    }
  }

  /** A workbench that has just begun knows nothing yet. */
  #begin(): void {
    this.#told = undefined;
    this.ready = true;
    this.requestUpdate();
  }

  /** Tells whom everything is sealed for, also when it is another identity than before. */
  #tell(): void {
    const recipient = this.state.keyDesk.keys?.identity?.recipient.text;
    if (recipient === undefined || recipient === this.#told) return;
    this.#told = recipient;
    this.#say({ type: "recipient", recipient });
  }

  #give(): void {
    const { opening } = this.state.files;
    if (!opening || opening === this.#opened) return;
    this.#opened = opening;
    this.#say({ type: "open", ...opening });
    opening.keys.fill(0);
  }

  #say(message: ToWorkbench): void {
    this.#port?.postMessage(message);
  }
}
