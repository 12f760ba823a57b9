// Reading a released table back, with none of the project's own code.

/** The rows of delimited text, by RFC 4180; the first is the heading. */
export function parse(text, delimiter = ",") {
  const rows = [[""]];
  let quoted = false;
  for (let i = text.charCodeAt(0) === 0xfeff ? 1 : 0; i < text.length; i++) {
    const row = rows.at(-1);
    const letter = text[i];
    if (quoted) {
      if (letter !== '"') row[row.length - 1] += letter;
      else if (text[i + 1] === '"') row[row.length - 1] += text[i++];
      else quoted = false;
    } else if (letter === '"') quoted = true;
    else if (letter === delimiter) row.push("");
    else if (letter === "\n") rows.push([""]);
    else if (letter !== "\r") row[row.length - 1] += letter;
  }
  if (rows.at(-1).length === 1 && rows.at(-1)[0] === "") rows.pop();
  return rows;
}

/** How many rows share each combination of the columns `names`, from few to many. */
export function classSizes([heading, ...rows], names) {
  const places = names.map((name) => heading.indexOf(name));
  if (places.includes(-1)) throw new Error(`not all of ${names} are in the table`);
  const sizes = new Map();
  for (const row of rows) {
    const combination = JSON.stringify(places.map((place) => row[place]));
    sizes.set(combination, (sizes.get(combination) ?? 0) + 1);
  }
  return [...sizes.values()].sort((one, other) => one - other);
}

/** The cells of a column, by its heading. */
export const column = ([heading, ...rows], name) => rows.map((row) => row[heading.indexOf(name)]);
