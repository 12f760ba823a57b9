import { sha256 } from "../hex.js";
import { exchange as copy } from "../words/en-exchange.js";
import type { Exchange } from "./exchange.js";
import { exchangeFailure } from "./node.js";
import type { Logged, Published, SignedRecord } from "./records.js";

/** Something that somebody did, and where it stands in the log. */
export interface Happened {
  entry: Logged;
  record: SignedRecord;
}

/** A request that waits for its file's owner. */
export interface Request {
  file: string;
  by: string;
  purpose: string;
  columns?: number[] | undefined;
  entry: Logged;
}

/** Noisy numbers that wait for the reader's word before they leave. */
export interface OfferedNumbers {
  text: string;
  epsilon: string;
  delta?: string;
}

/** What happened: by the reader, for the reader, and on the reader's files; and what was published. */
export class HistoryDesk {
  happened: Happened[] = [];
  releases: Published[] = [];
  offered: OfferedNumbers | undefined;
  /** What happened, by the file that it is about. */
  readonly #aboutFile = new Map<string, SignedRecord[]>();

  constructor(private readonly exchange: Exchange) {}

  /** Loads what is new; throws how the node lies about it, if it does. */
  async load(): Promise<void> {
    for (let news = await this.#news(); news.length > 0; news = await this.#news()) {
      this.happened = [...this.happened, ...news];
      for (const { record } of news) this.#keep(record);
    }
    this.releases = [...(await this.#published()), ...this.releases];
  }

  /** What was published since the last release that is known, the newest first, as far as the copy of the log reaches. */
  async #published(): Promise<Published[]> {
    const known = this.releases[0]?.entry.leaf ?? 0;
    const published: Published[] = [];
    for (let before: number | undefined; ; ) {
      const from = before === undefined ? "" : `?before=${before}`;
      const page = await this.exchange.node.get<Published[]>(`/v1/releases${from}`);
      const next = page.filter(({ entry }) => entry.leaf < (before ?? Number.MAX_SAFE_INTEGER));
      const news = next.filter(({ entry }) => entry.leaf > known);
      const reached = news.filter(({ entry }) => this.#reaches(entry));
      published.push(...(await Promise.all(reached.map((one) => this.#vouched(one)))));
      before = news.at(-1)?.entry.leaf;
      if (before === undefined || news.length < next.length) return published;
    }
  }

  /** What happened since the last entry that is known, as far as the copy of the log reaches. */
  async #news(): Promise<Happened[]> {
    const after = this.happened.at(-1)?.entry.leaf ?? 0;
    const entries = await this.exchange.node.get<Logged[]>(`/v1/history?after=${after}`);
    const reached = entries
      .filter((entry) => entry.leaf > after && this.#reaches(entry))
      .sort((one, other) => one.leaf - other.leaf);
    return Promise.all(
      reached.map(async (entry) => ({
        entry,
        record: await this.exchange.members.verified(entry),
      })),
    );
  }

  /** A release whose author and text the log vouches for. */
  async #vouched(one: Published): Promise<Published> {
    const { entry, numbers } = one;
    const { act } = await this.exchange.members.verified(entry);
    const hash = await sha256(new TextEncoder().encode(numbers));
    if (!("release" in act) || act.release.numbers !== hash) {
      throw exchangeFailure("other-numbers", { leaf: entry.leaf });
    }
    return one;
  }

  #reaches({ leaf }: Logged): boolean {
    return leaf < this.exchange.log.entries;
  }

  #keep(record: SignedRecord): void {
    const about = Object.values(record.act)[0] as { file?: string };
    if (about.file === undefined) return;
    const records = this.#recordsOf(about.file);
    records.push(record);
    this.#aboutFile.set(about.file, records);
  }

  #recordsOf(file: string): SignedRecord[] {
    return this.#aboutFile.get(file) ?? [];
  }

  /** What others ask of the reader, and was neither granted nor refused since. */
  get requests(): Request[] {
    const own = this.exchange.account.session?.user;
    const open = new Map<string, Request>();
    for (const { entry, record } of this.happened) {
      const { act, by } = record;
      if ("ask" in act && by !== own) open.set(`${act.ask.file} ${by}`, { ...act.ask, by, entry });
      if ("grant" in act) open.delete(`${act.grant.file} ${act.grant.to}`);
      if ("refuse" in act) open.delete(`${act.refuse.file} ${act.refuse.to}`);
    }
    return [...open.values()];
  }

  /** Who may open a version of a file now, by name, with the columns. */
  grantsOf(file: string, version: number): Map<string, number[] | undefined> {
    const grants = new Map<string, number[] | undefined>();
    for (const { act } of this.#recordsOf(file)) {
      const granted = "grant" in act && act.grant.version === version;
      if (granted) grants.set(act.grant.to, act.grant.columns);
      if ("revoke" in act) grants.delete(act.revoke.to);
    }
    return grants;
  }

  /** How the reader's own request for a file stands; a grant is for one version, and for the next they ask again. */
  standing(
    file: string,
    version: number,
  ): "granted" | "revoked" | "refused" | "asked" | "invited" | undefined {
    const own = this.exchange.account.session?.user;
    let standing: ReturnType<HistoryDesk["standing"]>;
    for (const { act, by } of this.#recordsOf(file)) {
      if ("ask" in act && by === own) standing = "asked";
      if ("invite" in act && act.invite.to === own) standing ??= "invited";
      if ("grant" in act && act.grant.to === own)
        standing = act.grant.version === version ? "granted" : undefined;
      if ("refuse" in act && act.refuse.to === own) standing = "refused";
      if ("revoke" in act && act.revoke.to === own) standing = "revoked";
    }
    return standing;
  }

  /** Shows numbers that would leave; throws away what is no release. */
  offer(numbers: OfferedNumbers): void {
    this.exchange.failures.delete("release");
    this.offered = numbers;
    this.#check(numbers);
    this.exchange.changed();
  }

  forgetOffer(): void {
    this.offered = undefined;
    this.exchange.changed();
  }

  /** Publishes the numbers that the reader has seen and confirmed. */
  async publish(): Promise<void> {
    const { offered } = this;
    if (!offered) return;
    const { text, epsilon, delta } = offered;
    const done = await this.exchange.run("release", copy.release.busy, async () => {
      const numbers = await sha256(new TextEncoder().encode(text));
      const release = { numbers, epsilon, ...(delta ? { delta } : {}) };
      await this.exchange.act({ release }, { numbers: text });
      return true;
    });
    if (done) this.offered = undefined;
    if (done) await this.exchange.refresh();
  }

  #check({ text, epsilon }: OfferedNumbers): void {
    try {
      const { releases } = JSON.parse(text) as { releases: unknown };
      if (Array.isArray(releases) && releases.length > 0 && Number(epsilon) > 0) return;
    } catch {
      // said below
    }
    this.offered = undefined;
    this.exchange.fail("release", exchangeFailure("not-a-release"));
  }
}
