import { HybridTrial } from "../generated/lazaret.js";

/** What the stages of the first paper's pipeline took at a number of rows, in seconds. */
export interface Overhead {
  rows: number;
  statistics: number;
  encryption: number;
  decryption: number;
  noise: number;
}

/** Rows that a stage is timed over at least: clocks in browsers are coarse. */
const TIMED_ROWS = 200_000;

/** In the worker: runs every stage on a column of made-up ages. */
export function timeTrial(rows: number): Overhead {
  const trial = new HybridTrial(rows);
  const times = Math.max(1, Math.ceil(TIMED_ROWS / rows));
  const seconds = (stage: () => void): number => {
    const start = performance.now();
    for (let time = 0; time < times; time += 1) stage();
    return (performance.now() - start) / 1000 / times;
  };
  try {
    return {
      rows,
      statistics: seconds(() => trial.summarize()),
      encryption: seconds(() => trial.encrypt()),
      decryption: seconds(() => trial.decrypt()),
      noise: seconds(() => trial.add_noise()),
    };
  } finally {
    trial.free();
  }
}
