import { pageFailure } from "./failure.js";
import type { Recipe } from "./generated/lazaret.js";

/**
 * The recipe in `file`, which must fit a table of these columns. The engine checks
 * every number in it when it runs.
 */
export async function readRecipe(file: Blob, columns: readonly string[]): Promise<Recipe> {
  const recipe = parse(await file.text());
  const missing = recipe.columns.filter((rule) => !columns.includes(rule.name)).length;
  if (missing > 0) throw pageFailure("recipe-of-another-table", { missing });
  return recipe;
}

const VERSION = 3;

function parse(text: string): Recipe {
  let recipe: Partial<Recipe>;
  try {
    recipe = JSON.parse(text);
  } catch {
    throw pageFailure("not-a-recipe");
  }
  if (
    recipe?.version !== VERSION ||
    !Array.isArray(recipe.columns) ||
    !recipe.share ||
    !recipe.numbers
  ) {
    throw pageFailure("not-a-recipe");
  }
  return recipe as Recipe;
}
