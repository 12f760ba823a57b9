import type { Group } from "../../generated/lazaret.js";

const INDENT = "  ";

/** Groups as text: `name: value, value`, one a line, groups inside a group indented below it. */
export function writeTree(groups: readonly Group[], depth = 0): string {
  return groups
    .map(({ name, values = [], groups: inner = [] }) => {
      const line = `${INDENT.repeat(depth)}${quoted(name)}: ${values.map(quoted).join(", ")}`;
      return `${line.trimEnd()}\n${writeTree(inner, depth + 1)}`;
    })
    .join("");
}

/** The groups that such a text names, or the number of the first line that is none. */
export function readTree(text: string): Group[] | { line: number } {
  const roots: Required<Group>[] = [];
  const above: Required<Group>[] = [];
  for (const [index, line] of text.split("\n").entries()) {
    if (line.trim() === "") continue;
    const depth = Math.floor((line.length - line.trimStart().length) / INDENT.length);
    const group = readLine(line);
    if (!group || depth > above.length) return { line: index + 1 };
    above.length = depth;
    (above.at(-1)?.groups ?? roots).push(group);
    above.push(group);
  }
  return roots;
}

const WORD = String.raw`\s*("(?:[^"]|"")*"|[^",:]*)\s*`;
const LINE = new RegExp(`^${WORD}:((?:${WORD},)*${WORD})$`);
const VALUES = new RegExp(`${WORD}(?:,|$)`, "g");

function readLine(line: string): Required<Group> | undefined {
  const [, name = "", values = ""] = LINE.exec(line) ?? [];
  if (plain(name) === "") return undefined;
  const words = [...values.matchAll(VALUES)].map(([, word = ""]) => plain(word));
  return { name: plain(name), groups: [], values: words.filter((word) => word !== "") };
}

/** A word that holds a separator, or blanks at an end, stands in quotation marks. */
function quoted(word: string): string {
  return /[",:]|^\s|\s$|^$/.test(word) ? `"${word.replaceAll('"', '""')}"` : word;
}

function plain(word: string): string {
  const trimmed = word.trim();
  return trimmed.startsWith('"') ? trimmed.slice(1, -1).replaceAll('""', '"') : trimmed;
}
