import { CANCELLED, ENGINE_STOPPED, type Failure, pageFailure, toFailure } from "./failure.js";

/** What a method in the worker is given besides its arguments. */
export interface Task {
  signal: AbortSignal;
  progress(fraction: number): void;
  /** Lets waiting messages in, a cancel among them; throws if the task was cancelled. */
  turn(): Promise<void>;
}

export interface CallOptions {
  signal?: AbortSignal;
  progress?: (fraction: number) => void;
}

type Request = { id: number; method: string; args: unknown[] } | { id: number; cancel: true };
type Response = { id: number } & ({ progress: number } | { value: unknown } | { error: Failure });

type Method = (task: Task, ...args: never[]) => unknown;
type Arguments<M> = M extends (task: Task, ...args: infer A) => unknown ? A : never;
type Result<M> = M extends (...args: never[]) => infer R ? Awaited<R> : never;

interface Scope {
  postMessage(message: unknown): void;
  onmessage: ((event: MessageEvent) => void) | null;
}

/** In the worker: answers the page's requests with the methods of `service`. */
export function serve(scope: Scope, service: Record<string, Method>): void {
  const running = new Map<number, AbortController>();
  const reply = (response: Response) => scope.postMessage(response);

  async function run({ id, method, args }: { id: number; method: string; args: unknown[] }) {
    const controller = new AbortController();
    running.set(id, controller);
    const task: Task = {
      signal: controller.signal,
      progress: (progress) => reply({ id, progress }),
      turn: async () => {
        await nextTurn();
        controller.signal.throwIfAborted();
      },
    };
    try {
      const call = service[method];
      if (!call) throw pageFailure("unknown-method");
      reply({ id, value: await call(task, ...(args as never[])) });
    } catch (thrown) {
      reply({ id, error: toFailure(thrown) });
    } finally {
      running.delete(id);
    }
  }

  scope.onmessage = ({ data }: MessageEvent<Request>) => {
    if ("cancel" in data) running.get(data.id)?.abort();
    else void run(data);
  };
}

// Timers are clamped to 4 ms when nested; a message to oneself is not.
const channel = new MessageChannel();
const waiting: (() => void)[] = [];
channel.port1.onmessage = () => waiting.shift()?.();
function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    channel.port2.postMessage(null);
  });
}

const CANCEL_PATIENCE_MS = 2000;

interface Pending {
  resolve(value: unknown): void;
  reject(failure: Failure): void;
  progress: ((fraction: number) => void) | undefined;
}

/** On the page: one worker and the calls that wait for its answers. */
export class Connection<Api> {
  #pending = new Map<number, Pending>();
  #nextId = 1;

  constructor(
    private readonly worker: Worker,
    private readonly onLost: (reason: Failure) => void,
    /** How long a cancelled call may go on before its worker is ended. */
    private readonly patience = CANCEL_PATIENCE_MS,
  ) {
    worker.onmessage = ({ data }: MessageEvent<Response>) => this.#receive(data);
    worker.onerror = () => this.#lose(pageFailure(ENGINE_STOPPED));
  }

  call<M extends keyof Api & string>(
    method: M,
    args: Arguments<Api[M]>,
    { signal, progress }: CallOptions = {},
  ): Promise<Result<Api[M]>> {
    const id = this.#nextId++;
    return new Promise<unknown>((resolve, reject) => {
      if (signal?.aborted) return reject(pageFailure(CANCELLED));
      this.#pending.set(id, { resolve, reject, progress });
      signal?.addEventListener("abort", () => this.#cancel(id), { once: true });
      this.worker.postMessage({ id, method, args } satisfies Request);
    }) as Promise<Result<Api[M]>>;
  }

  /** Ends the worker; whatever still waits is told that it was cancelled. */
  close(reason: Failure = pageFailure(CANCELLED)): void {
    this.worker.terminate();
    for (const { reject } of this.#pending.values()) reject(reason);
    this.#pending.clear();
  }

  #receive(response: Response): void {
    const pending = this.#pending.get(response.id);
    if (!pending) return;
    if ("progress" in response) {
      pending.progress?.(response.progress);
      return;
    }
    this.#pending.delete(response.id);
    if ("value" in response) {
      pending.resolve(response.value);
      return;
    }
    pending.reject(response.error);
    if (response.error.kind === ENGINE_STOPPED) this.#lose(response.error);
  }

  #cancel(id: number): void {
    if (!this.#pending.has(id)) return;
    this.worker.postMessage({ id, cancel: true } satisfies Request);
    if (this.patience === Number.POSITIVE_INFINITY) return;
    setTimeout(() => this.#pending.has(id) && this.#lose(pageFailure(CANCELLED)), this.patience);
  }

  #lose(reason: Failure): void {
    this.close(reason);
    this.onLost(reason);
  }
}
