// Where things are, the page over http, and both browsers open on it.
import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { openChromium } from "./chromium.mjs";
import { openFirefox } from "./firefox.mjs";

export const root = join(import.meta.dirname, "../..");
export const dist = join(root, "dist");
export const page = join(dist, "index.html");
export const data = (name) => join(root, "tests/data", name);
export const sample = join(root, "www/samples/patients.csv");

const TYPES = { html: "text/html", js: "text/javascript" };

/**
 * Serves `files` (path: file on disk) on 127.0.0.1, and keeps every path it was asked for.
 * `headers` go with each answer.
 */
export async function serve(files, headers = {}) {
  const asked = [];
  const server = createServer(async ({ url }, response) => {
    asked.push(url);
    const file = files[url];
    if (!file) return response.writeHead(404).end();
    const type = TYPES[file.split(".").pop()];
    response.writeHead(200, { "content-type": type, ...headers }).end(await readFile(file));
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  const origin = `http://127.0.0.1:${server.address().port}`;
  const close = () => {
    server.closeAllConnections();
    return new Promise((closed) => server.close(closed));
  };
  return { origin, asked, close };
}

const temporary = () => mkdtemp(join(tmpdir(), "lazaret-"));
const remove = (made) => rm(made, { recursive: true, force: true, maxRetries: 5 });

/** A folder that is gone when the test `t` ends. */
export async function folder(t) {
  const made = await temporary();
  t.after(() => remove(made));
  return made;
}

/** Closes the browser before its folder goes: it would write into it again. */
function closing(t, reader, place) {
  t.after(async () => {
    await reader.close();
    await remove(place);
  });
  return reader;
}

/** The page as a site serves it, and the address that it has. */
export async function overHttp(t) {
  const { origin, asked, close } = await serve({ "/": page });
  t.after(close);
  return { url: `${origin}/`, asked };
}

/** The page as it opens when somebody was sent the file. */
export const fromDisk = pathToFileURL(page).href;

/** A new Chromium with an empty profile, closed when the test ends; see its reader. */
export async function chromium(t, url, options = {}) {
  const profile = await temporary();
  return closing(t, await openChromium(url, { profile, ...options }), profile);
}

/** The same in Firefox. */
export async function firefox(t, url) {
  const place = await temporary();
  const [profile, downloads] = [join(place, "profile"), join(place, "downloads")];
  await Promise.all([mkdir(profile), mkdir(downloads)]);
  return closing(t, await openFirefox(url, { profile, downloads }), place);
}
