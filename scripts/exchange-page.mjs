// Makes the page of the exchange's shell: keys and the network, with the workbench in a frame of it.
import { execFileSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { bundle, inlineable, packed, pageOf, provided, reproducible, root, text } from "./page.mjs";

const built = resolve(root, process.env.CARGO_TARGET_DIR ?? "target", "shell");

/** Builds the module, and gives it and the page. */
export async function exchangePage() {
  execFileSync(join(root, "scripts/shell.sh"), { stdio: "inherit" });
  const wasm = await readFile(join(built, "shell_bg.wasm"));
  const types = await readFile(join(built, "shell.d.ts"), "utf8");
  await writeFile(join(root, "www/generated/shell.d.ts"), reproducible(types));

  const glue = join(built, "shell.js");
  const worker = await bundle("exchange/worker.ts", "iife", [
    provided({ "lazaret:wasm": packed(wasm) }, glue),
  ]);
  const plugins = [provided({ "lazaret:worker": text(worker) }, glue)];
  const script = inlineable(await bundle("exchange/page.ts", "esm", plugins));
  const html = await readFile(join(root, "www/exchange/index.html"), "utf8");
  return { wasm, page: pageOf(html, script, { connect: "'self'", frame: "'self'" }) };
}
