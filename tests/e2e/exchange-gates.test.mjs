// What the exchange's page may never become, checked on its bytes.
import assert from "node:assert/strict";
import { test } from "node:test";
import { addressesIn, policyOf, read } from "./built.mjs";

const html = (await read("exchange.html")).toString();

const KB = 1000;
const LIMITS = { "shell.wasm": 480 * KB, "exchange.html": 640 * KB };

test("the page's policy is exactly this: its own node, and its own frame", () => {
  const { policy, hash } = policyOf(html);
  assert.equal(
    policy,
    `default-src 'none'; script-src 'sha256-${hash}' 'wasm-unsafe-eval'; worker-src blob:; ` +
      "connect-src 'self'; frame-src 'self'; style-src 'none'; img-src data:; base-uri 'none'; " +
      "form-action 'none'; require-trusted-types-for 'script'; trusted-types lit-html lazaret",
  );
});

test("its addresses are names of markup languages", () => {
  const addresses = addressesIn(html);
  const foreign = addresses.filter((address) => !address.startsWith("http://www.w3.org/"));
  assert.deepEqual(foreign, []);
});

test("its module imports no network, and is the smaller of the two", async (t) => {
  const module = new WebAssembly.Module(await read("shell.wasm"));
  const names = WebAssembly.Module.imports(module).map(({ name }) => name);
  const network =
    /fetch|xml_?http|request|socket|event_?source|transport|rtc|beacon|import_?scripts/i;
  assert.deepEqual(
    names.filter((name) => network.test(name)),
    [],
  );
  const sizes = JSON.parse(await read("sizes.json"));
  for (const [name, limit] of Object.entries(LIMITS)) {
    t.diagnostic(`${(sizes[name] / KB).toFixed(1)} KB gz  ${name}, of ${limit / KB}`);
    assert.ok(sizes[name] <= limit, `${name}: ${sizes[name]} bytes, more than ${limit}`);
  }
  assert.ok(sizes["shell.wasm"] < sizes["lazaret.wasm"]);
});
