import { type Failure, pageFailure } from "../failure.js";

/** How long an answer may take, in milliseconds; uploads and downloads have no limit but the line's. */
const PATIENCE_MS = 30_000;

export interface Sending {
  signal?: AbortSignal | undefined;
  /** Whether it may take as long as it takes. */
  long?: boolean;
}

/** A failure of the exchange: of the node, or of the way to it. */
export function exchangeFailure(kind: string, fields: Record<string, unknown> = {}): Failure {
  return { error: "exchange-error", kind, ...fields };
}

/** The node, by its routes; whatever it answers is JSON or bytes, and is believed by nobody here. */
export class Node {
  get<T>(path: string, sending?: Sending): Promise<T> {
    return this.#json<T>(path, {}, sending);
  }

  post<T>(path: string, body: unknown, sending?: Sending): Promise<T> {
    const headers = { "content-type": "application/json" };
    return this.#json<T>(path, { method: "POST", headers, body: JSON.stringify(body) }, sending);
  }

  async put(path: string, body: Blob, sending?: Sending): Promise<void> {
    const headers = { "content-type": "application/octet-stream" };
    await this.#send(path, { method: "PUT", headers, body }, { ...sending, long: true });
  }

  async text(path: string, sending?: Sending): Promise<string> {
    const response = await this.#send(path, {}, sending);
    return unbroken(response.text(), sending?.signal);
  }

  async bytes(path: string, sending?: Sending): Promise<{ blob: Blob; headers: Headers }> {
    const response = await this.#send(path, {}, { long: true, ...sending });
    return { blob: await unbroken(response.blob(), sending?.signal), headers: response.headers };
  }

  async #json<T>(path: string, request: RequestInit, sending?: Sending): Promise<T> {
    const response = await this.#send(path, request, sending);
    const text = await unbroken(response.text(), sending?.signal);
    if (text === "") return undefined as T;
    try {
      return JSON.parse(text) as T;
    } catch {
      throw exchangeFailure("not-a-node");
    }
  }

  async #send(path: string, request: RequestInit, { signal, long }: Sending = {}) {
    const patience = long ? undefined : AbortSignal.timeout(PATIENCE_MS);
    const signals = [signal, patience].filter((one) => one !== undefined);
    const credentials = "same-origin" as const;
    const options = { ...request, credentials, cache: "no-store" as const };
    const response = await unbroken(
      fetch(path, { ...options, redirect: "error", signal: AbortSignal.any(signals) }),
      signal,
    );
    if (response.ok) return response;
    throw await refusalOf(response);
  }
}

/** Says of a broken line that it is one, and of a cancelled request that it was cancelled. */
async function unbroken<T>(answer: Promise<T>, signal?: AbortSignal): Promise<T> {
  try {
    return await answer;
  } catch {
    throw signal?.aborted ? pageFailure("cancelled") : exchangeFailure("unreachable");
  }
}

async function refusalOf(response: Response): Promise<Failure> {
  const wait = Number(response.headers.get("retry-after") ?? 0);
  try {
    const { error } = (await response.json()) as { error: { kind: string } };
    return exchangeFailure(error.kind, { ...error, status: response.status });
  } catch {
    const kind = { 429: "slow-down", 401: "no-session", 503: "unavailable" }[response.status];
    return exchangeFailure(kind ?? "refused", { seconds: wait, status: response.status });
  }
}
