// A column of made-up ages, 0 to 110, most of them in the middle. Seeded, so that every run measures the same bytes.
import { createWriteStream } from "node:fs";
import { once } from "node:events";

const PIECE = 100_000;

/** Writes a file of one column and so many rows. */
export async function writeAges(path, rows) {
  let state = 20261125;
  const random = (below) => {
    // xorshift32: any even spread will do for a benchmark.
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
  const file = createWriteStream(path);
  file.write("age\n");
  for (let row = 0; row < rows; row += PIECE) {
    const ages = Array.from({ length: Math.min(PIECE, rows - row) }, () => random(56) + random(56));
    if (!file.write(`${ages.join("\n")}\n`)) await once(file, "drain");
  }
  file.end();
  await once(file, "finish");
}
