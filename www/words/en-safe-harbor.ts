import { plural } from "../format.js";

/** The copy of HIPAA's Safe Harbor. */
export const safeHarbor = {
  title: "Follow HIPAA’s Safe Harbor",
  lead: "The rule names 18 kinds of identifiers. Columns of these kinds are left out; of dates the year is left, of US ZIP codes three digits, and ages from 90 on become one. Everything else stays as you decided.",
  apply: "Apply Safe Harbor",
  again: "Apply it again",
  undo: "This is one decision: “Undo” takes it back.",
  changed:
    "The columns have changed since Safe Harbor was applied. What follows is what it did then.",
  done: (columns: number) => `What was done with ${plural(columns, "column", "columns")}`,
  none: "No column was taken for one of the 18 kinds.",
  keep: "Please check the others: they matched none of the 18 kinds and stay",
  kinds: "The 18 kinds, and what was found of each",
  kind: "Kind",
  columns: "Columns",
  nothing: "none found",
  caveats: "What Safe Harbor does not promise",
};
