import { toFailure } from "../failure.js";
import { exchange as copy } from "../words/en-exchange.js";
import type { Exchange } from "./exchange.js";
import type { LogKeys } from "./records.js";

/** Longer than a hospital is away for a restart, in seconds. */
const SILENCE_S = 3600;

/** How long an entry's vouchers are waited for, in milliseconds: mirrors look every second. */
const VOUCHING_MS = 6000;
const PAUSE_MS = 500;
const TILES_AT_ONCE = 8;

/** Follows the log, so that the node can show nobody another one. */
export class LogDesk {
  /** The log's name, from the node that this page came from. */
  origin = "";
  entries = 0;
  witnesses = 0;
  quorum = 0;
  /** When a quorum had last vouched for these entries, in seconds since 1970. */
  at: number | undefined;
  /** Where the node names other keys than this browser believes: both. */
  change: { believed: LogKeys; shown: LogKeys } | undefined;
  mirror = false;
  /** When the node was last asked, in seconds since 1970. */
  #asked = 0;
  #followed = Promise.resolve();
  /** The last entry that this page wrote, by its number. */
  #written = 0;
  /** Whether a refresh waits until hospitals vouch for it. */
  #waits = false;

  constructor(private readonly exchange: Exchange) {}

  /** Since when no quorum has vouched, where that is long ago: hospitals do it again each minute. */
  get silentSince(): number | undefined {
    return this.at !== undefined && this.#asked - this.at > SILENCE_S ? this.at : undefined;
  }

  /** Finds out which log it is; no key of it is believed by that. */
  async name(): Promise<string> {
    if (!this.origin) this.origin = (await this.#keys()).origin;
    return this.origin;
  }

  /** The entry of this page's that too few hospitals vouch for, though they were waited for. */
  get pending(): number | undefined {
    return this.#waits || this.#written < this.entries ? undefined : this.#written || undefined;
  }

  /** Keeps in mind an entry that this page wrote, by its number; 0 for none. */
  wrote(leaf: number): void {
    this.#written = leaf;
    this.#waits = leaf > 0;
    this.exchange.changed();
  }

  /** Follows the log, for a while until hospitals vouch for it and for what this page wrote last. */
  async catchUp(): Promise<void> {
    const end = Date.now() + VOUCHING_MS;
    for (;;) {
      const failure = await this.follow().then(() => undefined, toFailure);
      const early = failure?.kind === "too-few-witnesses";
      const waits = early || (!failure && this.#waits && this.#written >= this.entries);
      if (!waits || Date.now() >= end) {
        this.#waits = false;
        this.exchange.changed();
        if (failure) throw failure;
        return;
      }
      await new Promise((turn) => setTimeout(turn, PAUSE_MS));
    }
  }

  /** Takes what is new in the log, one time after the other; throws how it lies, if it does. */
  follow(): Promise<void> {
    const following = this.#followed.then(() => this.#follow());
    this.#followed = following.catch(() => undefined);
    return following;
  }

  async #follow(): Promise<void> {
    const { node, vault } = this.exchange;
    const { origin, directory_key } = this.exchange.account.present();
    const keys = await this.#keys();
    this.change = undefined;
    const asked = Date.now() / 1000;
    const checkpoint = await node.text("/log/checkpoint");
    const seen = [origin, JSON.stringify(keys), directory_key, checkpoint] as const;
    const paths = await vault("wantedOfLog", [...seen]).catch((thrown) =>
      this.#refused(thrown, keys),
    );
    const bundles: Uint8Array[] = [];
    for (let from = 0; from < paths.length; from += TILES_AT_ONCE) {
      const some = paths.slice(from, from + TILES_AT_ONCE);
      bundles.push(...(await Promise.all(some.map((path) => this.#tile(path)))));
    }
    const followed = await vault("followLog", [origin, checkpoint, bundles]);
    Object.assign(this, { at: undefined, ...followed });
    this.#asked = asked;
    this.exchange.changed();
  }

  /** Believes the keys that the node names now, because the reader has heard it from the hospitals. */
  async believe(): Promise<void> {
    const { change, exchange } = this;
    if (!change) return;
    await exchange.run("exchange", copy.busy, () =>
      exchange.vault("believe", [change.shown.origin, JSON.stringify(change.shown)]),
    );
    await exchange.refresh();
  }

  async #tile(path: string): Promise<Uint8Array> {
    const { blob } = await this.exchange.node.bytes(`/log/${path}`, { long: false });
    return new Uint8Array(await blob.arrayBuffer());
  }

  async #refused(thrown: unknown, shown: LogKeys): Promise<never> {
    if (toFailure(thrown).kind === "another-policy") {
      this.change = { believed: await this.exchange.vault("believed", []), shown };
    }
    throw thrown;
  }

  async #keys(): Promise<LogKeys> {
    const { mirror, ...keys } = await this.exchange.node.get<LogKeys & { mirror: boolean }>(
      "/log/keys",
    );
    this.mirror = mirror;
    return keys;
  }
}
