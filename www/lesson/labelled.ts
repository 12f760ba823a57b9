import { type Markish, text } from "@observablehq/plot";

const WIDE = 280;

/**
 * The names of lines at their ends, where there is room for them; the chart leaves its right
 * margin free. `shifts` moves a name up or down, off the name of a line that ends beside it.
 */
export function labelled<Point extends object>(
  width: number,
  end: Point | undefined,
  x: keyof Point & string,
  names: Partial<Record<keyof Point & string, string>>,
  shifts: Partial<Record<keyof Point & string, number>> = {},
): Markish[] {
  if (!end || width <= WIDE) return [];
  return Object.entries(names).map(([field, name]) =>
    text([end], {
      x,
      y: field,
      text: () => name as string,
      dx: 8,
      dy: shifts[field as keyof Point & string] ?? 0,
      textAnchor: "start",
      fill: "currentColor",
    }),
  );
}
