// Sealing and opening 64 MiB in Chromium, beside named others in the same run.
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { address, browser, close, median, root } from "./chromium.mjs";

const MEGABYTES = 64;

// The others, as their own packages have them.
for (const [name, source] of [
  ["age", 'export * from "age-encryption";'],
  ["sodium", 'export { default } from "libsodium-wrappers";'],
]) {
  execFileSync(
    join(root, "node_modules/.bin/esbuild"),
    ["--bundle", "--format=esm", "--platform=browser", "--log-level=error", "--external:crypto", "--external:fs", "--external:path", `--outfile=${join(root, `target/bench/${name}.js`)}`],
    { input: source, cwd: root },
  );
}

const page = await browser.newPage();
await page.goto(address);
const rounds = await page.evaluate(
  (megabytes) =>
    new Promise((done, failed) => {
      const worker = new Worker("/benches/seal-worker.mjs", { type: "module" });
      worker.onmessage = ({ data }) => done(data);
      worker.onerror = ({ message }) => failed(new Error(message));
      worker.postMessage(megabytes);
    }),
  MEGABYTES,
);
const speed = (milliseconds) => `${((MEGABYTES * 1.048576) / (milliseconds / 1000)).toFixed(0)} MB/s`;
const took = (who, what) => median(rounds.map((round) => round[who][what]));
const ratio = (who, what) => median(rounds.map((round) => round[who][what] / round.lazaret[what])).toFixed(2);
for (const what of ["seal", "open"]) {
  console.log(`${what}, ${MEGABYTES} MiB, in Chromium: ${speed(took("lazaret", what))}`);
  for (const [who, name, wanted] of [
    ["webCrypto", "WebCrypto alone on chunks of 16 KiB", 0.8],
    ["hat", "libsodium.js secretstream, as hat.sh uses it", 2.5],
    ["age", "the npm package age-encryption", 5],
  ]) {
    console.log(`  ${name}: ${speed(took(who, what))}; ratio ${ratio(who, what)} (wanted: ${wanted.toFixed(2)} or more)`);
  }
}
await close();
