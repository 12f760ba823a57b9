// Trunk's post_build hook: makes of the engine that Trunk built, and of www/, the
// product: one self-contained index.html, and element.js for other sites' pages.
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const staging = process.env.TRUNK_STAGING_DIR ?? "dist";
const root = join(import.meta.dirname, "..");
const KEPT = new Set(["index.html", "element.js", "lazaret.wasm", "sizes.json"]);

/** The page's whole policy; `script` is the hash of its one script. */
const policy = (script) =>
  [
    "default-src 'none'",
    `script-src '${script}' 'wasm-unsafe-eval'`,
    "worker-src blob:",
    "connect-src 'none'",
    "style-src 'none'",
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types lit-html lazaret",
  ].join("; ");

/** Serves `lazaret:*` imports from strings made here, and the engine's glue from Trunk. */
function provided(modules, glue) {
  return {
    name: "provided",
    setup({ onLoad, onResolve }) {
      onResolve({ filter: /^lazaret:/ }, ({ path }) => ({ path, namespace: "provided" }));
      onLoad({ filter: /.*/, namespace: "provided" }, ({ path }) => modules[path]);
      onResolve({ filter: /generated\/lazaret\.js$/ }, () => ({ path: glue }));
    },
  };
}

/** Only to measure the page: stands in for the charts library. */
const withoutPlot = {
  name: "without-plot",
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /^@observablehq\/plot$/ }, ({ path }) => ({ path, namespace: "nothing" }));
    onLoad({ filter: /.*/, namespace: "nothing" }, () => ({ contents: "module.exports = {}" }));
  },
};

const text = (contents) => ({ contents, loader: "text" });

async function bundle(entry, format, plugins) {
  const result = await build({
    entryPoints: [join(root, "www", entry)],
    absWorkingDir: root,
    bundle: true,
    write: false,
    minify: true,
    format,
    target: ["es2022", "chrome125", "firefox128", "safari17.5"],
    loader: { ".csv": "text" },
    legalComments: "none",
    logLevel: "warning",
    // The glue's default address of the engine, which is given to it as bytes.
    logOverride: { "empty-import-meta": "silent" },
    plugins,
  });
  return result.outputFiles[0].text;
}

/** A script inside a page ends at the first `</script`, and `<!--` can hide its end. */
function inlineable(script) {
  if (/<\/script|<!--/i.test(script)) throw new Error("the bundle cannot stand inside a page");
  return script;
}

function pageOf(html, script) {
  const hash = `sha256-${createHash("sha256").update(script).digest("base64")}`;
  const meta = `<meta http-equiv="Content-Security-Policy" content="${policy(hash)}" />`;
  return html
    .replace(/<link[^>]*rel="(?:modulepreload|preload)"[^>]*>\s*/g, "")
    .replace(/<meta charset="utf-8" ?\/?>/, (charset) => `${charset}\n    ${meta}`)
    .replace("</body>", () => `<script type="module">${script}</script>\n  </body>`);
}

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

/** The types without the engine's inner names, whose hashes change with the compiler. */
function reproducible(types) {
  return types.replace(/^ *readonly wasm_bindgen__convert__closures_.*\n/gm, "");
}

const worker = await bundle("worker.ts", "iife", [
  // Base64 of compressed bytes: base64 of the plain ones compresses a third worse.
  provided({ "lazaret:wasm": text(gzipSync(wasm, { level: 9 }).toString("base64")) }, glue),
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
for (const name of await readdir(staging)) {
  if (!KEPT.has(name)) await rm(join(staging, name), { recursive: true });
}
await writeFile(join(staging, "index.html"), whole);
await writeFile(join(staging, "element.js"), element);
await writeFile(join(staging, "lazaret.wasm"), wasm);

const compressed = (data) => gzipSync(data, { level: 9 }).length;
/** Bytes of each part, compressed; the tests hold them to their limits. */
const sizes = {
  "lazaret.wasm": compressed(wasm),
  "index.html": compressed(whole),
  "index.html without the charts library": compressed(pageOf(html, withoutCharts)),
  "element.js": compressed(element),
};
await writeFile(join(staging, "sizes.json"), `${JSON.stringify(sizes, null, 2)}\n`);
for (const [name, bytes] of Object.entries(sizes))
  console.log(`${(bytes / 1000).toFixed(1)} KB gz  ${name}`);
console.log(`sha256 of index.html  ${createHash("sha256").update(whole).digest("hex")}`);
