import type { ColumnRule } from "../../generated/lazaret.js";

export type Treatment = NonNullable<ColumnRule["treatment"]>;
export type TreatmentKind = Treatment["kind"];

/** Each treatment as it begins. */
export const initial: Record<TreatmentKind, Treatment> = {
  drop: { kind: "drop" },
  mask: { kind: "mask", keep_first: 0, keep_last: 2 },
  pseudonym: { kind: "pseudonym", characters: 16 },
  "shift-dates": { kind: "shift-dates", days: 180 },
  "zip-prefix": { kind: "zip-prefix" },
};

export const needsKey = (treatment: Treatment | undefined): boolean =>
  treatment?.kind === "pseudonym" || treatment?.kind === "shift-dates";

/** The treatments worth offering for a column. An identifier is left out without any. */
export function suiting({ role, format, treatment }: ColumnRule): TreatmentKind[] {
  if (format.kind === "date") {
    return role === "identifier" ? ["pseudonym", "mask", "shift-dates"] : ["shift-dates"];
  }
  if (role === "identifier") return ["pseudonym", "mask", "zip-prefix"];
  return treatment ? [treatment.kind] : [];
}
