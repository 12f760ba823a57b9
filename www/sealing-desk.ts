import type { Dialect, GrantWish, Inspection } from "./generated/lazaret.js";
import type { CallOptions } from "./rpc.js";
import type { VaultClient } from "./vault/client.js";
import type { Content } from "./vault/views.js";
import { sealing as copy } from "./words/en-seal.js";
import type { Work } from "./work.js";

/** What is to be sealed: a file as one, or a table column by column. */
export interface Source {
  name: string;
  /** How the table is written; without it the bytes are sealed as they are. */
  dialect?: Dialect;
  bytes(options: CallOptions): Promise<Blob>;
}

/** A sealed file, and what it shows to everybody. */
export interface Sealed {
  blob: Blob;
  shown: Inspection;
}

/** Seals and opens by way of the vault, which alone sees keys. */
export class SealingDesk {
  /** What was sealed last. */
  sealed: Sealed | undefined;
  /** In the exchange's page, whom all is sealed for: the recipient's file of whoever is logged in. */
  recipient: string | undefined;

  constructor(
    private readonly work: Work,
    private readonly call: VaultClient["call"],
  ) {}

  forget(): void {
    this.sealed = undefined;
  }

  /** Seals for all of `grants`; signed by the unlocked identity if there is one. */
  async seal(source: Source, grants: GrantWish[]): Promise<Sealed | undefined> {
    this.sealed = undefined;
    const { name, dialect } = source;
    const sealed = await this.work.run("seal", copy.seal.busy, async (options) => {
      const plain = await source.bytes(options);
      const blob = dialect
        ? await this.call("sealTable", [plain, name, dialect, grants], options)
        : await this.call("sealFile", [plain, name, grants], options);
      return { blob, shown: await this.call("inspect", [blob]) };
    });
    this.sealed = sealed;
    this.work.changed();
    if (sealed) {
      const detail = { sealed: sealed.blob };
      this.work.dispatchEvent(new CustomEvent("released", { detail }));
    }
    return sealed;
  }

  /** What a sealed file shows without a key. */
  inspect(file: Blob): Promise<Inspection | undefined> {
    return this.work.run("open", copy.open.inspecting, () => this.call("inspect", [file]));
  }

  /** Opens with a passphrase, with keys of columns, or without either with the unlocked identity. */
  open(file: Blob, passphrase?: string | Uint8Array): Promise<Content | undefined> {
    return this.work.run("open", copy.open.busy, (options) =>
      this.call("open", [file, passphrase], options),
    );
  }

  /** The same file with one grant more. */
  grant(file: Blob, grant: GrantWish): Promise<Blob | undefined> {
    return this.work.run("grant", copy.grant.busy, () => this.call("grant", [file, [grant]]));
  }
}
