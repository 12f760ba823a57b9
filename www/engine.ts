import { blobOf, forEachChunk, stored } from "./chunks.js";
import { pageFailure } from "./failure.js";
import {
  type Advice,
  type AdviceQuestion,
  type Asked,
  type Attack,
  audit,
  type Certificate,
  type Classification,
  type ColumnRule,
  type Description,
  type Dialect,
  type Expected,
  type HierarchyPreview,
  type HierarchyRule,
  Loader,
  type Loss,
  ledger_id,
  new_pseudonym_key,
  type PrivacyAudit,
  pseudonym_key_fingerprint,
  type Question,
  type Recipe,
  type Risk,
  type RiskReport,
  type SafeHarbor,
  type ShareReport,
  type Sharing,
  TabKey,
  type Usefulness,
  type Weighted,
  type Workbench,
} from "./generated/lazaret.js";
import type { Kept, Writer } from "./ledger-store.js";
import { lessonEngine } from "./lesson/engine.js";
import type { Task } from "./rpc.js";

/** Who writes a record, and when; without a key of the browser this tab signs with its own. */
export interface Clerk {
  time: string;
  writer: Writer | undefined;
}

/** How often a long loop in the engine tells how far it is, and listens for a cancel. */
const TURN_MS = 30;

const GUESSED_BYTES = 64 * 1024;
const LINE_END = "\n".charCodeAt(0);
const COMMON_DIALECT: Dialect = { delimiter: ",", encoding: "utf8", header: true };

/**
 * What the page may ask of the engine. One worker holds one table; its rows stay here,
 * but for the few that the screen shows.
 */
export function engine(started: Promise<{ memory: WebAssembly.Memory }>) {
  let workbench: Workbench | undefined;
  let sharing: Sharing | undefined;
  let underway: Sharing | undefined;

  const table = (): Workbench => {
    if (!workbench) throw pageFailure("no-table");
    return workbench;
  };
  const shared = (): Sharing => {
    if (!sharing) throw pageFailure("nothing-shared");
    return sharing;
  };

  let tabKey: TabKey | undefined;
  const ownKey = (): TabKey => {
    tabKey ??= new TabKey();
    return tabKey;
  };
  const publicKey = ({ writer }: Clerk): Uint8Array => writer?.publicKey ?? ownKey().public();
  const kept = (): Kept => ({ text: table().ledger_text(), ledger: table().ledger() });
  async function sign(message: Uint8Array, { writer }: Clerk): Promise<Kept> {
    const bytes = message as Uint8Array<ArrayBuffer>;
    const signature = writer
      ? new Uint8Array(await crypto.subtle.sign("Ed25519", writer.privateKey, bytes))
      : ownKey().sign(message);
    table().add_signed(signature);
    return kept();
  }

  return {
    async load(task: Task, file: File, dialect?: Dialect): Promise<Description> {
      await started;
      const loader = new Loader(file.size, dialect);
      await forEachChunk(file, task, (chunk) => loader.push(chunk));
      workbench = loader.finish();
      return workbench.describe();
    },

    /** The dialect that the beginning of a file suggests, where the whole could not be read. */
    async guess(_: Task, file: File): Promise<Dialect> {
      await started;
      const beginning = new Uint8Array(await file.slice(0, GUESSED_BYTES).arrayBuffer());
      const line = beginning.subarray(0, beginning.indexOf(LINE_END) + 1);
      // Its heading twice is a table, whatever is wrong further down.
      const samples = [[beginning.subarray(0, beginning.lastIndexOf(LINE_END) + 1)], [line, line]];
      return samples.map(dialectOf).find((dialect) => dialect) ?? COMMON_DIALECT;
    },

    /** Bytes of memory that the engine has taken so far. */
    memory: async (_: Task): Promise<number> => (await started).memory.buffer.byteLength,
    rows: (_: Task, start: number, count: number): string[][] => table().rows(start, count),
    startingRecipe: (_: Task): Recipe => table().starting_recipe(),
    risk: (_: Task, recipe: Recipe): Risk => table().risk(recipe),
    riskReport: (_: Task, recipe: Recipe): RiskReport => table().risk_report(recipe),

    /** A new key of pseudonyms, as its file has it. */
    newKey: async (_: Task): Promise<string> => {
      await started;
      return new_pseudonym_key();
    },
    /** What tells a key from another without telling the key; throws what is wrong with its file. */
    keyFingerprint: async (_: Task, key: string): Promise<string> => {
      await started;
      return pseudonym_key_fingerprint(key);
    },

    safeHarbor: (_: Task, recipe: Recipe, year: number): SafeHarbor =>
      table().safe_harbor(recipe, year),

    hierarchyPreview: (_: Task, rule: ColumnRule): HierarchyPreview =>
      table().hierarchy_preview(rule),
    hierarchyCsv: (_: Task, rule: ColumnRule): Blob =>
      new Blob([blobOf(table().hierarchy_csv(rule))], { type: "text/csv" }),
    readHierarchy: async (_: Task, file: Blob): Promise<HierarchyRule> =>
      table().read_hierarchy(new Uint8Array(await file.arrayBuffer())),

    async share(task: Task, recipe: Recipe, key?: string, population?: Blob): Promise<ShareReport> {
      sharing?.free();
      sharing = undefined;
      const people = await bytesOf(population);
      const run = table().share(recipe, key, people);
      underway = run;
      try {
        await toTheEnd(task, run);
      } catch (thrown) {
        run.free();
        throw thrown;
      } finally {
        underway = undefined;
      }
      sharing = run;
      return run.report();
    },
    /** Ends a search that is under way with the best that it has found; says whether it can. */
    takeBest: (_: Task): boolean => underway?.interrupt() ?? false,
    sharedRows: (_: Task, start: number, count: number): string[][] => shared().rows(start, count),

    async sharedCsv(task: Task): Promise<Blob> {
      const parts: BlobPart[] = [];
      shared().rewind();
      for (let chunk = shared().csv_chunk(); chunk; chunk = shared().csv_chunk()) {
        parts.push(await stored(blobOf(chunk)));
        await task.turn();
      }
      return new Blob(parts, { type: "text/csv" });
    },

    attacks: (_: Task): Attack[] => shared().attacks().findings,
    /** Joins the protected table with a file about known people. */
    link: async (_: Task, people: Blob): Promise<Attack[]> =>
      shared().link(new Uint8Array(await people.arrayBuffer())).findings,
    usefulness: (_: Task): Usefulness => shared().usefulness(),

    /** What classifiers learn of `target` from the table, and from a release of a part of it. */
    async classify(
      task: Task,
      recipe: Recipe,
      target: string,
      key?: string,
      population?: Blob,
    ): Promise<Classification> {
      const run = table().classify(recipe, target, key, await bytesOf(population));
      try {
        await toTheEnd(task, run);
      } catch (thrown) {
        run.free();
        throw thrown;
      }
      return run.finish();
    },

    /** Tries many settings, and recommends one. */
    async advise(
      task: Task,
      recipe: Recipe,
      question: AdviceQuestion,
      key?: string,
      population?: Blob,
    ): Promise<Advice> {
      const search = table().advise(recipe, question, key, await bytesOf(population));
      try {
        await toTheEnd(task, search);
        return search.advice();
      } finally {
        search.free();
      }
    },

    /** Takes the ledger that is of the loaded table, if one of these is. */
    recogniseLedger(_: Task, texts: string[]): Kept | undefined {
      let failure: unknown;
      for (const text of texts) {
        try {
          if (table().use_ledger(text)) return kept();
        } catch (thrown) {
          failure = thrown; // one that is damaged does not hide another
        }
      }
      if (failure) throw failure;
      return undefined;
    },
    /** The id of a ledger whose every line was verified; throws what is wrong with it. */
    ledgerId: async (_: Task, text: string): Promise<string> => {
      await started;
      return ledger_id(text);
    },
    /** Takes a ledger from a file, if it is of the loaded table. */
    useLedger: (_: Task, text: string, seen?: string): Kept | undefined =>
      table().use_ledger(text, seen) ? kept() : undefined,
    /** Begins a ledger for the loaded table. */
    async openLedger(_: Task, recipe: Recipe, total: Loss, by: Clerk): Promise<Kept> {
      return sign(table().open_ledger(recipe, total, by.time, publicKey(by)), by);
    },
    /** Takes a ledger of another version of the table, and says so in it. */
    async samePatients(_: Task, text: string, seen: string | undefined, by: Clerk): Promise<Kept> {
      return sign(table().same_patients(text, seen, by.time, publicKey(by)), by);
    },
    /** The entry of a question, which costs nothing where it was paid before. */
    async pay(_: Task, recipe: Recipe, asked: Asked, by: Clerk): Promise<Kept & { entry: number }> {
      const { entry, message } = table().pay(recipe, asked, by.time, publicKey(by));
      return { entry, ...(message ? await sign(message, by) : kept()) };
    },
    /** Draws and records the answer of a paid entry. To be shown once it is kept safe. */
    async draw(_: Task, recipe: Recipe, entry: number, by: Clerk): Promise<Kept> {
      const message = table().draw(recipe, entry, by.time, publicKey(by));
      return message ? sign(message, by) : kept();
    },
    certificate: (_: Task, entry: number): Certificate => table().certificate(entry),
    expected: (
      _: Task,
      asked: Asked,
      approximateRows: number,
      rowsPerPatient: number,
    ): Expected[] => table().expected(asked, approximateRows, rowsPerPatient),
    lossFor: (
      _: Task,
      question: Question,
      statistic: number,
      targetError: number,
      approximateRows: number,
      rowsPerPatient: number,
      like: Loss,
    ): Loss =>
      table().loss_for(question, statistic, targetError, approximateRows, rowsPerPatient, like),
    divide: (
      _: Task,
      total: Loss,
      questions: Weighted[],
      approximateRows: number,
      rowsPerPatient: number,
    ): Loss[] => table().divide(total, questions, approximateRows, rowsPerPatient),
    /** Reads no table and spends nothing. */
    async audit(
      _: Task,
      asked: Asked,
      rowsPerPatient: number,
      releases: number,
    ): Promise<PrivacyAudit> {
      await started;
      return audit(asked, rowsPerPatient, releases);
    },

    ...lessonEngine(started),
  };
}

/** The worker's methods, as the page sees them. */
export type Engine = ReturnType<typeof engine>;

function dialectOf(pieces: Uint8Array[]): Dialect | undefined {
  try {
    const loader = new Loader(pieces.reduce((bytes, piece) => bytes + piece.length, 0));
    for (const piece of pieces) loader.push(piece);
    const workbench = loader.finish();
    const { dialect } = workbench.describe();
    workbench.free();
    return dialect;
  } catch {
    return undefined; // the reader has been told of the whole file's failure already
  }
}

/** Takes one step after the other; tells how far they are, and listens for a cancel. */
async function toTheEnd(task: Task, run: { step(): number }): Promise<void> {
  let last = performance.now();
  for (let done = run.step(); done < 1; done = run.step()) {
    if (performance.now() - last < TURN_MS) continue;
    task.progress(done);
    await task.turn();
    last = performance.now();
  }
}

async function bytesOf(file: Blob | undefined): Promise<Uint8Array | undefined> {
  return file && new Uint8Array(await file.arrayBuffer());
}
