/**
 * Why something did not work: an operation, a kind and numbers, never a data value.
 * The sentence stands in words/en.json under `[error][kind]`.
 */
export interface Failure {
  error: string;
  kind: string;
  [field: string]: unknown;
}

/** A failure of the page itself, not of the engine. */
export function pageFailure(kind: string, fields: Record<string, unknown> = {}): Failure {
  return { error: "page-error", kind, ...fields };
}

export const CANCELLED = "cancelled";
/** The engine trapped or ran out of memory: its worker must be replaced. */
export const ENGINE_STOPPED = "engine-stopped";

/** Turns whatever was thrown into a failure that can cross a thread and be said in words. */
export function toFailure(thrown: unknown): Failure {
  if (isFailure(thrown)) return thrown;
  if (thrown instanceof DOMException && thrown.name === "AbortError") return pageFailure(CANCELLED);
  if (thrown instanceof DOMException && thrown.name === "NotReadableError") {
    return pageFailure("unreadable-file");
  }
  if (thrown instanceof WebAssembly.RuntimeError || thrown instanceof RangeError) {
    return pageFailure(ENGINE_STOPPED);
  }
  if (thrown instanceof WebAssembly.CompileError || thrown instanceof WebAssembly.LinkError) {
    return pageFailure("engine-not-started");
  }
  // The message could quote a cell; the error's name cannot.
  return pageFailure("unexpected", { name: thrown instanceof Error ? thrown.name : typeof thrown });
}

function isFailure(thrown: unknown): thrown is Failure {
  const candidate = thrown as Partial<Failure> | null;
  return typeof candidate?.error === "string" && typeof candidate.kind === "string";
}
