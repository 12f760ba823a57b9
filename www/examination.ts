import type { Client } from "./client.js";
import type { Attack, Classification, Recipe, Usefulness } from "./generated/lazaret.js";
import type { Work } from "./work.js";

/** What a run needs besides its recipe: the text of a key, and the population's file. */
export type Supplies = readonly [key: string | undefined, population: Blob | undefined];

/** What is found out about a protected table after it was made; another table, another examination. */
export class Examination {
  attacks: Attack[] | undefined;
  /** What joining with a file about known people found. */
  linked: { file: string; attacks: Attack[] } | undefined;
  usefulness: Usefulness | undefined;
  classification: Classification | undefined;

  constructor(
    private readonly work: Work,
    private readonly call: Client["call"],
  ) {}

  async attack(): Promise<void> {
    this.attacks = await this.work.run("attacks", "Attacking", (options) =>
      this.call("attacks", [], options),
    );
    this.work.changed();
  }

  async link(people: File): Promise<void> {
    this.linked = undefined;
    const label = `Joining with ${people.name}`;
    const attacks = await this.work.run("linkage", label, (options) =>
      this.call("link", [people], options),
    );
    if (attacks) this.linked = { file: people.name, attacks };
    this.work.changed();
  }

  async measureUsefulness(): Promise<void> {
    this.usefulness = await this.work.run("usefulness", "Comparing", (options) =>
      this.call("usefulness", [], options),
    );
    this.work.changed();
  }

  /** Learns to tell `target` from the file and from a release by `recipe`, and compares. */
  async classify(recipe: Recipe, target: string, supplies: Supplies): Promise<void> {
    this.classification = undefined;
    this.classification = await this.work.run("classification", "Learning", (options) =>
      this.call("classify", [recipe, target, ...supplies], options),
    );
    this.work.changed();
  }
}
