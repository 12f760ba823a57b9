// What both pages are made with: one self-contained file, whose policy names the one script in it.
import { createHash } from "node:crypto";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

export const root = join(import.meta.dirname, "..");

/** A page's whole policy; `script` is the hash of its one script, `ways` what it may reach besides. */
export const policy = (script, { connect = "'none'", frame } = {}) =>
  [
    "default-src 'none'",
    `script-src '${script}' 'wasm-unsafe-eval'`,
    "worker-src blob:",
    `connect-src ${connect}`,
    ...(frame ? [`frame-src ${frame}`] : []),
    "style-src 'none'",
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types lit-html lazaret",
  ].join("; ");

/** Serves `lazaret:*` imports from strings made here, and the module's glue from where it was built. */
export function provided(modules, glue) {
  return {
    name: "provided",
    setup({ onLoad, onResolve }) {
      onResolve({ filter: /^lazaret:/ }, ({ path }) => ({ path, namespace: "provided" }));
      onLoad({ filter: /.*/, namespace: "provided" }, ({ path }) => modules[path]);
      onResolve({ filter: /generated\/(?:lazaret|shell)\.js$/ }, () => ({ path: glue }));
    },
  };
}

export const text = (contents) => ({ contents, loader: "text" });

/** Base64 of compressed bytes: base64 of the plain ones compresses a third worse. */
export const packed = (wasm) => text(gzipSync(wasm, { level: 9 }).toString("base64"));

export const compressed = (data) => gzipSync(data, { level: 9 }).length;

export async function bundle(entry, format, plugins) {
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
export function inlineable(script) {
  if (/<\/script|<!--/i.test(script)) throw new Error("the bundle cannot stand inside a page");
  return script;
}

/** The page with its script and its policy inside. */
export function pageOf(html, script, ways) {
  const hash = `sha256-${createHash("sha256").update(script).digest("base64")}`;
  const meta = `<meta http-equiv="Content-Security-Policy" content="${policy(hash, ways)}" />`;
  return html
    .replace(/<link[^>]*rel="(?:modulepreload|preload)"[^>]*>\s*/g, "")
    .replace(/<meta charset="utf-8" ?\/?>/, (charset) => `${charset}\n    ${meta}`)
    .replace("</body>", () => `<script type="module">${script}</script>\n  </body>`);
}

/** The types without the module's inner names, whose hashes change with the compiler. */
export function reproducible(types) {
  return types.replace(/^ *readonly wasm_bindgen__convert__closures_.*\n/gm, "");
}
