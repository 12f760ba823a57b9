import type { Exchange } from "./exchange.js";

/** What `/log/keys` gives: whom a reader believes. */
interface LogKeys {
  origin: string;
  witnesses: string[];
  quorum: number;
}

/** Follows the log, so that the node can show nobody another one. */
export class LogDesk {
  /** The log's name, from the node that this page came from. */
  origin = "";
  entries = 0;
  witnesses = 0;
  quorum = 0;

  constructor(private readonly exchange: Exchange) {}

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
    const checkpoint = await node.text("/log/checkpoint");
    const paths = await vault("wantedOfLog", [
      origin,
      JSON.stringify(keys),
      directory_key,
      checkpoint,
    ]);
    const bundles = await Promise.all(
      paths.map(async (path) => {
        const { blob } = await node.bytes(`/log/${path}`);
        return new Uint8Array(await blob.arrayBuffer());
      }),
    );
    const { entries, witnesses } = await vault("followLog", [origin, checkpoint, bundles]);
    Object.assign(this, { entries, witnesses, quorum: keys.quorum });
    this.exchange.changed();
  }

  #keys(): Promise<LogKeys> {
    return this.exchange.node.get<LogKeys>("/log/keys");
  }
}
