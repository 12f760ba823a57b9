// What the built page may never become, checked on its bytes.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { addressesIn, policyOf, read } from "./built.mjs";
import { root } from "./harness.mjs";
import { IMPORTS } from "./imports.mjs";

const html = (await read("index.html")).toString();
const element = (await read("element.js")).toString();

const KB = 1000;
// What one page costs that holds every method, model, attack and measure: a tenth above what it was.
const LIMITS = { "lazaret.wasm": 1150 * KB, "index.html without the charts library": 1340 * KB };

/** Names that the markup languages have, which nothing ever fetches. */
const NAMESPACES = [
  "http://www.w3.org/1999/xhtml",
  "http://www.w3.org/1999/xlink",
  "http://www.w3.org/2000/svg",
  "http://www.w3.org/2000/xmlns/",
  "http://www.w3.org/XML/1998/namespace",
];

/** Other ways of pointing outside: from a style sheet, a module, or a relative address. */
const POINTERS = [
  /\burl\((?!#|\$\{)[^)]{0,60}/g,
  /@import\b.{0,60}/g,
  /\bimport\s*\(\s*["'`].{0,60}/g,
  /["'`]\/\/[a-z0-9-]+\.[a-z]{2,}/gi,
];

test("the engine imports what is listed, and no network", async () => {
  const module = new WebAssembly.Module(await read("lazaret.wasm"));
  const imports = WebAssembly.Module.imports(module);
  assert.deepEqual([...new Set(imports.map(({ module }) => module))], ["./lazaret_bg.js"]);
  // wasm-bindgen ends its names in a hash that changes with every build.
  const names = imports.map(({ name }) => name.replace(/_[0-9a-f]{16}$/, ""));
  assert.deepEqual([...new Set(names)].sort(), IMPORTS);
  const network =
    /fetch|xml_?http|request|socket|event_?source|transport|rtc|beacon|import_?scripts|worker/i;
  assert.deepEqual(
    IMPORTS.filter((name) => network.test(name)),
    [],
  );
});

test("the page's policy is exactly this", () => {
  const { policy, hash } = policyOf(html);
  assert.equal(
    policy,
    `default-src 'none'; script-src 'sha256-${hash}' 'wasm-unsafe-eval'; worker-src blob:; ` +
      "connect-src 'none'; style-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; " +
      "require-trusted-types-for 'script'; trusted-types lit-html lazaret",
  );
});

test("nothing in the page or the element points outside", () => {
  for (const text of [html, element]) {
    const addresses = addressesIn(text);
    assert.deepEqual([...new Set(addresses)].sort(), NAMESPACES);
    for (const pointer of POINTERS) assert.deepEqual(text.match(pointer) ?? [], [], `${pointer}`);
  }
  const markup = html.replace(/<script\b[^>]*>[\s\S]*?<\/script>/g, "");
  const fetched = [...markup.matchAll(/\b(?:src|srcset|href|data|poster|action)="([^"]*)"/g)];
  assert.deepEqual(
    fetched.map(([, address]) => address),
    ["data:,"],
  );
  const module = /\bimport\b[\w\s{},*$]*["'`]|\bexport\b[\w\s{},*$]*\bfrom\b/g;
  assert.deepEqual(element.match(module) ?? [], [], "the element is one file");
});

test("the page is small", async (t) => {
  const sizes = JSON.parse(await read("sizes.json"));
  for (const [name, bytes] of Object.entries(sizes)) {
    const limit = LIMITS[name];
    t.diagnostic(`${(bytes / KB).toFixed(1)} KB gz  ${name}${limit ? `, of ${limit / KB}` : ""}`);
  }
  for (const [name, limit] of Object.entries(LIMITS)) {
    assert.ok(sizes[name] <= limit, `${name}: ${sizes[name]} bytes, more than ${limit}`);
  }
});

test("the types that the engine gives are those committed", () => {
  execFileSync("git", ["diff", "--exit-code", "HEAD", "--", "www/generated"], { cwd: root });
});
