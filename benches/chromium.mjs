// Chromium on the built page, served on this computer only, for whatever is measured there.
import { createReadStream, existsSync, mkdtempSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { chromium } from "playwright-core";

export const root = join(import.meta.dirname, "..");
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".mjs": "text/javascript", ".wasm": "application/wasm" };
const FLAGS = [
  "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];

export const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
export const seconds = (number) => `${number.toFixed(2)} s`;

const server = createServer(({ url }, response) => {
  const path = join(root, url === "/" ? "benches/empty.html" : url);
  response.setHeader("Content-Type", TYPES[extname(path)] ?? "application/octet-stream");
  if (existsSync(path)) createReadStream(path).pipe(response);
  else response.writeHead(404).end();
}).listen(0, "127.0.0.1");
await new Promise((ready) => server.once("listening", ready));
export const address = `http://127.0.0.1:${server.address().port}`;
export const browser = await chromium.launchPersistentContext(mkdtempSync(join(tmpdir(), "lazaret-")), {
  executablePath: process.env.CHROMIUM,
  args: FLAGS,
});

/** Ends the browser and the server. */
export async function close() {
  await browser.close();
  server.close();
}
