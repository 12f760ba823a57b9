// CONTRACT between the page and the engine. These types will be generated from Rust (wasm-bindgen + tsify) as
// www/generated/lazaret.d.ts ; the names and shapes below are what Rust will generate. Enum values kebab-case, fields snake_case.
export type Kind = "integer" | "real" | "date" | "category" | "text";
export type Role = "identifier" | "quasi-identifier" | "sensitive" | "other";
export type DecimalMark = "point" | "comma";
export type DateOrder = "day-first" | "month-first";
export type Encoding = "utf8" | "windows1252";
/** How a file's text is cut into cells. */
export interface Dialect { delimiter: string; encoding: Encoding; header: boolean; }
export interface Format { kind: Kind; decimal_mark: DecimalMark; date_order: DateOrder; }
/** something the reader should know about how the file was read; sentence at words.notice[kind] */
export type Notice =
  | { kind: "short-rows"; rows: number; first_row: number }
  | { kind: "long-rows"; rows: number; first_row: number }        // left out
  | { kind: "blank-heading"; column: number; name: string }
  | { kind: "duplicate-heading"; column: number; name: string }
  | { kind: "no-header-assumed" } | { kind: "single-column" } ;
/** why a role was guessed; sentence at words.reason[kind] */
export type Reason = { kind: string; [field: string]: unknown };
export interface ColumnDescription { name: string; kind: Kind; format: Format; role: Role; reason: Reason; distinct: number; missing: number; misfits: number; examples: string[] /* up to 3, for the screen only */ }
export interface Description { rows: number; dialect: Dialect; notices: Notice[]; columns: ColumnDescription[]; }
export interface Interval { origin: number; width: number; bottom?: number; top?: number; }
export interface ColumnRule { name: string; format: Format; role: Role; interval?: Interval; }
export interface Share { k: number; l?: number; }
export type Bins = { edges: number[] } | { categories: string[]; other?: boolean };
export type Asked = ({ question: "count" } | { question: "mean"; column: string; lower: number; upper: number; step?: number }
  | { question: "histogram"; column: string; bins: Bins } | { question: "prevalence"; column: string; value: string }) & { epsilon: number };
export interface Numbers { budget: number; questions: Asked[]; }
export interface Recipe { version: 1; dialect?: Dialect; columns: ColumnRule[]; share: Share; numbers: Numbers; }
export interface Risk { rows: number; classes: number; smallest_class: number; unique_rows: number; prosecutor_max: number; prosecutor_mean: number;
  /** how many rows sit in classes of each size, ascending */ sizes: { size: number; classes: number; rows: number }[];
  /** when a sensitive column is chosen: */ sensitive?: { column: string; least_distinct: number; rows_homogeneous: number }[]; }
export interface ColumnLoss { name: string; ncp: number; }
export interface ShareReport { before: Risk; after: Risk; ncp: number; columns: ColumnLoss[]; dropped: string[]; released: string[]; k: number; rows: number; warnings: { kind: string; [f: string]: unknown }[]; }
export interface Release { question: string; column?: string; epsilon: number; value: number | { label: string; value: number }[]; error_95: number; [parameter: string]: unknown; }
export interface BudgetState { total: number; spent: number; left: number; }
/** every failure that crosses: operation + kind + numbers; sentence at words[error][kind] */
export interface Failure { error: "load-error" | "recipe-error" | "share-error" | "answer-error" | "seal-error" | "open-error" | "risk-error"; kind: string; [field: string]: unknown; }

// ---- wasm classes (synchronous; live in the worker) ----
export class Loader { constructor(bytes: number /* file size */, dialect: Dialect | undefined); push(chunk: Uint8Array): number /* rows so far */; finish(): Workbench; free(): void; }
export class Workbench {
  describe(): Description;
  rows(start: number, count: number): string[][];
  starting_recipe(): Recipe;
  risk(recipe: Recipe): Risk;
  share(recipe: Recipe): Sharing;                   // throws Failure
  set_budget(total: number): BudgetState; budget(): BudgetState;
  expected_error(asked: Asked, approximate_rows: number): number;   // spends nothing, reads no data
  answer(recipe: Recipe, asked: Asked): Release;    // spends
  free(): void;
}
export class Sharing { step(): number /* fraction done 0..1; call until 1 */; report(): ShareReport; rows(start: number, count: number): string[][]; csv_chunk(): Uint8Array | undefined; free(): void; }
export class Sealing { static start(passphrase: string, name: string): Sealing; push(chunk: Uint8Array): Promise<Uint8Array>; finish(): Promise<Uint8Array>; free(): void; }
export class Opening { constructor(passphrase: string); push(chunk: Uint8Array): Promise<Uint8Array>; finish(): Promise<Uint8Array>; name(): string | undefined; free(): void; }
export default function init(input: { module_or_path: BufferSource | WebAssembly.Module }): Promise<{ memory: WebAssembly.Memory }>;
