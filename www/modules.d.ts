// What the bundler puts in place of these imports (scripts/bundle.mjs).

declare module "*.csv" {
  const text: string;
  export default text;
}

declare module "lazaret:worker" {
  /** The whole worker, engine included, as one classic script. */
  const source: string;
  export default source;
}

declare module "lazaret:wasm" {
  /** The engine's bytes, compressed with gzip, in base64. */
  const base64: string;
  export default base64;
}

declare module "lazaret:build" {
  /** Everything the engine can call outside itself: `module.name`. */
  export const imports: string[];
  export const version: string;
}
