import { plot } from "@observablehq/plot";

const adopted = new Map<string, CSSStyleSheet>();

/**
 * Draws with Observable Plot and makes the drawing fit a strict page: its `<style>`,
 * which the policy forbids, becomes a constructed sheet for `root` to adopt, and it is
 * one image with one label instead of groups with labels that have no role.
 */
export function draw(
  root: ShadowRoot,
  label: string,
  options: Parameters<typeof plot>[0],
): Element {
  const drawing = plot({
    ...options,
    style: {
      background: "none",
      color: "inherit",
      fontFamily: "inherit",
      fontSize: "13px",
      overflow: "visible",
    } as never,
  });
  for (const style of drawing.querySelectorAll("style")) {
    adopt(root, style.textContent ?? "");
    style.remove();
  }
  for (const labelled of drawing.querySelectorAll("[aria-label], [aria-description]")) {
    labelled.removeAttribute("aria-label");
    labelled.removeAttribute("aria-description");
  }
  drawing.setAttribute("role", "img");
  drawing.setAttribute("aria-label", label);
  return drawing;
}

function adopt(root: ShadowRoot, text: string): void {
  let sheet = adopted.get(text);
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    adopted.set(text, sheet);
  }
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
}

/** Colours that follow the page into the dark. */
export const ink = {
  accent: "var(--accent)",
  muted: "var(--muted)",
  line: "var(--line)",
  paper: "var(--raised)",
} as const;
