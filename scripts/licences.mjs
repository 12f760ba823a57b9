// Every npm package that is installed must carry a licence we may build with.
import { readFileSync } from "node:fs";

const ALLOWED = new Set([
  "0BSD",
  "Apache-2.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "BlueOak-1.0.0",
  "CC0-1.0",
  "ISC",
  "MIT",
  "MIT OR Apache-2.0",
  "MPL-2.0",
  "Python-2.0",
  "Unlicense",
  "(MIT OR CC0-1.0)",
]);

const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8"));
const refused = Object.entries(packages).filter(([, { license }]) => !ALLOWED.has(license));
for (const [name, { license }] of refused) console.error(`${name || "this project"}: ${license}`);
console.log(
  `${Object.keys(packages).length} npm packages, ${refused.length} with a licence to look at`,
);
process.exitCode = refused.length ? 1 : 0;
