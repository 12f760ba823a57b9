import { lesson_noise, type NoiseLesson } from "../generated/lazaret.js";
import type { Task } from "../rpc.js";

/** What the lesson asks of the engine: made-up patients only, whatever table is loaded. */
export function lessonEngine(started: Promise<unknown>) {
  const ready =
    <Arguments extends unknown[], Result>(ask: (...args: Arguments) => Result) =>
    async (_: Task, ...args: Arguments): Promise<Result> => {
      await started;
      return ask(...args);
    };
  return {
    lessonNoise: ready((epsilon: number): NoiseLesson => lesson_noise(epsilon)),
  };
}
