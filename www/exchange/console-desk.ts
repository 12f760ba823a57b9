import { exchange as copy } from "../words/en-exchange.js";
import type { Exchange } from "./exchange.js";
import type { Role } from "./records.js";

/** A row of the console, as the node gives it. */
export type Row = Record<string, unknown>;

export const TABLES = ["users", "files", "grants", "events", "health"] as const;
export type Table = (typeof TABLES)[number];
/** What comes in pages, each after the entry with which the one before ended. */
const PAGED: readonly Table[] = ["users", "files", "grants"];

/** What an operator sees and may do: no name of a file, no key. */
export class ConsoleDesk {
  readonly tables = new Map<Table, Row[]>();
  /** The last invitation that was made, until another is. */
  invitation: string | undefined;
  /** What came of the last demand for keys. */
  refused: string | undefined;

  constructor(private readonly exchange: Exchange) {}

  async load(): Promise<void> {
    const all = await Promise.all(TABLES.map((table) => this.#rows(table)));
    for (const [place, table] of TABLES.entries()) this.tables.set(table, all[place] ?? []);
    this.exchange.changed();
  }

  async #rows(table: Table): Promise<Row[]> {
    const path = `/v1/operator/${table}`;
    if (!PAGED.includes(table)) return [await this.exchange.node.get<Row | Row[]>(path)].flat();
    const rows: Row[] = [];
    for (;;) {
      const after = Number(rows.at(-1)?.leaf ?? 0);
      const more = await this.exchange.node.get<Row[]>(`${path}?after=${after}`);
      if (more.length === 0) return rows;
      rows.push(...more);
    }
  }

  async invite(role: Role): Promise<void> {
    await this.exchange.run("console", copy.console.inviting, async () => {
      const path = "/v1/operator/invitations";
      const { invitation } = await this.exchange.node.post<{ invitation: string }>(path, { role });
      this.invitation = invitation;
    });
  }

  async setQuota(user: string, bytes: number): Promise<void> {
    await this.exchange.run("console", copy.console.saving, async () => {
      await this.exchange.node.post("/v1/operator/quotas", { user, bytes });
      await this.load();
    });
  }

  /** Logs a user out everywhere, such as from a computer that was stolen. */
  async endSessions(user: string): Promise<void> {
    await this.exchange.run("console", copy.console.ending, async () => {
      await this.exchange.node.post("/v1/operator/sessions", { user });
      await this.load();
    });
  }

  /** Demands a file's keys; the node writes it down and has none to give. */
  async demandKeys(file: string): Promise<void> {
    await this.exchange.run("console", copy.console.demanding, async () => {
      await this.exchange.act({ "demand-keys": { file } }).catch((failure) => {
        if (failure.kind !== "no-keys-here") throw failure;
      });
      this.refused = file;
      await this.load();
    });
  }
}
