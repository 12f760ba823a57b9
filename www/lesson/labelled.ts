import { type Markish, text } from "@observablehq/plot";

const WIDE = 480;

/** The names of lines at their ends, where there is room for them; the chart leaves its right margin free. */
export function labelled<Point extends object>(
  width: number,
  end: Point | undefined,
  x: keyof Point & string,
  names: Partial<Record<keyof Point & string, string>>,
): Markish[] {
  if (!end || width <= WIDE) return [];
  return Object.entries(names).map(([field, name]) =>
    text([end], {
      x,
      y: field,
      text: () => name as string,
      dx: 8,
      textAnchor: "start",
      fill: "currentColor",
    }),
  );
}
