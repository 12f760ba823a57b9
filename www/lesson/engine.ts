import {
  type HybridSettings,
  lesson_averaging,
  lesson_clipping,
  lesson_difference,
  lesson_floating_point,
  lesson_local,
  lesson_noise,
  lesson_nonce_reuse,
  lesson_patterns,
  lesson_posterior,
  lesson_reconstruction,
  lesson_releases,
  lesson_splitting,
  lesson_sum,
  lesson_tampering,
  type Reproduction,
  reproduce_hybrid,
} from "../generated/lazaret.js";
import type { Task } from "../rpc.js";
import { gcmSpeed, keyTime, sumTime } from "./cipher-trials.js";
import { timeTrial } from "./time-trial.js";

/** What the lesson asks of the engine: made-up patients only, whatever table is loaded. */
export function lessonEngine(started: Promise<unknown>) {
  const ready =
    <Arguments extends unknown[], Result>(ask: (...args: Arguments) => Result) =>
    async (_: Task, ...args: Arguments): Promise<Result> => {
      await started;
      return ask(...args);
    };
  const timed =
    <Arguments extends unknown[], Result>(
      measure: (task: Task, ...args: Arguments) => Promise<Result>,
    ) =>
    async (task: Task, ...args: Arguments): Promise<Result> => {
      await started;
      return measure(task, ...args);
    };
  return {
    lessonNoise: ready(lesson_noise),
    lessonReleases: ready(lesson_releases),
    lessonPosterior: ready(lesson_posterior),
    lessonDifference: ready(lesson_difference),
    lessonAveraging: ready(lesson_averaging),
    lessonReconstruction: ready(lesson_reconstruction),
    lessonClipping: ready(lesson_clipping),
    lessonSplitting: ready(lesson_splitting),
    lessonLocal: ready(lesson_local),
    lessonFloatingPoint: ready(lesson_floating_point),
    /** The first paper's pipeline, on a sample that the page carries. */
    lessonHybrid: async (
      _: Task,
      sample: Blob,
      settings: HybridSettings,
    ): Promise<Reproduction> => {
      await started;
      return reproduce_hybrid(new Uint8Array(await sample.arrayBuffer()), settings);
    },
    lessonOverhead: ready(timeTrial),
    lessonSum: ready(lesson_sum),
    lessonPatterns: ready(lesson_patterns),
    lessonNonceReuse: ready(lesson_nonce_reuse),
    lessonTampering: ready(lesson_tampering),
    lessonGcmSpeed: timed(gcmSpeed),
    lessonKeyTime: timed(keyTime),
    lessonSumTime: timed(sumTime),
  };
}
