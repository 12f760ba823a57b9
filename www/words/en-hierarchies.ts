import { plural } from "../format.js";
import type { DateStep, HierarchyRule } from "../generated/lazaret.js";

const kinds: Record<HierarchyRule["kind"], string> = {
  ranges: "ranges that grow",
  dates: "stretches of the calendar",
  prefixes: "the first letters of a code",
  icd10: "ICD-10: category, block, chapter",
  tree: "named groups",
  table: "a file, line by line",
  suppression: "all or nothing",
};

const steps: Record<DateStep, string> = {
  month: "month",
  quarter: "quarter",
  year: "year",
  decade: "decade",
};

/** The copy of hierarchies. */
export const hierarchies = {
  title: "How values grow coarser",
  hint: "Each quasi-identifier has steps from its values to nothing at all. Full-domain generalization and local recoding publish these labels; Mondrian does so if you choose labels.",
  column: "Column",
  built: "Steps are",
  suggested: (kind: HierarchyRule["kind"]) => `as suggested: ${kinds[kind]}`,
  asSuggested: "as suggested",
  everyOther: "other",
  firstGroup: "group 1",
  kinds,
  origin: "A border at",
  widths: "Widths, from narrow to wide",
  widthsHint: "For example 5, 10, 20: each a multiple of the one before.",
  bottom: "Lump all below",
  top: "Lump all above",
  dateSteps: "Stretches",
  steps,
  kept: "Letters kept, from many to few",
  length: "Fill with stars up to",
  groups: "Groups, one a line",
  groupsHint:
    "Write “name: value, value”. Two spaces more at the start of a line put its group into the one above. A value that holds a comma stands in quotation marks.",
  other: "All other values are",
  groupsWrong: (line: number) =>
    `Line ${line} cannot be read: write a name, a colon, and the values between commas. Nothing was changed.`,
  table: (lines: number) =>
    `${plural(lines, "value", "values")}, as the file has them. To change them, save the file, edit it and load it again.`,
  load: "Load a hierarchy (CSV of ARX)",
  save: "Save this hierarchy (CSV of ARX)",
  preview: "What it gives",
  step: "Step",
  labels: "Labels",
  examples: "The first of them, with their rows",
  values: (text: string, rows: number) => `${text === "" ? "(missing)" : text} (${rows})`,
};
