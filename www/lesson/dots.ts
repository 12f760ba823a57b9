/** One run of many, as a dot: a column of equal dots is how often that came out. */
export interface Dot {
  value: number;
  /** Its height in its column, from 1. */
  height: number;
  /** Drawn in the colour that stands out. */
  chosen: boolean;
}

/** Stacks values into columns `width` wide; those that are `chosen` lie below the others. */
export function stacked(
  values: readonly number[],
  width: number,
  chosen: (value: number, at: number) => boolean,
): Dot[] {
  const heights = new Map<number, number>();
  return values
    .map((value, at) => ({ value: Math.round(value / width) * width, chosen: chosen(value, at) }))
    .sort((one, other) => Number(other.chosen) - Number(one.chosen))
    .map((one) => {
      const height = (heights.get(one.value) ?? 0) + 1;
      heights.set(one.value, height);
      return { ...one, height };
    });
}

/** How often each value came out, as rows of a table. */
export function tally(dots: readonly Dot[], text: (value: number) => string): string[][] {
  const times = new Map<number, number>();
  for (const { value } of dots) times.set(value, (times.get(value) ?? 0) + 1);
  const sorted = [...times].sort(([one], [other]) => one - other);
  return sorted.map(([value, count]) => [text(value), `${count}`]);
}

/** From the least to the greatest, and what lies at least between. */
export function spread(values: readonly number[], least: [number, number]): [number, number] {
  return [Math.min(least[0], ...values), Math.max(least[1], ...values)];
}
