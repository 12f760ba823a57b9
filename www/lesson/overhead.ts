import { number } from "../format.js";
import { hybrid as copy } from "../words/en-hybrid.js";
import type { Overhead } from "./time-trial.js";
import type { Trial } from "./trial.js";

const ROWS = [1_000, 10_000, 100_000, 1_000_000, 10_000_000];

/** What encryption, decryption and noise take in this browser, at more and more rows. */
export const overhead: Trial<Overhead> = {
  id: "overhead",
  title: copy.overheadTitle,
  text: copy.overheadText,
  measure: copy.measure,
  head: copy.overheadHead,
  steps: ROWS.map((rows) => ({
    name: copy.measuring(rows),
    run: (call, signal) => call("lessonOverhead", [rows], { signal }),
  })),
  rows: (measured) =>
    measured.map(({ rows, statistics, encryption, decryption, noise }) => [
      number(rows),
      ...[statistics, encryption, decryption, noise].map(copy.milliseconds),
      number((statistics + encryption + decryption + noise) / statistics),
    ]),
};
