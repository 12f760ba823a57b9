/* tslint:disable */
/* eslint-disable */
/**
 * A bin of a histogram.
 */
export interface Bin {
    /**
     * The category, or the interval such as `[0, 10)`; `other` for the rest.
     */
    label: string;
    /**
     * The noisy number of rows.
     */
    value: number;
}

/**
 * A noisy answer with every parameter that made it.
 */
export type Release = Asked & { value: Value; error_95: number; mechanism: Mechanism; sensitivity: number; scale: number; neighbours: Neighbours; missing: Missing };

/**
 * A question about a table. All it holds is declared, nothing is measured.
 */
export type Question = { question: "count" } | { question: "mean"; column: string; lower: number; upper: number; step?: number } | { question: "histogram"; column: string; bins: Bins } | { question: "prevalence"; column: string; category: string };

/**
 * A question and what may be spent on it.
 */
export type Asked = Question & { epsilon: number };

/**
 * How Mondrian cuts and publishes.
 */
export interface MondrianRule {}

/**
 * How a column's hierarchy is made.
 */
export type HierarchyRule = { kind: "table"; lines: string[][] } | { kind: "suppression" };

/**
 * How a file's text is cut into cells. Guessed from its beginning, shown, and
 * corrected by the reader where the guess is wrong.
 */
export interface Dialect {
    /**
     * The ASCII character between two cells.
     */
    delimiter: string;
    /**
     * How bytes stand for letters.
     */
    encoding: Encoding;
    /**
     * Whether the first row holds the headings.
     */
    header: boolean;
}

/**
 * How bytes stand for letters.
 */
export type Encoding = "utf8" | "windows1252";

/**
 * How groups are formed and published.
 */
export type MethodRule = { kind: "mondrian" } & MondrianRule;

/**
 * How many classes have a size.
 */
export interface ClassSize {
    /**
     * Patients in each of these classes.
     */
    size: number;
    /**
     * How many classes have that many patients.
     */
    classes: number;
    /**
     * Rows in all of them.
     */
    rows: number;
}

/**
 * How much of a column was lost.
 */
export interface ColumnLoss {
    /**
     * The quasi-identifier.
     */
    name: string;
    /**
     * Normalized certainty penalty, averaged over rows: 0 untouched, 1 all lost.
     */
    ncp: number;
}

/**
 * How noise is drawn.
 */
export type Mechanism = "discrete-laplace";

/**
 * How rows are shared.
 */
export interface Share {
    /**
     * The least number of patients in a group.
     */
    k: number;
    /**
     * What else every group must satisfy.
     */
    models?: ModelRule[];
    /**
     * How groups are formed and published.
     */
    method?: MethodRule;
    /**
     * The share of rows, 0 to 1, that may be left out so that the others lose less.
     */
    suppression?: number;
}

/**
 * How the cells of a column are read: its kind and its spelling.
 */
export interface Format {
    /**
     * What the cells hold.
     */
    kind: Kind;
    /**
     * Point or comma in numbers.
     */
    decimal_mark?: DecimalMark;
    /**
     * Day or month first in dates of numbers only.
     */
    date_order?: DateOrder;
}

/**
 * Intervals of one width, laid from an origin: `[origin + i·width, origin + (i+1)·width)`.
 *
 * Origin and width are stated, not read from the data, so the borders tell
 * nothing about any patient. Dates are cut by calendar year: origin and width
 * then count years.
 *
 * # Citation
 * The "fixed-interval method" of attribute-focused anonymization; with bottom
 * and top codes as in Hundepool et al., Statistical Disclosure Control, 2012.
 */
export interface Intervals {
    /**
     * A border between two intervals.
     */
    origin: number;
    /**
     * The length of each; more than zero.
     */
    width: number;
    /**
     * All below is one interval.
     */
    bottom?: number;
    /**
     * All from here on is one interval.
     */
    top?: number;
}

/**
 * One line about a column. Holds none of its values.
 */
export interface ColumnDescription {
    /**
     * The heading.
     */
    name: string;
    /**
     * The kind of its values.
     */
    kind: Kind;
    /**
     * How its cells are spelled.
     */
    format: Format;
    /**
     * The role that was guessed.
     */
    role: Role;
    /**
     * Why.
     */
    reason: Reason;
    /**
     * Different values; missing is none.
     */
    distinct: number;
    /**
     * Rows without a value.
     */
    missing: number;
    /**
     * Rows with a value that does not read as the kind.
     */
    misfits: number;
}

/**
 * The answer.
 */
export type Value = number | Bin[];

/**
 * The bins of a histogram.
 */
export type Bins = { edges: number[] } | { categories: string[]; other?: boolean };

/**
 * The ground distance between two values of a sensitive column.
 */
export type Distance = "equal" | "ordered" | "hierarchical";

/**
 * The height to which a quasi-identifier is generalized.
 */
export interface Level {
    /**
     * The quasi-identifier.
     */
    name: string;
    /**
     * 0 where values stand as they are.
     */
    height: number;
    /**
     * The height at which nothing is left of them.
     */
    top: number;
}

/**
 * The kind of a column's values.
 */
export type Kind = "integer" | "real" | "date" | "category" | "text";

/**
 * The privacy budget of one table, which refuses when it is spent.
 *
 * # Guarantee
 * By sequential composition, releases that each spend their ε here are
 * together `total`-differentially private, however the later questions were
 * chosen in the light of the earlier answers.
 *
 * # Assumptions
 * Every release about the same patients spends from the same budget. It is
 * neither `Clone` nor `Copy`, so a program cannot spend it twice by accident;
 * whoever stores and restores it must not do so either.
 *
 * # Utility
 * Sums are exact: ten times 0.1 fits in 1.
 *
 * # Errors
 * [`BudgetError`] when the question costs more than is left; nothing is spent
 * then.
 *
 * # Citation
 * Dwork, Roth 2014, The Algorithmic Foundations of Differential Privacy,
 * Theorem 3.14; adaptive choice of questions: Rogers, Roth, Ullman, Vadhan
 * 2016, arXiv 1605.08294.
 */
export interface Budget {
    /**
     * May be spent in all.
     */
    total: number;
    /**
     * Has been spent, in billionths; in JSON a number like the total.
     */
    spent: number;
}

/**
 * The prosecutor's chances.
 *
 * # Citation
 * El Emam, K.; Dankar, F.: Protecting privacy using k-anonymity, JAMIA 15(5),
 * 2008: the risk of a row is 1 / size of its class. Where patients have several
 * rows, the size of a class is the number of its patients: all rows of one of
 * them are a hit.
 */
export interface Risk {
    /**
     * Rows of the table.
     */
    rows: number;
    /**
     * Patients of the table; rows, where each row is a patient.
     */
    patients: number;
    /**
     * Classes of rows with the same quasi-identifiers.
     */
    classes: number;
    /**
     * Patients of the smallest class.
     */
    smallest_class: number;
    /**
     * Rows of a patient who is alone in a class.
     */
    unique_rows: number;
    /**
     * Chance to pick the right patient in the smallest class, 0 to 1.
     */
    prosecutor_max: number;
    /**
     * The same, averaged over rows; classes / rows, where each row is a patient.
     */
    prosecutor_mean: number;
    /**
     * Classes by size, ascending.
     */
    sizes: ClassSize[];
    /**
     * One for each sensitive column.
     */
    sensitive: SensitiveRisk[];
}

/**
 * The sign between the whole and the fractional part of a number.
 */
export type DecimalMark = "point" | "comma";

/**
 * The state of a budget, for the screen.
 */
export interface BudgetState {
    /**
     * May be spent in all.
     */
    total: number;
    /**
     * Has been spent.
     */
    spent: number;
    /**
     * Is left to spend.
     */
    left: number;
}

/**
 * What a column is, and how it is released.
 */
export interface ColumnRule {
    /**
     * The heading.
     */
    name: string;
    /**
     * How its cells read.
     */
    format: Format;
    /**
     * What it could tell about a person.
     */
    role: Role;
    /**
     * The intervals into which its numbers are put.
     */
    interval?: Intervals;
    /**
     * How its values grow coarser, step by step; suggested from the column where it is not given.
     */
    hierarchy?: HierarchyRule;
    /**
     * Categories in their order; those not named follow by alphabet.
     */
    order?: string[];
}

/**
 * What a column seems to hold.
 */
export type Meaning = "name" | "record-number" | "national-number" | "email" | "phone" | "address" | "network-address" | "coordinates" | "birth-date" | "event-date" | "postcode" | "place" | "age" | "sex" | "ethnicity" | "marital-status" | "occupation" | "education" | "language" | "diagnosis" | "outcome" | "treatment" | "money" | "belief";

/**
 * What a column's values do to a patient's privacy.
 */
export type Role = "identifier" | "quasi-identifier" | "semi-sensitive" | "sensitive" | "other";

/**
 * What a method tells of its run, besides what every release is measured by.
 */
export type Audit = { kind: "full-domain" } & FullDomainAudit;

/**
 * What becomes of missing cells and misfits.
 */
export type Missing = "counted" | "contributes-nothing";

/**
 * What every group must satisfy besides its size. Without `column` it is asked
 * of every sensitive and semi-sensitive column.
 */
export type ModelRule = { model: "distinct-l-diversity"; column?: string; l: number } | { model: "entropy-l-diversity"; column?: string; l: number } | { model: "recursive-l-diversity"; column?: string; c: number; l: number } | { model: "probabilistic-l-diversity"; column?: string; l: number } | { model: "alpha-k"; column?: string; alpha: number } | { model: "t-closeness"; column?: string; t: number; distance?: Distance } | { model: "beta-likeness"; column?: string; beta: number; enhanced?: boolean } | { model: "delta-disclosure"; column?: string; delta: number } | { model: "k-map"; k: number } | { model: "population-uniqueness"; at_most: number; sampled: number };

/**
 * What the classes give away of a sensitive column.
 */
export interface SensitiveRisk {
    /**
     * The column.
     */
    column: string;
    /**
     * The least number of different values in a class.
     */
    least_distinct: number;
    /**
     * Rows whose class holds one value only: who finds the class knows it.
     */
    rows_homogeneous: number;
}

/**
 * What the reader of a file should know about how it was read. Rows count
 * from 1, headings not included.
 */
export type Notice = { kind: "short-rows"; rows: number; first_row: number } | { kind: "long-rows"; rows: number; first_row: number } | { kind: "blank-heading"; column: number; name: string } | { kind: "duplicate-heading"; column: number; name: string } | { kind: "no-heading" } | { kind: "single-column" };

/**
 * What the reader of a report should weigh before handing the table over.
 */
export type ShareWarning = { kind: "no-quasi-identifiers" } | { kind: "nearly-unique"; column: string; distinct: number } | { kind: "free-text"; column: string } | { kind: "homogeneous"; column: string; rows: number } | { kind: "misfits"; column: string; cells: number };

/**
 * What to do with a file, from reading it to handing its release over.
 *
 * Holds no patient's data: names of columns, and what the steward typed.
 */
export interface Recipe {
    /**
     * The form of this recipe.
     */
    version: number;
    /**
     * How the file is cut into cells; guessed where it is not given.
     */
    dialect?: Dialect;
    /**
     * One rule for each column of the file.
     */
    columns: ColumnRule[];
    /**
     * The column that tells which rows are one patient's; without it every row is a patient.
     */
    patient?: string;
    /**
     * How rows are shared.
     */
    share: Share;
    /**
     * Which numbers are published.
     */
    numbers: Numbers;
}

/**
 * What was done, what it protects, and what it cost.
 */
export interface ShareReport {
    /**
     * Rows released.
     */
    rows: number;
    /**
     * Rows left out, so that the others lose less.
     */
    suppressed: number;
    /**
     * The least group size that was asked for.
     */
    k: number;
    /**
     * What else was asked of every group.
     */
    models: ModelRule[];
    /**
     * The prosecutor's chances on the file as it was read.
     */
    before: Risk;
    /**
     * The same, measured on the released table itself.
     */
    after: Risk;
    /**
     * Loss averaged over rows and quasi-identifiers (GCP), 0 to 1.
     */
    ncp: number;
    /**
     * Loss of each quasi-identifier.
     */
    columns: ColumnLoss[];
    /**
     * Columns that are not in the release.
     */
    dropped: string[];
    /**
     * Columns that are.
     */
    released: string[];
    /**
     * What only the method can tell of its run.
     */
    audit?: Audit;
    /**
     * What the reader should weigh.
     */
    warnings: ShareWarning[];
}

/**
 * What was read, and what it seems to be.
 */
export interface Description {
    /**
     * Rows, headings not counted.
     */
    rows: number;
    /**
     * How the cells were told apart.
     */
    dialect: Dialect;
    /**
     * What is to be known about the reading.
     */
    notices: Notice[];
    /**
     * One line a column, in the order of the file.
     */
    columns: ColumnDescription[];
}

/**
 * Which numbers are published, and what all of them may cost together.
 */
export interface Numbers {
    /**
     * The privacy loss that the file's patients may suffer in all.
     */
    budget: number;
    /**
     * What is asked, each with its share of the budget.
     */
    questions: Asked[];
}

/**
 * Which of two numbers that may both be a month comes first.
 */
export type DateOrder = "day-first" | "month-first";

/**
 * Which tables are neighbours.
 */
export type Neighbours = "add-or-remove-one-row";

/**
 * Which transformation full-domain generalization chose, and how sure it is.
 */
export interface FullDomainAudit {
    /**
     * The height to which each quasi-identifier is generalized.
     */
    levels: Level[];
    /**
     * The loss that was minimized, 0 to 1.
     */
    loss: number;
    /**
     * How much smaller the least loss could still be; 0 where the search came to its end.
     */
    gap: number;
    /**
     * Transformations in the lattice; 2^53 where there are more.
     */
    nodes: number;
    /**
     * Transformations whose groups were formed.
     */
    checked: number;
}

/**
 * Why a file could not be sealed.
 */
export type SealError = { kind: "empty-passphrase" } | { kind: "bad-name" } | { kind: "unreasonable-cost" } | { kind: "random" } | { kind: "no-memory"; memory_kib: number } | { kind: "length-differs"; declared_bytes: number; given_bytes: number } | { kind: "too-long" } | { kind: "cipher" } | { kind: "busy" } | { kind: "over" };

/**
 * Why a number is no ε.
 */
export type EpsilonError = { kind: "not-a-number" } | { kind: "not-positive" } | { kind: "too-small"; at_least: number } | { kind: "too-large"; at_most: number } | { kind: "too-many-decimals"; at_most: number };

/**
 * Why a question is not answered.
 *
 * Depends on what was declared, on the budget and on the source of bits, never
 * on a cell: whether a question is refused tells nothing about a patient. The
 * budget is untouched, except by [`AnswerError::RandomSourceFailed`].
 */
export type AnswerError = { kind: "budget-spent"; asked: number; left: number } | { kind: "random-source-failed" } | { kind: "no-column"; column: string } | { kind: "not-numeric"; column: string } | { kind: "bounds-reversed"; lower: number; upper: number } | { kind: "step-not-positive"; step: number } | { kind: "step-too-long"; step: number; lower: number; upper: number } | { kind: "step-too-short"; step: number; at_most: number } | { kind: "no-bins" } | { kind: "too-many-bins"; bins: number; at_most: number } | { kind: "edges-not-increasing"; position: number } | { kind: "category-repeated"; position: number } | { kind: "category-empty"; position: number };

/**
 * Why a role was guessed.
 */
export type Reason = { kind: "heading"; meaning: Meaning } | { kind: "content"; meaning: Meaning } | { kind: "almost-unique" } | { kind: "free-text" } | { kind: "nothing-known" };

/**
 * Why a sealed file does not open.
 */
export type OpenError = { kind: "empty-passphrase" } | { kind: "not-sealed" } | { kind: "unknown-version"; version: number } | { kind: "unreasonable-cost"; memory_kib: number; iterations: number; parallelism: number } | { kind: "no-memory"; memory_kib: number } | { kind: "wrong-passphrase" } | { kind: "tampered"; chunk: number } | { kind: "truncated"; found_bytes: number } | { kind: "trailing-data"; expected_bytes: number } | { kind: "bad-prelude" } | { kind: "bad-name" } | { kind: "cipher" } | { kind: "busy" } | { kind: "over" };


/**
 * Takes a file's bytes in pieces and makes a [`Workbench`] of them.
 */
export class Loader {
    free(): void;
    [Symbol.dispose](): void;
    /**
     * The table, when all pieces have been pushed.
     *
     * # Errors
     * A [`load::LoadError`] as an object.
     */
    finish(): Workbench;
    /**
     * A loader for a file of so many bytes, in the dialect given or guessed.
     *
     * # Errors
     * A [`load::LoadError`] as an object, where the size alone forbids reading.
     */
    constructor(bytes: number, dialect?: Dialect | null);
    /**
     * Reads the next piece; tells how many rows have been read.
     *
     * # Errors
     * A [`load::LoadError`] as an object.
     */
    push(chunk: Uint8Array | number[]): number;
}

/**
 * A sealed file being opened with a passphrase.
 */
export class Opening {
    private constructor();
    free(): void;
    [Symbol.dispose](): void;
    /**
     * Gives the last bytes of the file inside, and with them the certainty that it is whole.
     *
     * # Errors
     * An [`OpenError`] as an object; what was given so far must be thrown away.
     */
    finish(): Promise<Uint8Array>;
    /**
     * The name of the file inside, once 16 KiB are read.
     */
    name(): string | undefined;
    /**
     * Opens the next bytes of the sealed file; gives the next verified bytes of the file inside. The call that
     * brings the first 96 bytes turns the passphrase into a key.
     *
     * # Errors
     * An [`OpenError`] as an object; what was given so far must be thrown away.
     */
    push(chunk: Uint8Array | number[]): Promise<Uint8Array>;
    /**
     * Waits for the first bytes of a file.
     *
     * # Errors
     * An [`OpenError`] as an object.
     */
    static start(passphrase: string): Opening;
}

/**
 * A file being sealed under a passphrase.
 */
export class Sealing {
    private constructor();
    free(): void;
    [Symbol.dispose](): void;
    /**
     * Gives the last bytes of the sealed file.
     *
     * # Errors
     * A [`SealError`] as an object; the file is then not complete.
     */
    finish(): Promise<Uint8Array>;
    /**
     * Seals the next bytes of the file; gives the next bytes of the sealed file. Best 1 to 4 MiB at a time.
     *
     * # Errors
     * A [`SealError`] as an object; the sealing is then over.
     */
    push(chunk: Uint8Array | number[]): Promise<Uint8Array>;
    /**
     * Turns the passphrase into a key, which takes some tenths of a second, and begins a file. `bytes` is the
     * length of the file, where it is known.
     *
     * # Errors
     * A [`SealError`] as an object.
     */
    static start(passphrase: string, name: string, bytes?: number | null): Sealing;
}

/**
 * A run that forms groups in steps; when it is done, its table and report.
 */
export class Sharing {
    private constructor();
    free(): void;
    [Symbol.dispose](): void;
    /**
     * The next piece of the released text; nothing behind the last.
     *
     * # Errors
     * When the run is not done.
     */
    csv_chunk(): Uint8Array | undefined;
    /**
     * What was done, what it protects and what it cost.
     *
     * # Errors
     * When the run is not done.
     */
    report(): ShareReport;
    /**
     * Begins the released text anew.
     */
    rewind(): void;
    /**
     * The texts of some released rows, for the screen.
     *
     * # Errors
     * When the run is not done.
     */
    rows(start: number, count: number): string[][];
    /**
     * Works for some tens of milliseconds; says how far the run is, 0 to 1. At
     * 1 the table is made and has been measured.
     *
     * # Errors
     * A [`crate::anonymize::ShareError`] as an object.
     */
    step(): number;
}

/**
 * A loaded file, and the privacy budget of its patients.
 */
export class Workbench {
    private constructor();
    free(): void;
    [Symbol.dispose](): void;
    /**
     * Answers a question with noise, and spends its cost.
     *
     * # Errors
     * A [`crate::recipe::RecipeError`] or [`crate::dp::AnswerError`] as an object.
     */
    answer(recipe: Recipe, asked: Asked): Release;
    /**
     * What is left of the budget.
     *
     * # Errors
     * As for [`Workbench::describe`].
     */
    budget(): BudgetState;
    /**
     * What was read, and what each column seems to be.
     *
     * # Errors
     * None: the type says so only because every value that crosses may fail to.
     */
    describe(): Description;
    /**
     * The error to expect of an answer, from the question and a stated number
     * of rows alone: reads no row and spends nothing.
     *
     * # Errors
     * A [`crate::dp::AnswerError`] as an object.
     */
    expected_error(asked: Asked, approximate_rows: number): number;
    /**
     * The prosecutor's chances on the recipe's quasi-identifiers, as the file stands.
     *
     * # Errors
     * A [`crate::recipe::RecipeError`] as an object.
     */
    risk(recipe: Recipe): Risk;
    /**
     * The texts of some rows, for the screen.
     */
    rows(start: number, count: number): string[][];
    /**
     * Sets the budget, as long as nothing has been spent of it.
     *
     * # Errors
     * A [`crate::dp::EpsilonError`] as an object; `budget-spent` once an answer was given.
     */
    set_budget(total: number): BudgetState;
    /**
     * Begins to make a table that may be shared.
     *
     * # Errors
     * A [`crate::recipe::RecipeError`] or [`crate::anonymize::ShareError`] as an object.
     */
    share(recipe: Recipe): Sharing;
    /**
     * A recipe to start from.
     *
     * # Errors
     * As for [`Workbench::describe`].
     */
    starting_recipe(): Recipe;
}

/**
 * Runs once, when the module is instantiated: a panic is printed where the
 * reader of the console finds it, without any value of the table.
 */
export function start(): void;

export type InitInput = RequestInfo | URL | Response | BufferSource | WebAssembly.Module;

export interface InitOutput {
    readonly memory: WebAssembly.Memory;
    readonly __wbg_loader_free: (a: number, b: number) => void;
    readonly __wbg_opening_free: (a: number, b: number) => void;
    readonly __wbg_sealing_free: (a: number, b: number) => void;
    readonly __wbg_sharing_free: (a: number, b: number) => void;
    readonly __wbg_workbench_free: (a: number, b: number) => void;
    readonly loader_finish: (a: number) => [number, number, number];
    readonly loader_new: (a: number, b: number) => [number, number, number];
    readonly loader_push: (a: number, b: number, c: number) => [number, number, number];
    readonly opening_finish: (a: number) => any;
    readonly opening_name: (a: number) => [number, number];
    readonly opening_push: (a: number, b: number, c: number) => any;
    readonly opening_start: (a: number, b: number) => [number, number, number];
    readonly sealing_finish: (a: number) => any;
    readonly sealing_push: (a: number, b: number, c: number) => any;
    readonly sealing_start: (a: number, b: number, c: number, d: number, e: number, f: number) => [number, number, number];
    readonly sharing_csv_chunk: (a: number) => [number, number, number, number];
    readonly sharing_report: (a: number) => [number, number, number];
    readonly sharing_rewind: (a: number) => void;
    readonly sharing_rows: (a: number, b: number, c: number) => [number, number, number];
    readonly sharing_step: (a: number) => [number, number, number];
    readonly start: () => void;
    readonly workbench_answer: (a: number, b: any, c: any) => [number, number, number];
    readonly workbench_budget: (a: number) => [number, number, number];
    readonly workbench_describe: (a: number) => [number, number, number];
    readonly workbench_expected_error: (a: number, b: any, c: number) => [number, number, number];
    readonly workbench_risk: (a: number, b: any) => [number, number, number];
    readonly workbench_rows: (a: number, b: number, c: number) => any;
    readonly workbench_set_budget: (a: number, b: number) => [number, number, number];
    readonly workbench_share: (a: number, b: any) => [number, number, number];
    readonly workbench_starting_recipe: (a: number) => [number, number, number];
    readonly __wbindgen_malloc: (a: number, b: number) => number;
    readonly __wbindgen_realloc: (a: number, b: number, c: number, d: number) => number;
    readonly __wbindgen_free: (a: number, b: number, c: number) => void;
    readonly __wbindgen_exn_store: (a: number) => void;
    readonly __externref_table_alloc: () => number;
    readonly __wbindgen_externrefs: WebAssembly.Table;
    readonly __wbindgen_destroy_closure: (a: number, b: number) => void;
    readonly __externref_table_dealloc: (a: number) => void;
    readonly __wbindgen_start: () => void;
}

export type SyncInitInput = BufferSource | WebAssembly.Module;

/**
 * Instantiates the given `module`, which can either be bytes or
 * a precompiled `WebAssembly.Module`.
 *
 * @param {{ module: SyncInitInput }} module - Passing `SyncInitInput` directly is deprecated.
 *
 * @returns {InitOutput}
 */
export function initSync(module: { module: SyncInitInput } | SyncInitInput): InitOutput;

/**
 * If `module_or_path` is {RequestInfo} or {URL}, makes a request and
 * for everything else, calls `WebAssembly.instantiate` directly.
 *
 * @param {{ module_or_path: InitInput | Promise<InitInput> }} module_or_path - Passing `InitInput` directly is deprecated.
 *
 * @returns {Promise<InitOutput>}
 */
export default function __wbg_init (module_or_path?: { module_or_path: InitInput | Promise<InitInput> } | InitInput | Promise<InitInput>): Promise<InitOutput>;
