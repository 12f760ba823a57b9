import { css } from "lit";

/** What the page itself needs around the element; a portal brings its own. */
export const pageStyles = css`
  html {
    color-scheme: light dark;
    background: light-dark(#fbfaf6, #14191a);
    scroll-padding-top: 1rem;
  }
  body {
    margin: 0;
  }
`;

/** Type, colour and controls: shared by every part, each in its own shadow. */
export const styles = css`
  :host {
    --paper: light-dark(#fbfaf6, #14191a);
    --raised: light-dark(#ffffff, #1c2324);
    --ink: light-dark(#1d2527, #e6eaea);
    --soft: light-dark(#566164, #a3adaf);
    --line: light-dark(#d9dcd6, #354042);
    --edge: light-dark(#7c8789, #76858a);
    --accent: light-dark(#0b6069, #7ccdd3);
    --on-accent: light-dark(#ffffff, #0d1718);
    --wash: light-dark(#e7f0ee, #1d3032);
    --muted: light-dark(#8d9799, #7d898c);
    --alarm: light-dark(#9a3412, #f4a988);
    --alarm-wash: light-dark(#fbeee8, #34231d);
    display: block;
    color: var(--ink);
    font: 1rem / 1.55 system-ui, sans-serif;
    font-variant-numeric: tabular-nums;
    text-wrap: pretty;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  * {
    box-sizing: border-box;
  }
  h1, h2, h3, h4 {
    line-height: 1.25;
    font-weight: 600;
    margin: 0;
    text-wrap: balance;
  }
  h2 { font-size: 1.5rem; }
  h3 { font-size: 1.15rem; }
  h4 { font-size: 1rem; }
  p, ul, ol, dl, figure { margin: 0; }
  ul, ol { padding-inline-start: 1.25rem; }
  li + li { margin-block-start: 0.35rem; }
  p, li { max-inline-size: 42rem; overflow-wrap: anywhere; }
  a { color: var(--accent); }
  code, pre { font: 0.875em / 1.5 ui-monospace, monospace; }
  pre {
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    padding: 0.75rem 1rem;
    background: var(--wash);
    border-radius: 0.4rem;
    margin: 0;
  }
  .stack { display: grid; gap: 1.25rem; grid-template-columns: minmax(0, 1fr); align-content: start; }
  .stack.tight { gap: 0.5rem; }
  .row { display: flex; flex-wrap: wrap; gap: 0.75rem 1.25rem; align-items: end; }
  .row.middle { align-items: center; }
  .soft { color: var(--soft); }
  .small { font-size: 0.9rem; }
  .lead { font-size: 1.05rem; color: var(--soft); }
  .strong { font-size: 1.2rem; line-height: 1.4; }
  .visually-hidden:not(:focus, :active) {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  button, select, input, textarea { font: inherit; color: inherit; }
  button, select, input:not([type="checkbox"], [type="radio"], [type="range"]), textarea {
    min-block-size: 2.5rem;
    padding: 0.35rem 0.7rem;
    border: 1px solid var(--edge);
    border-radius: 0.4rem;
    background: var(--raised);
    max-inline-size: 100%;
  }
  input[type="number"] { inline-size: 8rem; }
  input[type="checkbox"], input[type="radio"], input[type="range"], progress, meter {
    accent-color: var(--accent);
  }
  input[type="checkbox"], input[type="radio"] { inline-size: 1.15rem; block-size: 1.15rem; margin: 0; flex: none; }
  input[type="range"] { inline-size: min(20rem, 100%); min-block-size: 2.5rem; margin: 0; }
  input:user-invalid { border-color: var(--alarm); }
  button { cursor: pointer; padding-inline: 1.1rem; }
  button:hover { border-color: var(--accent); }
  button.primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent); font-weight: 600; }
  button.quiet { border-color: transparent; background: none; color: var(--accent); text-decoration: underline; text-underline-offset: 0.2em; padding-inline: 0.25rem; }
  button:disabled { cursor: not-allowed; background: none; border: 1px dashed var(--edge); color: var(--soft); }
  :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
  label, .label { display: grid; grid-template-columns: minmax(0, auto); gap: 0.3rem; justify-items: start; max-inline-size: 100%; }
  fieldset, form { min-inline-size: 0; }
  label.inline { display: flex; gap: 0.6rem; align-items: center; min-block-size: 2rem; }
  label > span, .label > span { font-weight: 600; }
  label.inline > span { font-weight: 400; }
  fieldset { border: 0; padding: 0; margin: 0; min-inline-size: 0; }
  legend { font-weight: 600; padding: 0; margin-block-end: 0.5rem; }
  summary { cursor: pointer; color: var(--accent); inline-size: fit-content; padding-block: 0.25rem; }
  details[open] > summary { margin-block-end: 0.75rem; }
  .outcome:not(:has(*)) { display: none; }
  meter { inline-size: 100%; min-inline-size: 6rem; block-size: 1rem; background: var(--line); border: 0; border-radius: 0.25rem; appearance: none; }
  meter::-webkit-meter-bar { background: var(--line); border: 0; border-radius: 0.25rem; block-size: 100%; }
  meter::-webkit-meter-optimum-value { background: var(--accent); }
  meter::-moz-meter-bar { background: var(--accent); border-radius: 0.25rem; }
  progress { inline-size: min(24rem, 100%); block-size: 0.75rem; }

  .scroll { overflow: auto; border: 1px solid var(--line); border-radius: 0.4rem; background: var(--raised); }
  .scroll.tall { max-block-size: 22rem; }
  table { border-collapse: collapse; inline-size: 100%; font-size: 0.925rem; }
  caption { text-align: start; font-weight: 600; padding: 0.5rem 0; }
  th, td { text-align: start; vertical-align: baseline; padding: 0.45rem 0.8rem; border-block-end: 1px solid var(--line); }
  tbody tr:last-child > * { border-block-end: 0; }
  thead th { color: var(--soft); font-weight: 600; background: var(--raised); position: sticky; inset-block-start: 0; white-space: nowrap; }
  .cells td { white-space: nowrap; max-inline-size: 18rem; overflow: hidden; text-overflow: ellipsis; }
  .number { text-align: end; }

  .box { padding: 0.9rem 1.1rem; border-inline-start: 4px solid var(--accent); background: var(--wash); border-radius: 0 0.4rem 0.4rem 0; display: grid; gap: 0.5rem; }
  .box.alarm { border-color: var(--alarm); background: var(--alarm-wash); }
  .panels { display: grid; gap: 1.25rem; grid-template-columns: repeat(auto-fit, minmax(min(17rem, 100%), 1fr)); }
  .panels.wide { grid-template-columns: repeat(auto-fit, minmax(min(22rem, 100%), 1fr)); }
  .panel { border: 1px solid var(--line); border-radius: 0.5rem; padding: 1.1rem 1.25rem; background: var(--raised); min-inline-size: 0; }
  .figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(6.5rem, 1fr)); gap: 1rem; }
  .figures > div { display: flex; flex-direction: column-reverse; justify-content: flex-end; }
  .figures dd { margin: 0; font-size: 1.6rem; font-weight: 600; line-height: 1.2; }
  .figures dt { color: var(--soft); font-size: 0.9rem; }

  /* Work that is done in a blink shows no progress at all. */
  .busy { animation: appear 0s 0.3s both; }
  @keyframes appear { from { visibility: hidden; } to { visibility: visible; } }
  @media (prefers-reduced-motion: no-preference) {
    button, select, input { transition: border-color 0.15s; }
  }
  @media (forced-colors: active) {
    .box, .panel { border: 1px solid; }
    button.primary { forced-color-adjust: none; background: Highlight; color: HighlightText; }
  }
  @media print {
    :host { color-scheme: light; }
    .no-print, button, .busy { display: none !important; }
    .scroll, .scroll.tall { overflow: visible; max-block-size: none; }
    .panel, figure { break-inside: avoid; }
  }
`;

/** A whole page: the workbench's, and the exchange's around it. */
export const frameStyles = css`
  :host { background: var(--paper); container-type: inline-size; }
  .page { max-inline-size: 72rem; margin-inline: auto; padding: clamp(1rem, 4cqi, 3rem) clamp(1rem, 4cqi, 2.5rem) 5rem; }
  header { display: grid; gap: 0.5rem; padding-block-end: 1.5rem; }
  h1 { font-size: clamp(2rem, 6cqi, 2.75rem); letter-spacing: -0.02em; }
  nav [aria-current] { background: var(--wash); border-color: var(--accent); font-weight: 600; }
`;
