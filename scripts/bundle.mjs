// Trunk's post_build hook: makes of the engine that Trunk built, and of www/, the
// product: one self-contained index.html, element.js for other sites' pages, and exchange.html.
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { exchangePage } from "./exchange-page.mjs";
import {
  bundle,
  compressed,
  inlineable,
  packed,
  pageOf,
  provided,
  reproducible,
  root,
  text,
} from "./page.mjs";

const staging = process.env.TRUNK_STAGING_DIR ?? "dist";

/** Only to measure the page: stands in for the charts library. */
const withoutPlot = {
  name: "without-plot",
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /^@observablehq\/plot$/ }, ({ path }) => ({ path, namespace: "nothing" }));
    onLoad({ filter: /.*/, namespace: "nothing" }, () => ({ contents: "module.exports = {}" }));
  },
};

const wasm = await readFile(join(staging, "lazaret_bg.wasm"));
const glue = join(staging, "lazaret.js");
const { version } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
const imports = WebAssembly.Module.imports(new WebAssembly.Module(wasm)).map(({ name }) =>
  readable(name),
);

/** wasm-bindgen ends its names in a hash that changes with every build. */
function readable(name) {
  return name.replace(/^__wbg_|^__wbindgen_/, "").replace(/_[0-9a-f]{16}$/, "");
}

const worker = await bundle("worker.ts", "iife", [
  provided({ "lazaret:wasm": packed(wasm) }, glue),
]);
const modules = {
  "lazaret:worker": text(worker),
  "lazaret:build": { contents: JSON.stringify({ imports, version }), loader: "json" },
};
const plugins = [provided(modules, glue)];
const page = inlineable(await bundle("page.ts", "esm", plugins));
const element = await bundle("workbench.ts", "esm", plugins);
const withoutCharts = await bundle("page.ts", "esm", [withoutPlot, ...plugins]);

const html = await readFile(join(staging, "index.html"), "utf8");
const whole = pageOf(html, page);
await mkdir(join(root, "www/generated"), { recursive: true });
const types = await readFile(join(staging, "lazaret.d.ts"), "utf8");
await writeFile(join(root, "www/generated/lazaret.d.ts"), reproducible(types));
const exchange = await exchangePage();

const made = {
  "index.html": whole,
  "element.js": element,
  "lazaret.wasm": wasm,
  "exchange.html": exchange.page,
  "shell.wasm": exchange.wasm,
};
for (const name of await readdir(staging)) {
  await rm(join(staging, name), { recursive: true });
}
for (const [name, bytes] of Object.entries(made)) await writeFile(join(staging, name), bytes);

/** Bytes of each part, compressed; the tests hold them to their limits. */
const sizes = {
  "lazaret.wasm": compressed(wasm),
  "shell.wasm": compressed(exchange.wasm),
  "index.html": compressed(whole),
  "index.html without the charts library": compressed(pageOf(html, withoutCharts)),
  "exchange.html": compressed(exchange.page),
  "element.js": compressed(element),
};
await writeFile(join(staging, "sizes.json"), `${JSON.stringify(sizes, null, 2)}\n`);
for (const [name, bytes] of Object.entries(sizes))
  console.log(`${(bytes / 1000).toFixed(1)} KB gz  ${name}`);
for (const name of ["index.html", "exchange.html"]) {
  const hash = createHash("sha256").update(made[name]).digest("hex");
  console.log(`sha256 of ${name}  ${hash}`);
}
