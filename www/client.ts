import type { Engine } from "./engine.js";
import type { Failure } from "./failure.js";
import { Connection } from "./rpc.js";
import { startWorker } from "./start-worker.js";

/** The worker that owns the table, replaced whenever a new table comes or it was lost. */
export class Client {
  #connection: Connection<Engine>;
  #fresh = true;
  readonly call: Connection<Engine>["call"];

  constructor(private readonly onLost: (reason: Failure) => void) {
    this.#connection = this.#start();
    this.call = (method, args, options) => {
      this.#fresh = false;
      return this.#connection.call(method, args, options);
    };
  }

  /** Wasm memory never shrinks: a new table gets a new worker, or one that did nothing yet. */
  replace(): void {
    if (this.#fresh) return;
    this.#connection.close();
    this.#connection = this.#start();
  }

  close(): void {
    this.#connection.close();
  }

  #start(): Connection<Engine> {
    this.#fresh = true;
    return new Connection<Engine>(startWorker("table"), (reason) => {
      this.#connection = this.#start();
      this.onLost(reason);
    });
  }
}

/** One call in a worker of its own, which ends with it: its keys and memory go with it. */
export async function inOwnWorker<T>(
  work: (call: Connection<Engine>["call"]) => Promise<T>,
): Promise<T> {
  const connection = new Connection<Engine>(startWorker("table"), () => {});
  try {
    return await work((method, args, options) => connection.call(method, args, options));
  } finally {
    connection.close();
  }
}
