import type { Client } from "./client.js";
import type { Supplies } from "./examination.js";
import type { Advice, Point, Recipe } from "./generated/lazaret.js";
import type { Work } from "./work.js";

/** On more rows a setting takes too long: the search then looks at a part of them. */
const ROWS_AT_MOST = 20_000;

/** The search for a good setting, and what it found. */
export class Advisor {
  advice: Advice | undefined;
  /** The greatest acceptable risk of a patient to be found, 0 to 1. */
  limit = 0.091;
  #asked: Recipe | undefined;

  constructor(
    private readonly work: Work,
    private readonly call: Client["call"],
  ) {}

  async find(recipe: Recipe, supplies: Supplies): Promise<void> {
    this.forget();
    const question = { risk_at_most: this.limit, rows_at_most: ROWS_AT_MOST };
    const advice = await this.work.run("advice", "Trying settings", (options) =>
      this.call("advise", [recipe, question, ...supplies], options),
    );
    this.#asked = recipe;
    this.advice = advice;
    this.work.changed();
  }

  forget(): void {
    this.advice = undefined;
    this.#asked = undefined;
  }

  get recommended(): Point | undefined {
    const { advice } = this;
    return advice?.recommended === undefined ? undefined : advice.points[advice.recommended];
  }

  /** Whether the advice is about other decisions than `recipe` holds. */
  isStale(recipe: Recipe | undefined): boolean {
    if (!this.advice || !recipe) return false;
    const known = [this.#asked, ...this.advice.points.map((point) => point.recipe)];
    return !known.some((one) => one && same(one, recipe));
  }

  /** Whether `recipe` is the recommended setting. */
  isTaken(recipe: Recipe | undefined): boolean {
    const { recommended } = this;
    return recommended !== undefined && recipe !== undefined && same(recommended.recipe, recipe);
  }
}

/** Every decision makes new columns or a new share; two that are one object were never changed. */
function same(one: Recipe, other: Recipe): boolean {
  return (
    one.columns === other.columns && one.share === other.share && one.patient === other.patient
  );
}
