// A large made-up table: 850,000 stays x 11 columns, about 100 MB. Seeded, so
// that every run measures the same bytes.
import { createWriteStream } from "node:fs";
import { once } from "node:events";

export const ROWS = 850_000;

function* lines(rows) {
  let state = 20261123;
  const random = (below) => {
    // xorshift32: any even spread will do for a benchmark.
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
  const pick = (list) => list[random(list.length)];
  const two = (number) => String(number).padStart(2, "0");
  const date = (year, years) => `${year + random(years)}-${two(1 + random(12))}-${two(1 + random(28))}`;
  const diagnoses = Array.from({ length: 400 }, (_, i) => `Made-up disorder with number ${i}`);
  const wards = ["Cardiology", "Neurology", "Surgery", "Oncology", "Paediatrics", "Intensive care"];
  const cities = Array.from({ length: 300 }, (_, i) => `Newtown ${i}`);
  yield "record,birth date,admitted,sex,postcode,city,ward,diagnosis,age,glucose,outcome\n";
  for (let row = 0; row < rows; row++) {
    yield `MRN-${1_000_000 + row},${date(1925, 90)},${date(2015, 10)},${pick(["F", "M"])},${10_000 + random(3000)},` +
      `${pick(cities)},${pick(wards)},"${pick(diagnoses)}",${random(100)},${60 + random(240)}.${random(10)},` +
      `${pick(["discharged", "died", "transferred"])}\n`;
  }
}

/** Writes the table to a file. */
export async function writeTable(path, rows = ROWS) {
  const file = createWriteStream(path);
  let piece = "";
  for (const line of lines(rows)) {
    piece += line;
    if (piece.length > 1 << 20) {
      if (!file.write(piece)) await once(file, "drain");
      piece = "";
    }
  }
  file.end(piece);
  await once(file, "finish");
}
