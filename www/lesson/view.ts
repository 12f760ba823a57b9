import type { TemplateResult } from "lit";
import type { Client } from "../client.js";
import { number } from "../format.js";

/** Something to turn: a slider over its stops, or a choice where the stops have names. */
export interface Control<Name extends string = string> {
  name: Name;
  label: string;
  /** The values it can take, ascending. A link may hold any value between the first and the last. */
  stops: readonly number[];
  initial: number;
  /** What the slider stands at, in words. */
  text(value: number): string;
  /** Makes it a choice: one name for each stop. */
  names?: readonly string[];
  /** Whether it matters as the other controls stand; always, where this is left out. */
  shown?(values: Values): boolean;
}

export type Values<Name extends string = string> = Record<Name, number>;

/**
 * One view of the lesson. Its state is the values of its controls, and a seed where it
 * draws; all that it shows follows from them.
 */
export interface View<Name extends string = string, Result = unknown> {
  /** Its name in a link. */
  id: string;
  title: string;
  /** Two sentences that say what to see. */
  see: string;
  controls: readonly Control<Name>[];
  /** Whether it draws: a run is then repeatable by its seed, or fresh. */
  draws?: boolean;
  /** Asks the lesson's own engine. `seed` is undefined for a fresh run. */
  ask(call: Client["call"], values: Values<Name>, seed: number | undefined): Promise<Result>;
  /** What came out, in sentences. */
  says(result: Result, values: Values<Name>): string[];
  /** What came out, drawn. */
  draw(result: Result, values: Values<Name>): TemplateResult;
}

/** A view among others: the list need not know what each asks and shows. */
export function view<Name extends string, Result>(one: View<Name, Result>): View {
  return one as unknown as View;
}

/** A slider for ε, from strong protection to none worth the name. */
export function epsilonControl(label: string, initial: number): Control<"epsilon"> {
  const stops = [0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 1, 1.5, 2, 3, 4, 5];
  return { name: "epsilon", label, stops, initial, text: (value) => `ε = ${number(value)}` };
}

/** The whole numbers from `first` to `last`. */
export function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}
