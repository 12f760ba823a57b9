import type { Values, View } from "./view.js";
import { views } from "./views.js";

/** Which view is open, and how its controls stand. */
export interface Place {
  view: View;
  values: Values;
  /** Names the run, where the view draws; undefined for a fresh one. */
  seed: number | undefined;
}

const FRESH = "fresh";
const FIRST_SEED = 1;

/** The place that a link's fragment names: `learn=noise&epsilon=0.5`. What it leaves out stands as at first. */
export function placeOf(address: string): Place {
  const fields = new URLSearchParams(address);
  const view = views.find(({ id }) => id === fields.get("learn")) ?? (views[0] as View);
  const value = ({ name, stops, initial, names }: View["controls"][number]) => {
    const text = fields.get(name);
    const given = text ? Number(text) : Number.NaN;
    if (names) return stops.includes(given) ? given : initial;
    return Number.isFinite(given) ? between(stops, given) : initial;
  };
  const values = Object.fromEntries(view.controls.map((one) => [one.name, value(one)]));
  return { view, values, seed: seedOf(fields.get("seed")) };
}

/** The fragment that names a place. */
export function addressOf({ view, values, seed }: Place): string {
  const controls = view.controls.map(({ name }): [string, string] => [name, `${values[name]}`]);
  const run: [string, string][] = view.draws ? [["seed", `${seed ?? FRESH}`]] : [];
  return `${new URLSearchParams([["learn", view.id], ...controls, ...run])}`;
}

/** The lesson's beginning. */
export const FIRST_VIEW = addressOf(placeOf(""));

function seedOf(text: string | null): number | undefined {
  if (text === FRESH) return undefined;
  return text && /^\d{1,9}$/.test(text) ? Number(text) : FIRST_SEED;
}

function between(stops: readonly number[], value: number): number {
  return Math.min(Math.max(value, stops.at(0) ?? value), stops.at(-1) ?? value);
}
