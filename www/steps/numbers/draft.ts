import type {
  Among,
  Bins,
  Bounded,
  ColumnRule,
  Margin,
  Question,
} from "../../generated/lazaret.js";

/** What is asked for; `extremes` are two quantiles that stand for the lowest and the highest value. */
export type Form = Question["question"] | "extremes";

/** What is declared about a column, once for every question about it; never looked up in the table. */
export interface Declared {
  lower?: number | undefined;
  upper?: number | undefined;
  /** Values are recorded in multiples of it. */
  step?: number | undefined;
  /** Whether numbers and dates are counted by intervals or, like 0 and 1, one by one. */
  cut: "intervals" | "values";
  intervals: number;
  /** The days between which dates are counted, as in 2020-12-31. */
  since: string;
  before: string;
  /** Length of a period of dates. */
  months: number;
  /** One on each line. */
  categories: string;
  other: boolean;
}

/** The patients that a question is about; all of them without a column. */
export interface Part {
  column: string;
  /** One on each line. */
  values: string;
  from?: number | undefined;
  below?: number | undefined;
}

/** A question as far as it is filled in. */
export interface Draft {
  form: Form;
  /** What is measured, counted or explained; the time until an event. */
  column: string;
  /** The groups, the columns of a table, or whether the event happened. */
  by: string;
  /** Columns that explain, vary together, or are made up. */
  several: string[];
  /** The value whose share or odds are asked, or that says that the event happened. */
  value: string;
  probabilities: string;
  /** How many patients have a value, where anyone may know it. */
  publicRows?: number | undefined;
  /** The end of the last interval of time. */
  until?: number | undefined;
  periods: number;
  /** Made-up patients. */
  rows?: number | undefined;
  part: Part;
  declared: Record<string, Declared>;
}

export const EMPTY: Draft = {
  form: "count",
  column: "",
  by: "",
  several: [],
  value: "",
  probabilities: "0.25 0.5 0.75",
  periods: 12,
  part: { column: "", values: "" },
  declared: {},
};

const UNDECLARED: Declared = {
  cut: "intervals",
  intervals: 10,
  since: "",
  before: "",
  months: 12,
  categories: "",
  other: true,
};
const MOST_PERIODS = 4096;
const EXTREMES = [0.01, 0.99];

export function declaredOf({ declared }: Draft, column: string): Declared {
  return declared[column] ?? UNDECLARED;
}

export function isNumeric({ format }: ColumnRule): boolean {
  return format.kind === "integer" || format.kind === "real";
}

export function isDate({ format }: ColumnRule): boolean {
  return format.kind === "date";
}

type Rules = (name: string) => ColumnRule | undefined;

/** The draft as a question, once it says enough to be one. */
export function toQuestion(draft: Draft, rules: Rules): Question | undefined {
  const { form, column, by, value } = draft;
  const bounded = (name: string) => boundedOf(draft, rules(name));
  const margin = (name: string) => marginOf(draft, rules(name));
  const named = rules(column) !== undefined;
  switch (form) {
    case "count":
      return { question: form };
    case "prevalence":
      return named && value.trim() ? { question: form, column, category: value.trim() } : undefined;
    case "mean":
      return whole(bounded(column), (of) => mean(of, draft.publicRows));
    case "sum":
    case "moments":
      return whole(bounded(column), (of) => ({ question: form, ...of }));
    case "quantiles":
      return whole(bounded(column), (of) => quantiles(of, probabilitiesIn(draft.probabilities)));
    case "extremes":
      return whole(bounded(column), (of) => quantiles(of, EXTREMES));
    case "bounds":
    case "categories":
      return named ? { question: form, column } : undefined;
    case "histogram":
      return whole(margin(column), (of) => ({ question: form, ...of }));
    case "contingency":
      return both(margin(column), margin(by), (rows, columns) => ({
        question: form,
        rows,
        columns,
      }));
    case "groups":
      return both(margin(by), bounded(column), (by, of) => ({ question: form, by, of }));
    case "covariance":
      return whole(all(draft.several.map(bounded), 2), (columns) => ({ question: form, columns }));
    case "linear-regression":
      return both(bounded(column), explaining(draft, bounded), (target, predictors) => ({
        question: form,
        target,
        predictors,
      }));
    case "logistic-regression":
      if (!named || !value.trim()) return undefined;
      return whole(explaining(draft, bounded), (predictors) => ({
        question: form,
        column,
        category: value.trim(),
        predictors,
      }));
    case "survival":
      return survival(draft, rules);
    case "synthetic":
      return whole(all(draft.several.map(margin), 1), (columns) => ({
        question: form,
        columns,
        ...(draft.rows === undefined ? {} : { rows: Math.round(draft.rows) }),
      }));
  }
}

/** The part of the patients; `"unfinished"` while it is half declared. */
export function toAmong({ part }: Draft, rules: Rules): Among | "unfinished" | undefined {
  const { column, from, below } = part;
  if (!rules(column)) return undefined;
  const values = lines(part.values);
  if (values.length > 0) return { column, values };
  if (from === undefined || below === undefined || from >= below) return "unfinished";
  return { column, from, below };
}

/** Texts on lines of their own, each once. */
export function lines(text: string): string[] {
  const all = text.split("\n").map((line) => line.trim());
  return [...new Set(all.filter(Boolean))];
}

export function probabilitiesIn(text: string): number[] {
  const all = text
    .split(/[\s;]+/)
    .filter(Boolean)
    .map((one) => Number(one.replace(",", ".")));
  const possible = all.every((one) => one > 0 && one < 1);
  return possible ? [...new Set(all)].sort((a, b) => a - b) : [];
}

function boundedOf(draft: Draft, rule: ColumnRule | undefined): Bounded | undefined {
  if (!rule) return undefined;
  const { lower, upper, step } = declaredOf(draft, rule.name);
  if (lower === undefined || upper === undefined) return undefined;
  return { column: rule.name, lower, upper, ...(step === undefined ? {} : { step }) };
}

function marginOf(draft: Draft, rule: ColumnRule | undefined): Margin | undefined {
  if (!rule) return undefined;
  const declared = declaredOf(draft, rule.name);
  const bins = countsValues(rule, declared)
    ? valuesOf(declared)
    : isDate(rule)
      ? periodsOf(declared)
      : intervalsOf(declared);
  return bins && { column: rule.name, bins };
}

/** Whether a column is counted by its values, not by intervals. */
export function countsValues(rule: ColumnRule, { cut }: Declared): boolean {
  return !(isNumeric(rule) || isDate(rule)) || cut === "values";
}

function valuesOf({ categories, other }: Declared): Bins | undefined {
  const named = lines(categories);
  return named.length > 0 ? { categories: named, other } : undefined;
}

function intervalsOf({ lower, upper, intervals }: Declared): Bins | undefined {
  if (lower === undefined || upper === undefined || lower >= upper) return undefined;
  return { edges: [lower, ...ends(lower, upper, intervals)] };
}

/** Periods of so many months, the last one ending where the dates do. */
function periodsOf({ since, before, months }: Declared): Bins | undefined {
  if (!since || !before || since >= before || !(months >= 1)) return undefined;
  const dates: string[] = [];
  for (let i = 0; i < MOST_PERIODS; i++) {
    const date = monthsLater(since, i * Math.round(months));
    if (date >= before) break;
    dates.push(date);
  }
  return { dates: [...dates, before] };
}

function monthsLater(date: string, months: number): string {
  const [year = 0, month = 1, day = 1] = date.split("-").map(Number);
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  // No 31 February: the last day of the month instead.
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(day, last));
  return first.toISOString().slice(0, 10);
}

/** The upper ends of equal intervals. */
function ends(lower: number, upper: number, count: number): number[] {
  const parts = Math.max(1, Math.round(count));
  // Twelve digits: 0.3, not 0.30000000000000004, stands in the recipe.
  const end = (i: number) => Number((lower + ((upper - lower) * (i + 1)) / parts).toPrecision(12));
  return Array.from({ length: parts }, (_, i) => end(i));
}

function mean(of: Bounded, rows: number | undefined): Question {
  const known = rows === undefined ? {} : { public_rows: Math.round(rows) };
  return { question: "mean", ...of, ...known };
}

function survival(draft: Draft, rules: Rules): Question | undefined {
  const { column, by, until, periods } = draft;
  const occurred = draft.value.trim();
  if (!rules(column) || !rules(by) || !occurred || !(until && until > 0)) return undefined;
  return {
    question: "survival",
    time: column,
    edges: ends(0, until, periods),
    event: by,
    occurred,
  };
}

function quantiles(of: Bounded, probabilities: number[]): Question | undefined {
  return probabilities.length > 0 ? { question: "quantiles", ...of, probabilities } : undefined;
}

/** The columns that explain another, which does not explain itself. */
function explaining(draft: Draft, bounded: (name: string) => Bounded | undefined) {
  const names = draft.several.filter((name) => name !== draft.column);
  return all(names.map(bounded), 1);
}

function all<T>(parts: (T | undefined)[], least: number): T[] | undefined {
  const there = parts.filter((part) => part !== undefined);
  return there.length === parts.length && there.length >= least ? there : undefined;
}

function whole<T>(part: T | undefined, make: (part: T) => Question | undefined) {
  return part && make(part);
}

function both<A, B>(a: A | undefined, b: B | undefined, make: (a: A, b: B) => Question) {
  return a && b && make(a, b);
}
