import { Advisor } from "./advisor.js";
import { Client } from "./client.js";
import { Examination, type Supplies } from "./examination.js";
import { CANCELLED, type Failure, pageFailure } from "./failure.js";
import type {
  Asked,
  BudgetState,
  ColumnRule,
  Description,
  Dialect,
  Expected,
  HierarchyPreview,
  HierarchyRule,
  LedgerState,
  Loss,
  Numbers,
  Question,
  Recipe,
  Release,
  Risk,
  RiskReport,
  Role,
  SafeHarbor,
  ShareReport,
} from "./generated/lazaret.js";
import { History } from "./history.js";
import { KeyDesk } from "./keys/desk.js";
import { LedgerDesk } from "./ledger.js";
import { Plan } from "./plan.js";
import { readRecipe } from "./recipe-file.js";
import type { CallOptions } from "./rpc.js";
import { SealingDesk } from "./sealing-desk.js";
import { VaultClient } from "./vault/client.js";
import { Work } from "./work.js";

/** A protected table, with the recipe it was made by. */
export interface Shared {
  report: ShareReport;
  rows: string[][];
  recipe: Recipe;
}

const LARGEST_FILE = 2 ** 31;
const FIRST_ROWS = 100;
const RELEASED_ROWS = 20;
/** In a larger table comparing columns takes seconds: the reader asks for it. */
const ROWS_COMPARED_UNASKED = 50_000;

/**
 * One sitting: the file, every decision about it, and what came of them. The steps
 * show it and call its methods; it fires `change` when there is something new to show.
 */
export class State extends Work {
  readonly #client = new Client((reason) => this.#engineLost(reason));
  readonly #vault = new VaultClient((reason) => this.#vaultLost(reason));
  /** The reader's own keys, and the people to seal for. */
  readonly keyDesk = new KeyDesk(this, this.#vault.call);
  /** Sealing, opening, and letting more people in. */
  readonly sealing = new SealingDesk(this, this.#vault.call);

  file: File | undefined;
  /** How the file was taken to be written, when it could not be read so. */
  tried: Dialect | undefined;
  description: Description | undefined;
  firstRows: string[][] = [];
  recipe: Recipe | undefined;
  risk: Risk | undefined;
  /** All attackers' chances, and the columns that give them; counted after `risk`. */
  riskReport: RiskReport | undefined;
  shared: Shared | undefined;
  /** What was found out about the protected table since it was made. */
  examination = this.#examine();
  readonly advisor = new Advisor(this, this.#client.call);
  readonly plan = new Plan(this, this.#client.call);
  /** Every protected table that was made of this file, the newest last. */
  tries: Shared[] = [];
  /** The key of pseudonyms, as its file has it; in no recipe, report or release. */
  pseudonymKey: { text: string; fingerprint: string } | undefined;
  /** A file of everybody who may be in the table, which k-map counts; in no recipe either. */
  population: File | undefined;
  /** What Safe Harbor made of the columns, when it was applied last. */
  safeHarbor: SafeHarbor | undefined;
  /** Where the ledger of the table is kept and written. */
  readonly desk = new LedgerDesk(this, this.#client.call, (ledger) => this.#follow(ledger));
  budget: BudgetState | undefined;
  releases: Release[] = [];
  #unitIsSaid = false;
  /** The questions of a recipe that was loaded and not yet asked. */
  planned: Numbers | undefined;
  #sharedCsv: Promise<Blob> | undefined;
  readonly #history = new History<Recipe>();

  /** Reads a file; without `dialect` the engine guesses how it is written. */
  async load(file: File, dialect?: Dialect): Promise<void> {
    this.busy.get("load")?.cancel();
    this.#forget();
    this.file = file;
    if (file.size > LARGEST_FILE)
      return this.fail("load", pageFailure("file-too-large", { bytes: file.size }));
    this.#client.replace();
    const loaded = await this.run("load", `Reading ${file.name}`, async (options) => {
      const description = await this.#client.call("load", [file, dialect], options);
      const rows = await this.#client.call("rows", [0, FIRST_ROWS]);
      return { description, rows, recipe: await this.#client.call("startingRecipe", []) };
    });
    if (this.file !== file) return;
    if (!loaded) {
      return this.#notLoaded(file, dialect);
    }
    this.description = loaded.description;
    this.firstRows = loaded.rows;
    this.recipe = loaded.recipe;
    await this.desk.recognise();
    if (this.file !== file) return;
    this.changed();
    const { rows, columns } = loaded.description;
    const memory = await this.#client.call("memory", []);
    const detail = { rows, columns: columns.length, memory };
    this.dispatchEvent(new CustomEvent("loaded", { detail }));
    await this.assessRisk();
  }

  async #notLoaded(file: File, dialect: Dialect | undefined): Promise<void> {
    const failure = this.failures.get("load");
    if (!failure) this.file = undefined;
    this.changed();
    if (failure?.error !== "load-error") return;
    // Another file chosen meanwhile ends this call; then its answer is not wanted.
    const guess = () => this.#client.call("guess", [file]).catch(() => undefined);
    const tried = dialect ?? (await guess());
    if (this.file !== file || this.failures.get("load") !== failure) return;
    this.tried = tried;
    this.changed();
  }

  /** Ends whatever the workers are doing and forgets the table and the keys. */
  close(): void {
    this.#client.close();
    this.#vault.close();
    this.keyDesk.close();
  }

  /** All that was told about this table's patients, and what may still be. */
  get ledger(): LedgerState | undefined {
    return this.desk.ledger;
  }

  rule(name: string): ColumnRule | undefined {
    return this.recipe?.columns.find((rule) => rule.name === name);
  }

  /** The columns that others may know. */
  get quasiIdentifiers(): ColumnRule[] {
    const known = (rule: ColumnRule) => ["quasi-identifier", "semi-sensitive"].includes(rule.role);
    return this.recipe?.columns.filter(known) ?? [];
  }

  /** The columns that nobody should learn. */
  get sensitive(): ColumnRule[] {
    const hidden = (rule: ColumnRule) => ["sensitive", "semi-sensitive"].includes(rule.role);
    return this.recipe?.columns.filter(hidden) ?? [];
  }

  named(role: Role): ColumnRule[] {
    return this.recipe?.columns.filter((rule) => rule.role === role) ?? [];
  }

  get canUndo(): boolean {
    return this.#history.canUndo;
  }

  get canRedo(): boolean {
    return this.#history.canRedo;
  }

  /** Takes the last decision back; what was made by it stays until it is made again. */
  async undo(): Promise<void> {
    if (this.recipe) await this.#return(this.#history.undo(this.recipe));
  }

  async redo(): Promise<void> {
    if (this.recipe) await this.#return(this.#history.redo(this.recipe));
  }

  setRole(name: string, role: Role): void {
    this.#changeRule(name, (rule) => ({ ...rule, role }));
    void this.assessRisk();
  }

  setInterval(name: string, interval: ColumnRule["interval"]): void {
    this.#changeRule(name, ({ interval: _, ...rule }) => (interval ? { ...rule, interval } : rule));
  }

  setTreatment(name: string, treatment: ColumnRule["treatment"]): void {
    this.#changeRule(name, ({ treatment: _, ...rule }) =>
      treatment ? { ...rule, treatment } : rule,
    );
  }

  /** How a column grows coarser; without `hierarchy` as the column suggests. */
  setHierarchy(name: string, hierarchy: HierarchyRule | undefined): void {
    this.#changeRule(name, ({ hierarchy: _, ...rule }) =>
      hierarchy ? { ...rule, hierarchy } : rule,
    );
  }

  previewHierarchy(rule: ColumnRule): Promise<HierarchyPreview> {
    return this.#client.call("hierarchyPreview", [rule]);
  }

  /** The column's hierarchy as a file in ARX's form. */
  hierarchyCsv(rule: ColumnRule): Promise<Blob> {
    return this.#client.call("hierarchyCsv", [rule]);
  }

  /** Takes a column's hierarchy from a file in ARX's form; throws where it does not fit the column. */
  async useHierarchy(rule: ColumnRule, file: Blob): Promise<void> {
    const hierarchy = await this.#client.call("readHierarchy", [file]);
    await this.previewHierarchy({ ...rule, hierarchy });
    this.setHierarchy(rule.name, hierarchy);
  }

  /** Does with every column what HIPAA's Safe Harbor asks, as one decision. */
  async applySafeHarbor(): Promise<void> {
    const { recipe } = this;
    if (!recipe) return;
    const year = new Date().getFullYear();
    const done = await this.run("describe", "Applying Safe Harbor", () =>
      this.#client.call("safeHarbor", [recipe, year]),
    );
    if (!done || this.recipe !== recipe) return;
    this.safeHarbor = done;
    this.#decide(done.recipe);
    this.changed();
    await this.assessRisk();
  }

  /** Says which rows are one patient's: those with the same value in a column. */
  setPatient(column: string | undefined): void {
    if (!this.recipe) return;
    const { patient: _, ...recipe } = this.recipe;
    this.#decide(column ? { ...recipe, patient: column } : recipe);
    this.changed();
    void this.assessRisk();
  }

  /** A new key of pseudonyms, for the reader to keep; this tab forgets it with the table. */
  async makeKey(): Promise<string | undefined> {
    await this.#useKey("Making a key", () => this.#client.call("newKey", []));
    return this.pseudonymKey?.text;
  }

  /** Takes the key of an earlier release, from the file that its owner kept. */
  useKey(file: Blob): Promise<void> {
    return this.#useKey("Reading the key", () => file.text());
  }

  async #useKey(label: string, find: () => Promise<string>): Promise<void> {
    const key = await this.run("key", label, async () => {
      const text = await find();
      return { text, fingerprint: await this.#client.call("keyFingerprint", [text]) };
    });
    if (key) this.pseudonymKey = key;
    this.changed();
  }

  usePopulation(file: File | undefined): void {
    this.population = file;
    this.changed();
  }

  setShare(share: Recipe["share"]): void {
    if (this.recipe) this.#decide({ ...this.recipe, share });
    this.changed();
  }

  /** Takes the decisions of a recipe made earlier, for the columns that this file has. */
  async useRecipe(file: File): Promise<void> {
    const own = this.recipe;
    if (!own) return;
    const names = own.columns.map((rule) => rule.name);
    const taken = await this.run("describe", "Reading the recipe", () => readRecipe(file, names));
    if (!taken) return;
    const columns = own.columns.map(
      (rule) => taken.columns.find((other) => other.name === rule.name) ?? rule,
    );
    // A budget holds for one unit of privacy, which stays once it is set.
    const { patient, numbers } = this.budget ? own : taken;
    const { patient: _, ...unsaid } = own;
    const said = patient === undefined ? {} : { patient };
    this.#decide({ ...unsaid, ...said, columns, share: taken.share });
    this.setRowsPerPatient(numbers.rows_per_patient ?? 1);
    this.planned = taken.numbers.questions.length > 0 ? taken.numbers : undefined;
    this.changed();
    await this.assessRisk();
  }

  async assessRisk(): Promise<void> {
    const { recipe } = this;
    this.risk = undefined;
    this.riskReport = undefined;
    if (!recipe || this.quasiIdentifiers.length === 0) return this.changed();
    const risk = await this.run("risk", "Counting groups", (options) =>
      this.#client.call("risk", [recipe], options),
    );
    if (this.recipe !== recipe) return;
    this.risk = risk;
    this.changed();
    if (risk && risk.rows <= ROWS_COMPARED_UNASKED) await this.compareColumns();
  }

  /** Which columns tell patients apart, alone and together. */
  async compareColumns(): Promise<void> {
    const { recipe } = this;
    if (!recipe) return;
    const report = await this.run("risk", "Comparing columns", (options) =>
      this.#client.call("riskReport", [recipe], options),
    );
    if (this.recipe !== recipe) return;
    this.riskReport = report;
    this.changed();
  }

  /** What runs need besides the recipe. */
  get supplies(): Supplies {
    return [this.pseudonymKey?.text, this.population];
  }

  /** Takes a setting that was found, as one decision. */
  async useSetting(setting: Recipe): Promise<void> {
    if (!this.recipe) return;
    this.#decide({ ...setting, numbers: this.recipe.numbers });
    this.changed();
    await this.assessRisk();
  }

  async share(): Promise<void> {
    const { recipe } = this;
    if (!recipe) return;
    this.#sharedCsv = undefined;
    this.shared = undefined;
    this.examination = this.#examine();
    this.shared = await this.run("share", "Forming groups", async (options) => {
      const report = await this.#client.call("share", [recipe, ...this.supplies], options);
      return { report, recipe, rows: await this.#client.call("sharedRows", [0, RELEASED_ROWS]) };
    });
    this.changed();
    if (!this.shared) return;
    this.tries = [...this.tries, this.shared];
    const { k, rows, ncp, after } = this.shared.report;
    const detail = { k, rows, ncp, classes: after.classes, smallest_class: after.smallest_class };
    this.dispatchEvent(new CustomEvent("protected", { detail }));
  }

  /** Ends the search for groups with the best that it has found. */
  async takeBest(): Promise<void> {
    await this.#client.call("takeBest", []);
  }

  /** Whether roles, intervals, k or l changed since the protected table was made. */
  get sharedIsStale(): boolean {
    const made = this.shared?.recipe;
    return (
      made !== undefined &&
      (made.columns !== this.recipe?.columns || made.share !== this.recipe.share)
    );
  }

  /** The protected table as delimited text, made once. */
  sharedCsv(options?: CallOptions): Promise<Blob> {
    this.#sharedCsv ??= this.#client.call("sharedCsv", [], options).catch((failure) => {
      this.#sharedCsv = undefined;
      throw failure;
    });
    return this.#sharedCsv;
  }

  /** Whether the reader said which rows are one patient's, which the noise must hide. */
  get unitIsSaid(): boolean {
    return this.#unitIsSaid || this.recipe?.patient !== undefined || this.budget !== undefined;
  }

  /** Says which rows are one patient's: without a column every row is another's. */
  sayUnit(column: string | undefined): void {
    this.#unitIsSaid = true;
    if (this.recipe?.patient === column) this.changed();
    else this.setPatient(column);
  }

  unsayUnit(): void {
    this.#unitIsSaid = false;
    this.changed();
  }

  /** How many rows of one patient take part in noisy numbers, whose noise grows with them. */
  setRowsPerPatient(rows: number): void {
    if (!this.recipe) return;
    const { rows_per_patient: _, ...numbers } = this.recipe.numbers;
    const several = rows > 1 ? { rows_per_patient: rows } : {};
    this.recipe = { ...this.recipe, numbers: { ...numbers, ...several } };
    this.changed();
  }

  /** Fixes, once for this table, how much may ever be told about its patients. */
  async setBudget(total: Loss): Promise<void> {
    const { recipe } = this;
    if (!recipe || this.ledger) return;
    await this.run("numbers", "Opening the ledger", () => this.desk.open(recipe, total));
    this.changed();
  }

  /** Spends nothing and reads no data. */
  expected(asked: Asked, approximateRows: number): Promise<Expected[]> {
    return this.#client.call("expected", [asked, approximateRows, this.#rowsPerPatient]);
  }

  /** The least loss that keeps the error of a number of the answer within `error`. */
  lossFor(question: Question, number: number, error: number, like: Loss): Promise<Loss> {
    const { rows } = this.plan;
    return this.#client.call("lossFor", [
      question,
      number,
      error,
      rows,
      this.#rowsPerPatient,
      like,
    ]);
  }

  /** Shares out a loss over the questions that wait. */
  shareOut(total: Loss): Promise<void> {
    return this.plan.shareOut(total, this.#rowsPerPatient);
  }

  /** Asks the questions that wait, in their order, until one is refused. */
  async askWaiting(): Promise<void> {
    for (const { asked } of this.plan.waiting) {
      await this.ask(asked);
      if (this.failures.has("numbers")) return;
      this.plan.dismiss(0);
    }
  }

  get #rowsPerPatient(): number {
    return this.recipe?.numbers.rows_per_patient ?? 1;
  }

  /** Answers a question by way of the ledger: asked before, it has its answer and costs nothing. */
  async ask(asked: Asked): Promise<void> {
    const { recipe } = this;
    if (!recipe) return;
    await this.run("numbers", "Adding noise", (options) => this.desk.ask(recipe, asked, options));
    this.changed();
  }

  /** The recipe says what the ledger holds: whom noise hides, the budget, and what was asked. */
  #follow(ledger: LedgerState): void {
    const answered = ledger.entries.filter((entry) => entry.of_this_table && entry.release);
    this.budget = ledger.budget;
    this.releases = answered.flatMap(({ release }) => release ?? []);
    if (!this.recipe) return;
    const { unit, total } = ledger;
    const { patient: _, ...recipe } = this.recipe;
    const questions = answered.map(({ asked }) => asked);
    const numbers = { ...recipe.numbers, budget: total, questions };
    if (unit === "row") {
      this.recipe = { ...recipe, numbers };
    } else {
      const { column: patient, rows } = unit.patient;
      this.recipe = { ...recipe, patient, numbers: { ...numbers, rows_per_patient: rows } };
    }
  }

  /** Asks what the loaded recipe asks, in its order, until one is refused. */
  async askPlanned(): Promise<void> {
    const { planned } = this;
    this.planned = undefined;
    if (!planned) return;
    if (!this.budget) await this.setBudget(planned.budget);
    for (const asked of planned.questions) {
      if (this.failures.has("numbers")) return;
      await this.ask(asked);
    }
  }

  #examine(): Examination {
    return new Examination(this, this.#client.call);
  }

  #changeRule(name: string, change: (rule: ColumnRule) => ColumnRule): void {
    if (!this.recipe) return;
    const columns = this.recipe.columns.map((rule) => (rule.name === name ? change(rule) : rule));
    this.#decide({ ...this.recipe, columns });
    this.changed();
  }

  /** A new decision, which can be undone. What was spent on numbers can not. */
  #decide(recipe: Recipe): void {
    if (this.recipe) this.#history.note(this.recipe);
    this.recipe = recipe;
  }

  async #return(recipe: Recipe | undefined): Promise<void> {
    if (!recipe || !this.recipe) return;
    this.recipe = { ...recipe, numbers: this.recipe.numbers };
    this.changed();
    await this.assessRisk();
  }

  #forget(): void {
    this.#history.clear();
    this.tried = undefined;
    this.description = undefined;
    this.recipe = undefined;
    this.risk = undefined;
    this.riskReport = undefined;
    this.shared = undefined;
    this.examination = this.#examine();
    this.advisor.forget();
    this.plan.forget();
    this.tries = [];
    this.pseudonymKey = undefined;
    this.population = undefined;
    this.safeHarbor = undefined;
    this.desk.forget();
    this.budget = undefined;
    this.#unitIsSaid = false;
    this.planned = undefined;
    this.sealing.forget();
    this.firstRows = [];
    this.releases = [];
    this.#sharedCsv = undefined;
    this.failures.clear();
    this.changed();
  }

  /** The vault died and took the unlocked identity along; what the browser keeps is found again. */
  #vaultLost(reason: Failure): void {
    void this.keyDesk.lost().then(() => this.fail("keys", reason));
  }

  /** The worker died and took the table along; the page still holds the file. */
  #engineLost(reason: Failure): void {
    this.#forget();
    this.fail("load", reason.kind === CANCELLED ? pageFailure("table-lost") : reason);
  }
}
