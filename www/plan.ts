import type { Client } from "./client.js";
import type { Asked, Loss, Question, Weighted } from "./generated/lazaret.js";
import type { Work } from "./work.js";

/** A question that waits, and how much its accuracy matters beside the others'. */
export interface Waiting {
  asked: Asked;
  weight: number;
}

/** Questions that are to be asked together, so that what is left of a budget is shared out well. */
export class Plan {
  waiting: readonly Waiting[] = [];
  /** How many patients there are, as the reader guesses: nothing is looked up. */
  rows = 1000;

  constructor(
    private readonly work: Work,
    private readonly call: Client["call"],
  ) {}

  add(asked: Asked): void {
    this.#set([...this.waiting, { asked, weight: 1 }]);
  }

  weigh(index: number, weight: number): void {
    this.#set(this.waiting.map((one, at) => (at === index ? { ...one, weight } : one)));
  }

  charge(index: number, loss: Loss): void {
    this.#set(this.waiting.map((one, at) => (at === index ? charged(one, loss) : one)));
  }

  dismiss(index: number): void {
    this.#set(this.waiting.filter((_, at) => at !== index));
  }

  /** Shares out a loss so that the errors are small together, the weightier the smaller. */
  async shareOut(total: Loss, rowsPerPatient: number): Promise<void> {
    const { waiting } = this;
    const questions: Weighted[] = waiting.map(({ asked, weight }) => ({
      question: questionIn(asked),
      weight,
    }));
    const losses = await this.work.run("numbers", "Sharing out the budget", () =>
      this.call("divide", [total, questions, this.rows, rowsPerPatient]),
    );
    if (!losses || this.waiting !== waiting) return;
    this.#set(waiting.map((one, at) => charged(one, losses[at])));
  }

  forget(): void {
    this.waiting = [];
  }

  #set(waiting: readonly Waiting[]): void {
    this.waiting = waiting;
    this.work.changed();
  }
}

function charged({ asked, weight }: Waiting, loss: Loss | undefined): Waiting {
  if (!loss) return { asked, weight };
  const among = asked.among ? { among: asked.among } : {};
  return { asked: { ...questionIn(asked), ...among, ...loss }, weight };
}

/** What is asked, without of whom and at what cost. */
export function questionIn(asked: Asked): Question {
  const {
    epsilon: _e,
    delta: _d,
    rho: _r,
    among: _a,
    ...question
  } = asked as Partial<Record<"epsilon" | "delta" | "rho" | "among", unknown>>;
  return question as Question;
}
