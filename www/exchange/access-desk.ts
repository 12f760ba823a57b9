import { base64 } from "../hex.js";
import { exchange as copy } from "../words/en-exchange.js";
import type { Exchange } from "./exchange.js";
import type { Catalogued } from "./file-desk.js";
import { exchangeFailure } from "./node.js";
import type { Act } from "./records.js";

/** What an owner gives somebody. */
export interface Giving {
  /** Columns by number; all without it. */
  columns?: number[] | undefined;
  purpose?: string | undefined;
  /** `YYYY-MM-DD`. */
  expires?: string | undefined;
}

/** Who may open which file: asked, granted, refused and revoked. */
export class AccessDesk {
  constructor(private readonly exchange: Exchange) {}

  ask(file: string, purpose: string, columns?: number[]): Promise<boolean> {
    return this.#do(copy.access.asking, {
      ask: { file, purpose, ...(columns ? { columns } : {}) },
    });
  }

  invite(file: string, to: string, purpose: string): Promise<boolean> {
    return this.#do(copy.access.inviting, { invite: { file, to, purpose } });
  }

  refuse(file: string, to: string): Promise<boolean> {
    return this.#do(copy.access.refusing, { refuse: { file, to } });
  }

  revoke(file: string, to: string): Promise<boolean> {
    return this.#do(copy.access.revoking, { revoke: { file, to } });
  }

  /** Wraps the keys of columns for somebody, with the key that the log has for them and no other. */
  async grant(one: Catalogued, to: string, giving: Giving): Promise<boolean> {
    const done = await this.exchange.run("access", copy.access.granting, async () => {
      const { files, members, node, vault } = this.exchange;
      await this.exchange.log.follow();
      const { recipient, fingerprint } = await members.trusted(to);
      const { manifest } = await files.checked(one);
      const { file, version } = one;
      const { blob, headers } = await node.bytes(`/v1/files/${file}/${version}/tail`);
      const own = new Uint8Array(await blob.arrayBuffer());
      const keep = Number(headers.get("lazaret-keep"));
      if (!Number.isSafeInteger(keep)) throw exchangeFailure("not-a-node");
      const { columns, purpose, expires } = giving;
      const what = {
        ...(columns ? { columns } : {}),
        ...(expires ? { expires } : {}),
      };
      const wish = {
        to: { recipient: { file: recipient, kem: "x-wing" as const } },
        ...what,
        ...(purpose ? { purpose } : {}),
      };
      const { tail, hash } = await vault("tailFor", [keep, own, manifest, wish]);
      const grant = { file, version, manifest, to, fingerprint, ...what, tail: hash };
      await this.exchange.act({ grant }, { tail: base64(tail) });
      return true;
    });
    if (done) await this.exchange.refresh();
    return done === true;
  }

  async #do(label: string, act: Act): Promise<boolean> {
    const done = await this.exchange.run("access", label, () => this.exchange.act(act));
    if (done) await this.exchange.refresh();
    return done !== undefined;
  }
}
