import { toFailure } from "../failure.js";
import { exchange as copy } from "../words/en-exchange.js";
import type { Exchange } from "./exchange.js";
import type { LogKeys } from "./records.js";

/** Longer than a hospital is away for a restart, in seconds. */
const SILENCE_S = 3600;

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

  #keys(): Promise<LogKeys> {
    return this.exchange.node.get<LogKeys>("/log/keys");
  }
}
