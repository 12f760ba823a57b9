import type { Failure } from "../failure.js";
import { base64, hex } from "../hex.js";
import { exchange as copy } from "../words/en-exchange.js";
import type { Exchange } from "./exchange.js";
import { exchangeFailure } from "./node.js";
import type { Listed } from "./records.js";
import { sendParts } from "./upload.js";
import type { Adopted } from "./vault/sealed-files.js";

/** A file of the catalogue, with its name where it is this group's. */
export interface Catalogued extends Listed {
  title: string | undefined;
}

/** A sealed file that waits for its owner's word before it leaves. */
export interface Offered {
  adopted: Adopted;
  /** The file that it is a new version of. */
  of?: Catalogued | undefined;
}

/** What is opened in the workbench. */
export interface Opening {
  file: Blob;
  keys: Uint8Array<ArrayBuffer>;
  name: string;
}

/** A mirror takes no record of a download: it writes down itself that it served one. */
function unlessMirror(failure: Failure): void {
  if (failure.kind !== "mirror-only") throw failure;
}

/** Files: found, offered and uploaded, fetched and opened. */
export class FileDesk {
  found: Catalogued[] = [];
  query = "";
  offered: Offered | undefined;
  /** The name under which the last upload is found. */
  uploaded: string | undefined;
  /** A file whose next version is being made in the workbench. */
  replacing: Catalogued | undefined;
  /** What was fetched for the workbench last. */
  opening: Opening | undefined;
  /** All that was seen so far, whatever is searched for now. */
  readonly #known = new Map<string, Catalogued>();

  constructor(private readonly exchange: Exchange) {}

  withId(file: string): Catalogued | undefined {
    return this.#known.get(file);
  }

  /** What a file is called, as far as is known here. */
  titleOf(file: string): string {
    return this.withId(file)?.title ?? copy.files.unnamed(file);
  }

  /** Loads all files, or those that have all words of the query. */
  async load(): Promise<void> {
    const { node, vault } = this.exchange;
    const trapdoors = this.query ? await vault("trapdoors", [this.query]) : [];
    const listed =
      trapdoors.length > 0
        ? await node.post<Listed[]>("/v1/search", { trapdoors })
        : await this.#all();
    const names = await vault("openNames", [listed.map(({ file, name }) => ({ file, name }))]);
    this.found = listed.map((one, place) => ({ ...one, title: names[place] }));
    for (const one of this.found) this.#known.set(one.file, one);
    this.exchange.changed();
  }

  async search(query: string): Promise<void> {
    this.query = query.trim();
    await this.exchange.run("files", copy.files.searching, () => this.load());
  }

  /** Takes over a sealed file and shows what of it would leave. */
  async offer(file: Blob, of = this.replacing): Promise<void> {
    const adopted = await this.exchange.run("upload", copy.upload.looking, () =>
      this.exchange.vault("adopt", [file]),
    );
    if (!adopted) return;
    this.offered = { adopted, of };
    this.uploaded = undefined;
    this.exchange.changed();
  }

  /** Wipes the keys of what was opened. */
  forget(): void {
    this.opening?.keys.fill(0);
  }

  forgetOffer(): void {
    this.offered = undefined;
    this.replacing = undefined;
    this.exchange.changed();
  }

  /** Uploads what was offered, under a name and keywords that only the group can read. */
  async upload(name: string, keywords: string): Promise<void> {
    const { offered } = this;
    if (!offered) return;
    const done = await this.exchange.run("upload", copy.upload.busy, async (options) => {
      const { account, node, vault } = this.exchange;
      const { adopted, of } = offered;
      const parts = await sendParts(node, adopted.columns, options);
      const file = of?.file ?? hex(crypto.getRandomValues(new Uint8Array(16)));
      const version = (of?.version ?? 0) + 1;
      const shared = account.present().search === "deterministic";
      const { listing, hash } = await vault("list", [file, name, keywords, shared]);
      const { bytes, manifest, shown } = adopted;
      const columns = shown.columns.length;
      const attachment = { parts, tail: base64(adopted.tail), ...listing };
      const upload = { file, version, manifest, bytes, columns, listing: hash };
      await this.exchange.act({ upload }, attachment);
      return true;
    });
    if (!done) return;
    this.forgetOffer();
    this.uploaded = name;
    await this.exchange.refresh();
  }

  /** Fetches a version for the workbench; what is sealed there next is offered as the next version of `replacing`. */
  async open(one: Catalogued, replacing?: Catalogued): Promise<boolean> {
    const opening = await this.#fetch(one);
    if (!opening) return false;
    this.opening = opening;
    this.replacing = replacing;
    this.exchange.changed();
    return true;
  }

  /** Fetches a version that was granted, and makes sure that it is the last that its owner uploaded. */
  #fetch(one: Catalogued): Promise<Opening | undefined> {
    return this.exchange.run("open", copy.files.fetching, async ({ signal }) => {
      const { file, version } = one;
      const { manifest } = await this.checked(one);
      await this.exchange.act({ download: { file, version } }).catch(unlessMirror);
      const path = `/v1/files/${file}/${version}/content`;
      const { blob } = await this.exchange.node.bytes(path, { signal });
      const unlocked = await this.exchange.vault("columnKeys", [blob]);
      if (unlocked.manifest !== manifest) throw exchangeFailure("another-file");
      const keys = unlocked.keys as Uint8Array<ArrayBuffer>;
      return { file: blob, keys, name: one.title ?? file };
    });
  }

  /** The sealed file itself, with the proof that its upload is in the log. */
  async proven(one: Catalogued): Promise<Blob | undefined> {
    const fetched = await this.#fetch(one);
    if (!fetched) return undefined;
    fetched.keys.fill(0); // it stays sealed
    return this.exchange.run("open", copy.files.proving, () =>
      this.exchange.vault("prove", [fetched.file, one.file, one.entry]),
    );
  }

  /** The upload of a version, once the log vouches for it and its owner's key. */
  async checked({ file, owner, entry }: Catalogued): Promise<{ manifest: string }> {
    const { recipient } = await this.exchange.members.trusted(owner);
    const record = await this.exchange.vault("checkVersion", [file, entry, recipient]);
    if (!("upload" in record.act) || record.by !== owner) throw exchangeFailure("another-file");
    return record.act.upload;
  }

  async #all(): Promise<Listed[]> {
    const MOST = 100;
    const listed: Listed[] = [];
    for (;;) {
      const after = listed.at(-1)?.file;
      const query = `?limit=${MOST}${after ? `&after=${after}` : ""}`;
      const more = await this.exchange.node.get<Listed[]>(`/v1/files${query}`);
      listed.push(...more);
      if (more.length < MOST) return listed;
    }
  }
}
