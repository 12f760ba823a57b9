import { toFailure } from "../failure.js";
import { exchange as copy } from "../words/en-exchange.js";
import type { Exchange } from "./exchange.js";
import type { LogKeys } from "./records.js";

/** Longer than a hospital is away for a restart, in seconds. */
const SILENCE_S = 3600;

/** How long an entry's vouchers are waited for, in milliseconds: mirrors look every second. */
const VOUCHING_MS = 6000;
const PAUSE_MS = 500;

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
  /** The last entry that this page wrote, by its number. */
  #written = 0;

  constructor(private readonly exchange: Exchange) {}

  /** Since when no quorum has vouched, where that is long ago: hospitals do it again each minute. */
  get silentSince(): number | undefined {
    return this.at !== undefined && Date.now() / 1000 - this.at > SILENCE_S ? this.at : undefined;
  }

  /** Finds out which log it is; no key of it is believed by that. */
  async name(): Promise<string> {
    if (!this.origin) this.origin = (await this.#keys()).origin;
    return this.origin;
  }

  /** The entry of this page's that too few hospitals vouch for as yet. */
  get pending(): number | undefined {
    return this.#written < this.entries ? undefined : this.#written || undefined;
  }

  /** Keeps in mind an entry that this page wrote. */
  wrote(leaf: number): void {
    this.#written = leaf;
    this.exchange.changed();
  }

  /** Follows the log, for a while until it has what this page wrote. */
  async catchUp(): Promise<void> {
    const end = Date.now() + VOUCHING_MS;
    await this.follow();
    while (this.pending !== undefined && Date.now() < end) {
      await new Promise((turn) => setTimeout(turn, PAUSE_MS));
      await this.follow();
    }
  }

  /** Takes what is new in the log; throws how it lies, if it does. */
  async follow(): Promise<void> {
    const { node, vault } = this.exchange;
    const { origin, directory_key } = this.exchange.account.present();
    const keys = await this.#keys();
    this.change = undefined;
    const checkpoint = await node.text("/log/checkpoint");
    const asked = [origin, JSON.stringify(keys), directory_key, checkpoint] as const;
    const paths = await vault("wantedOfLog", [...asked]).catch((thrown) =>
      this.#refused(thrown, keys),
    );
    const bundles = await Promise.all(
      paths.map(async (path) => {
        const { blob } = await node.bytes(`/log/${path}`);
        return new Uint8Array(await blob.arrayBuffer());
      }),
    );
    const { entries, witnesses, at } = await vault("followLog", [origin, checkpoint, bundles]);
    Object.assign(this, { entries, witnesses, at, quorum: keys.quorum });
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
