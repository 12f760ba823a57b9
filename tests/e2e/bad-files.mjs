// Files as they should not be, and what the page says of each.
import { randomBytes } from "node:crypto";
import { open, writeFile } from "node:fs/promises";
import { join } from "node:path";

const MB = 2 ** 20;
const cells = (count, cell) => Array.from({ length: count }, (_, i) => cell(i)).join(",");
const latin1 = (text) => Buffer.from(text, "latin1");

/** Refused: a file's name, what is in it, and the sentence that says where and what to do. */
export const refused = [
  ["empty.csv", "", /^The file is empty.* Export it again/],
  ["header-only.csv", "age,sex,ward\n", /headings \(3 columns\) but no row.* Export it again/],
  [
    "columns.csv",
    `${cells(5000, (i) => `c${i}`)}\n${cells(5000, () => 1)}\n`,
    /more than 4,096 columns\. .*Keep the columns you need/,
  ],
  [
    "long-line.csv",
    Buffer.concat([
      Buffer.from('age,note\n1,ok\n2,"'),
      Buffer.alloc(50 * MB, "x"),
      Buffer.from("\n"),
    ]),
    /^Row 2, which begins at line 3, is longer than 4,194,304 bytes.* close the quotation mark/,
  ],
  [
    "unclosed.csv",
    'age,note\n1,ok\n2,"never closed\n3,ok\n',
    /quotation mark is opened in row 2, at or after line 3.* Close it/,
  ],
  ["binary.csv", Buffer.concat([Buffer.alloc(64), randomBytes(4096)]), /not a text file.* as CSV/],
  [
    "sheet.csv",
    Buffer.concat([Buffer.from("PK\x03\x04\x14\x00\x06\x00"), randomBytes(2048)]),
    /ZIP archive or an office document.* save the sheet as/,
  ],
  ["utf16.csv", Buffer.from("\uFEFFage,sex\n1,f\n", "utf16le"), /UTF-16.* “CSV UTF-8”/],
];

/** Read all the same: with what was noticed about them, or how they were read. */
export const mended = [
  ["one-column.csv", "age\n30\n40\n50\n", [/Only one column was found.* another delimiter/]],
  [
    "headings.csv",
    "age,age,,sex\n30,31,x,f\n40,41,y,m\n",
    [/Column 2 repeats another column's heading/, /Column 3 has no heading/],
  ],
  [
    "ragged.csv",
    "age,sex,ward\n30,f,A\n40\n50,m,B,extra\n60,f,C\n",
    [/1 row has fewer cells.* first in row 2/, /1 row has more cells.* first in row 3/],
  ],
  [
    "windows-1252.csv",
    latin1("Name;Straße;Größe\nMüller;Hügelweg;1,82\nJäger;Am Bach;1,75\nGroß;Torgasse;1,68\n"),
    [/3 rows, 3 columns/, /Müller/, /Hügelweg/],
  ],
];

/** Writes a file into `place` and gives its path. */
export async function written(place, [name, contents]) {
  const path = join(place, name);
  await writeFile(path, contents);
  return path;
}

/** A file that says it is over 2 GB long and takes no room on the disk. */
export async function sparse(place) {
  const path = join(place, "sparse.csv");
  const file = await open(path, "w");
  await file.truncate(2 ** 31 + 4096);
  await file.close();
  return path;
}

/** A table of about `megabytes`, with text that no dictionary makes short. */
export async function large(place, megabytes) {
  const path = join(place, "large.csv");
  const line = (i) =>
    `${i},${(i * 7919) % 100},${i % 2 ? "f" : "m"},${(i * 31) % 9973},ward ${i % 40}\n`;
  let text = "number,age,sex,code,ward\n";
  const file = await open(path, "w");
  for (let i = 0, bytes = 0; bytes < megabytes * MB; ) {
    while (text.length < MB) text += line(i++);
    bytes += text.length;
    await file.write(text);
    text = "";
  }
  await file.close();
  return path;
}
