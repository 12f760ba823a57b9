import { CANCELLED, type Failure, toFailure } from "./failure.js";
import type { CallOptions } from "./rpc.js";

export type StepName =
  | "load"
  | "describe"
  | "risk"
  | "key"
  | "share"
  | "attacks"
  | "linkage"
  | "usefulness"
  | "classification"
  | "advice"
  | "numbers"
  | "ledger"
  | "seal"
  | "open"
  | "grant"
  | "keys"
  | "recipients"
  | "hand-over"
  | ExchangeStep;

/** The parts of the exchange's page. */
type ExchangeStep =
  | "exchange"
  | "account"
  | "members"
  | "files"
  | "access"
  | "upload"
  | "release"
  | "console";

/** Work under way in a step, with the fraction done where it is known. */
export interface Busy {
  label: string;
  fraction: number | undefined;
  cancel(): void;
}

/** What the steps are busy with and what failed in them; fires `change` for both. */
export class Work extends EventTarget {
  readonly busy = new Map<StepName, Busy>();
  readonly failures = new Map<StepName, Failure>();

  /** Runs `work` as a step's business: progress, cancel, and a failure shown in that step. */
  async run<T>(
    step: StepName,
    label: string,
    work: (options: CallOptions) => Promise<T>,
  ): Promise<T | undefined> {
    const controller = new AbortController();
    const busy: Busy = { label, fraction: undefined, cancel: () => controller.abort() };
    this.busy.set(step, busy);
    this.failures.delete(step);
    this.changed();
    try {
      return await work({
        signal: controller.signal,
        progress: (fraction) => {
          busy.fraction = fraction;
          this.changed();
        },
      });
    } catch (thrown) {
      const failure = toFailure(thrown);
      if (failure.kind !== CANCELLED) this.failures.set(step, failure);
      return undefined;
    } finally {
      if (this.busy.get(step) === busy) this.busy.delete(step);
      this.changed();
    }
  }

  fail(step: StepName, failure: Failure): void {
    this.failures.set(step, failure);
    this.changed();
  }

  changed(): void {
    this.dispatchEvent(new Event("change"));
  }
}
