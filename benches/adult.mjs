// Adult as the page gets it: the table many times over, and recipes for it.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./chromium.mjs";

const folder = join(root, "tests/data/adult");
const text = readFileSync(join(folder, "adult_30162_arx.csv"), "utf8");
const [heading, ...rows] = text.trim().split(/\r?\n/);
export const names = heading.split(";");

/** The table `times` over, each cell drawn anew from its column with probability 0.15; once, it stays as it is. */
export function* adult(times) {
  let state = 20261125;
  const random = (below) => {
    // xorshift32: any even spread will do for a benchmark.
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
  const cells = rows.map((row) => row.split(";"));
  yield `${heading}\n`;
  for (let time = 0; time < times; time++) {
    const drawn = (cell, column) =>
      times > 1 && random(100) < 15 ? cells[random(cells.length)][column] : cell;
    yield `${cells.map((row) => row.map(drawn).join(";")).join("\n")}\n`;
  }
}

function hierarchy(name) {
  const lines = readFileSync(join(folder, `hierarchies/adult_hierarchy_${name}.csv`), "utf8");
  return {
    kind: "table",
    lines: lines
      .trim()
      .split(/\r?\n/)
      .map((line) => line.split(";")),
  };
}

/** A recipe with all columns quasi-identifiers, but for those that are sensitive. */
export function recipe(share, { sensitive = [] } = {}) {
  return {
    version: 3,
    columns: names.map((name) => ({
      name,
      format: { kind: "category" },
      role: sensitive.includes(name) ? "sensitive" : "quasi-identifier",
      hierarchy: hierarchy(name),
    })),
    share,
    numbers: { budget: { epsilon: 1 }, questions: [] },
  };
}
