/**
 * All that the two rooms of the exchange's page say to each other, over one MessagePort. The shell
 * has the keys and the network, the workbench in its frame the plaintext; whatever is none of these
 * messages, to the last field, is not heard.
 */

/** What the shell says to the workbench. */
export type ToWorkbench =
  /** Whom all that is sealed is sealed for: the recipient's file of whoever is logged in. */
  | { type: "recipient"; recipient: string }
  /** A sealed file, and the keys of the columns that were granted. */
  | { type: "open"; file: Blob; keys: Uint8Array<ArrayBuffer>; name: string };

/** What the workbench says to the shell. */
export type ToShell =
  | { type: "ready" }
  /** A sealed file; whether it is one, the shell finds out for itself. */
  | { type: "sealed"; file: Blob }
  /** Noisy numbers, and what they cost as decimal numbers. */
  | { type: "numbers"; text: string; epsilon: string; delta?: string };

/** What the shell posts to its frame, once, with a port: the way to everything else. */
export const GREETING = "lazaret/v1/workbench";

const text = (value: unknown) => typeof value === "string";
const blob = (value: unknown) => value instanceof Blob;
const bytes = (value: unknown) => value instanceof Uint8Array;

type Fields = Record<string, (value: unknown) => boolean>;

const TO_WORKBENCH: Record<ToWorkbench["type"], Fields> = {
  recipient: { recipient: text },
  open: { file: blob, keys: bytes, name: text },
};

const TO_SHELL: Record<ToShell["type"], Fields> = {
  ready: {},
  sealed: { file: blob },
  numbers: { text, epsilon: text },
};
const OPTIONAL: Fields = { delta: text };

/** The message to the workbench, if it is one. */
export function toWorkbench(data: unknown): ToWorkbench | undefined {
  return fits(data, TO_WORKBENCH) ? (data as ToWorkbench) : undefined;
}

/** The message to the shell, if it is one. */
export function toShell(data: unknown): ToShell | undefined {
  return fits(data, TO_SHELL, { numbers: OPTIONAL }) ? (data as ToShell) : undefined;
}

function fits(
  data: unknown,
  schema: Record<string, Fields>,
  optional: Record<string, Fields> = {},
): boolean {
  if (typeof data !== "object" || data === null) return false;
  const { type, ...fields } = data as Record<string, unknown>;
  if (typeof type !== "string" || !Object.hasOwn(schema, type)) return false;
  const needed = schema[type] ?? {};
  const allowed: Fields = { ...needed, ...optional[type] };
  const known = Object.entries(fields).every(([name, value]) => allowed[name]?.(value));
  return known && Object.keys(needed).every((name) => Object.hasOwn(fields, name));
}
