import type { Client } from "./client.js";
import type { Clerk } from "./engine.js";
import type { Asked, Certificate, Head, LedgerState, Loss, Recipe } from "./generated/lazaret.js";
import { headText, type Kept, LedgerStore } from "./ledger-store.js";
import type { CallOptions } from "./rpc.js";
import type { Work } from "./work.js";

/**
 * The ledger of the loaded table. The engine writes its records; they are kept here, each
 * before the next thing happens: paid before noise is drawn, recorded before it is shown.
 */
export class LedgerDesk {
  ledger: LedgerState | undefined;
  /** A ledger that was given and is of another table, until the reader says what it is to this one. */
  other: string | undefined;
  /** Whether this browser keeps ledgers when the tab is closed. */
  lasts = true;

  readonly #store = new LedgerStore();
  #text = "";
  #last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly work: Work,
    private readonly call: Client["call"],
    private readonly onShown: (ledger: LedgerState) => void,
  ) {}

  forget(): void {
    this.ledger = undefined;
    this.other = undefined;
    this.#text = "";
  }

  /** Finds the ledger of the loaded table among those that this browser keeps. */
  async recognise(): Promise<void> {
    this.lasts = await this.#store.lasts();
    await this.work.run("ledger", "Looking for the ledger", async () => {
      const texts = (await this.#store.all()).map(({ text }) => text);
      const kept = await this.call("recogniseLedger", [texts]);
      if (kept) this.#show(kept);
    });
  }

  /** Begins a ledger: whom noise hides and how much may be told are fixed by it for good. */
  open(recipe: Recipe, total: Loss): Promise<void> {
    return this.#inTurn(async () => {
      await this.#keep(await this.call("openLedger", [recipe, total, await this.#clerk()]));
    });
  }

  /** Pays, draws and shows, in this order. */
  ask(recipe: Recipe, asked: Asked, options: CallOptions): Promise<void> {
    return this.#inTurn(async () => {
      const by = await this.#clerk();
      const { entry, ...paid } = await this.call("pay", [recipe, asked, by]);
      await this.#keep(paid);
      await this.#keep(await this.call("draw", [recipe, entry, by], options));
    });
  }

  certificate(entry: number): Promise<Certificate> {
    return this.call("certificate", [entry]);
  }

  /** The ledger as its file has it. */
  get file(): Blob {
    return new Blob([this.#text], { type: "text/plain" });
  }

  /** Takes a ledger from a file; one of another table waits in `other`. */
  async use(file: Blob): Promise<void> {
    this.other = undefined;
    await this.work.run("ledger", "Reading the ledger", async () => {
      const text = await file.text();
      const seen = await this.#seen(text);
      const kept = await this.call("useLedger", [text, seen && headText(seen)]);
      if (kept) await this.#keep(kept, seen);
      else this.other = text;
    });
    this.work.changed();
  }

  /** Says that the ledger which was given last is about the same patients as this table. */
  async samePatients(): Promise<void> {
    const text = this.other;
    this.other = undefined;
    if (text === undefined) return;
    await this.work.run("ledger", "Reading the ledger", async () => {
      const [seen, by] = [await this.#seen(text), await this.#clerk()];
      const kept = await this.call("samePatients", [text, seen && headText(seen), by]);
      await this.#keep(kept, seen);
    });
    this.work.changed();
  }

  /** One after the other: each record follows the one before. */
  #inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => {}); // told to whoever asked
    return turn;
  }

  /** The last line that this browser has seen of a ledger. */
  async #seen(text: string): Promise<Head | undefined> {
    return this.#store.seen(await this.call("ledgerId", [text]));
  }

  async #clerk(): Promise<Clerk> {
    return { time: new Date().toISOString(), writer: await this.#store.writer() };
  }

  /** Makes the ledger safe, and shows it only then. */
  async #keep({ text, ledger }: Kept, before = this.ledger?.head): Promise<void> {
    await this.#store.keep({ text, ledger }, before);
    this.#show({ text, ledger });
  }

  #show({ text, ledger }: Kept): void {
    this.#text = text;
    this.ledger = ledger;
    this.onShown(ledger);
  }
}
