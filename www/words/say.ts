import { number } from "../format.js";
import sentences from "./en.json";

type Sentences = Record<string, Record<string, string> | undefined>;

/**
 * The sentence for `object` in a section of the words, by its `kind`, with `{field}`
 * filled from the object and `{field|one|many}` chosen by it,
 * and `{field:section}` with the words that a section has for its value. A kind that the words
 * do not know yet gets the section's plain sentence, at `_`.
 */
export function say(section: string, object: { kind: string }): string {
  const known = (sentences as Sentences)[section];
  const sentence = known?.[object.kind] ?? known?._ ?? sentences.fallback._;
  return fill(sentence, { ...object }).replace(/(?<=\d) %/g, "\u00a0%");
}

/** Fills placeholders; a field that is missing leaves a dash, never a raw brace. */
export function fill(sentence: string, fields: Record<string, unknown>): string {
  return sentence.replace(
    /\{(\w+)(?::([\w-]+)|\|([^|}]*)\|([^|}]*))?\}/g,
    (_, field: string, section?: string, one?: string, many?: string) => {
      const value = fields[field];
      if (section !== undefined) return say(section, { kind: String(value) });
      if (one !== undefined && many !== undefined) return value === 1 ? one : many;
      if (typeof value === "number") return number(value);
      if (Array.isArray(value)) return value.join("; ");
      return value === undefined || value === null ? "–" : String(value);
    },
  );
}
