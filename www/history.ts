/** Decisions in the order they were made, to go back and forth between. */
export class History<T> {
  #past: T[] = [];
  #future: T[] = [];

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  get canRedo(): boolean {
    return this.#future.length > 0;
  }

  /** Notes what stood before a new decision; what was undone can then not be redone. */
  note(before: T): void {
    this.#past.push(before);
    this.#future = [];
  }

  /** What stood before `now`, or undefined where nothing did. */
  undo(now: T): T | undefined {
    return this.#step(this.#past, this.#future, now);
  }

  redo(now: T): T | undefined {
    return this.#step(this.#future, this.#past, now);
  }

  clear(): void {
    this.#past = [];
    this.#future = [];
  }

  #step(from: T[], to: T[], now: T): T | undefined {
    const found = from.pop();
    if (found !== undefined) to.push(now);
    return found;
  }
}
