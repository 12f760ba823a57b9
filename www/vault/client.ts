import type { Failure } from "../failure.js";
import { Connection } from "../rpc.js";
import { startWorker } from "../start-worker.js";
import type { Vault } from "./vault.js";

/** The worker that holds the unlocked identity, started when it is first asked for something. */
export class VaultClient<V = Vault> {
  #connection: Connection<V> | undefined;

  constructor(private readonly onLost: (reason: Failure) => void) {}

  readonly call: Connection<V>["call"] = (method, args, options) =>
    this.#connected().call(method, args, options);

  close(): void {
    this.#connection?.close();
    this.#connection = undefined;
  }

  #connected(): Connection<V> {
    // No cancel ends it, for the identity would go with it: its loops listen for one.
    this.#connection ??= new Connection<V>(
      startWorker("vault"),
      (reason) => {
        this.#connection = undefined;
        this.onLost(reason);
      },
      Number.POSITIVE_INFINITY,
    );
    return this.#connection;
  }
}
