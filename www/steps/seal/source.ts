import type { Dialect } from "../../generated/lazaret.js";
import { fileNames } from "../../save.js";
import type { Source } from "../../sealing-desk.js";
import type { State } from "../../state.js";

export type What = "original" | "columns" | "shared" | "another";

/** How the page writes tables. */
const OWN: Dialect = { delimiter: ",", encoding: "utf8", header: true };

/** What may be sealed now. */
export function available({ file, description, shared }: State, what: What): boolean {
  switch (what) {
    case "original":
      return file !== undefined;
    case "columns":
      return description !== undefined;
    case "shared":
      return shared !== undefined;
    case "another":
      return true;
  }
}

/** The names of the columns that can be given one by one; none where a file is sealed as one. */
export function columnsOf({ description, shared }: State, what: What): string[] {
  if (what === "columns") return description?.columns.map(({ name }) => name) ?? [];
  return what === "shared" ? (shared?.report.released ?? []) : [];
}

/** What is sealed; undefined while nothing was chosen. */
export function sourceOf(state: State, what: What, another: File | undefined): Source | undefined {
  const { file, description } = state;
  switch (what) {
    case "original":
      return file && { name: file.name, bytes: async () => file };
    case "another":
      return another && { name: another.name, bytes: async () => another };
    case "columns":
      return (
        file &&
        description && {
          name: file.name,
          dialect: description.dialect,
          bytes: async () => file,
        }
      );
    case "shared":
      return (
        state.shared && {
          name: fileNames.table,
          dialect: OWN,
          bytes: (options) => state.sharedCsv(options),
        }
      );
  }
}
