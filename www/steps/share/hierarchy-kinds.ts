import type { ColumnRule, HierarchyPreview, HierarchyRule } from "../../generated/lazaret.js";
import { words } from "../../words/en.js";

export type HierarchyKind = HierarchyRule["kind"];

/** The ways to build steps that a column's kind allows; a file is loaded, not chosen. */
export function suiting({ format, interval, hierarchy }: ColumnRule): HierarchyKind[] {
  const file: HierarchyKind[] = hierarchy?.kind === "table" ? ["table"] : [];
  switch (format.kind) {
    case "integer":
    case "real":
      return ["ranges", "suppression", ...file];
    case "date":
      return [interval ? "ranges" : "dates", "suppression", ...file];
    default:
      return ["tree", "prefixes", "icd10", "suppression", ...file];
  }
}

const FIRST_WIDTH = 10;
const DOUBLINGS = [1, 2, 4];

/** Steps of a kind to begin with: those that the preview has, where they are of that kind. */
export function initial(
  kind: HierarchyKind,
  { interval, hierarchy }: ColumnRule,
  preview: HierarchyPreview | undefined,
): HierarchyRule | undefined {
  if (preview?.rule.kind === kind) return preview.rule;
  switch (kind) {
    case "ranges": {
      const width = interval?.width ?? FIRST_WIDTH;
      const { origin = 0, bottom, top } = interval ?? {};
      return {
        kind,
        origin,
        widths: DOUBLINGS.map((times) => times * width),
        ...(bottom === undefined ? {} : { bottom }),
        ...(top === undefined ? {} : { top }),
      };
    }
    case "dates":
      return { kind, steps: ["month", "year", "decade"] };
    case "prefixes": {
      const texts = preview?.heights[0]?.examples.map(({ text }) => [...text].length) ?? [];
      const length = Math.max(2, ...texts);
      return {
        kind,
        length,
        kept: Array.from({ length: length - 1 }, (_, cut) => length - 1 - cut),
      };
    }
    case "tree": {
      const texts = preview?.heights[0]?.examples.map(({ text }) => text) ?? [];
      const values = texts.filter((text) => text !== "");
      const { firstGroup, everyOther } = words.share.hierarchies;
      return { kind, groups: [{ name: firstGroup, values }], other: everyOther };
    }
    case "icd10":
    case "suppression":
      return { kind };
    case "table":
      return hierarchy;
  }
}
