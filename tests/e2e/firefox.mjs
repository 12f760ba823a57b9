// The same reader in Firefox, through WebDriver BiDi.
import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import puppeteer from "puppeteer-core";
import { leaves, until, watchPolicy } from "./watch.mjs";

const WORKBENCH = "lazaret-workbench";

export async function openFirefox(url, { downloads, profile }) {
  const browser = await puppeteer.launch({
    browser: "firefox",
    executablePath: process.env.FIREFOX,
    headless: true,
    userDataDir: profile,
    defaultViewport: { width: 1280, height: 900 },
    extraPrefsFirefox: {
      "browser.download.folderList": 2,
      "browser.download.dir": downloads,
      "browser.download.useDownloadDir": true,
      // Its panel would swallow the next click.
      "browser.download.alwaysOpenPanel": false,
    },
  });
  const reader = new FirefoxReader(browser, await browser.newPage(), downloads);
  await reader.start(url);
  return reader;
}

/**
 * Runs in the page: the elements within `within`, shadows included, that fit `selector`
 * and whose label, aria-label or text begins with `name`.
 * Puppeteer's own search by name reaches into no shadow in Firefox.
 */
function search(within, selector, name) {
  const trim = (text) => (text ?? "").replace(/\s+/g, " ").trim();
  const all = (from) =>
    [...from.querySelectorAll("*")].flatMap((one) => [
      one,
      ...(one.shadowRoot ? all(one.shadowRoot) : []),
    ]);
  const names = (one) => [
    one.getAttribute("aria-label"),
    ...[...(one.labels ?? [])].map((label) => label.textContent),
    one.textContent,
  ];
  return all(document)
    .filter((one) => one.localName === within)
    .flatMap((scope) => all(scope.shadowRoot ?? scope))
    .filter((one) => one.matches(selector) && one.checkVisibility())
    .filter((one) => names(one).some((text) => trim(text).startsWith(name)));
}

/** Runs in the page: the smallest visible elements that hold `text`. */
function holders(found, text) {
  return found.filter(
    (one) =>
      one.textContent.includes(text) &&
      ![...one.children].some((child) => child.textContent.includes(text)),
  );
}

class FirefoxReader {
  errors = [];
  requests = [];

  constructor(browser, page, downloads) {
    Object.assign(this, { browser, page, downloads });
  }

  async start(url) {
    const { page } = this;
    page.on("request", (request) => leaves(request.url()) && this.requests.push(request.url()));
    page.on("console", (message) => message.type() === "error" && this.errors.push(message.text()));
    page.on("pageerror", (error) => this.errors.push(error.message));
    await page.evaluateOnNewDocument(watchPolicy);
    await page.goto(url);
    await this.#one("h1", "", WORKBENCH);
  }

  #all = (selector, name, within) => this.page.evaluateHandle(search, within, selector, name);

  /** Waits for an element, the `at`th of those that fit. */
  #one(selector, name, within, at = 0) {
    return until(`${selector} “${name}” in ${within}`, async () => {
      const all = await this.#all(selector, name, within);
      return (await all.evaluateHandle((found, at) => found.at(at), at)).asElement();
    });
  }

  refused = () => this.page.evaluate(() => globalThis.refused);

  async press(name, within = WORKBENCH) {
    await until(`“${name}” can be pressed`, () => this.pressable(name, within));
    await (await this.#one("button", name, within)).click();
  }

  async pressable(name, within = WORKBENCH) {
    const button = await this.#one("button", name, within);
    return button.evaluate((one) => !one.disabled);
  }

  unfold = async (text, within = WORKBENCH) => (await this.#one("summary", text, within)).click();

  check = async (label, within = WORKBENCH) => (await this.#one("input", label, within)).click();

  async fill(label, text, within = WORKBENCH) {
    const input = await this.#one("input, textarea", label, within, -1);
    await input.evaluate((one) => one.select());
    await input.focus();
    await this.page.keyboard.type(text);
    await this.page.keyboard.press("Tab");
  }

  async choose(label, option, within = WORKBENCH) {
    const select = await this.#one("select", label, within);
    await select.evaluate((one, option) => {
      one.value = [...one.options].find(({ label }) => label === option).value;
      one.dispatchEvent(new Event("change"));
    }, option);
  }

  give = async (label, path, within = WORKBENCH) =>
    (await this.#one("input[type=file]", label, within)).uploadFile(...[path].flat());

  sees(text, within = WORKBENCH, timeout = 30_000) {
    const sought = async () => {
      const fit = await (await this.#all("*", "", within)).evaluateHandle(holders, text);
      return fit.evaluate(([first]) => first?.innerText);
    };
    return until(`“${text}” in ${within}`, sought, timeout);
  }

  texts = async (selector, within = WORKBENCH) =>
    (await this.#all(selector, "", within)).evaluate((all) =>
      all.map(({ innerText }) => innerText),
    );

  values = async (selector, within = WORKBENCH) =>
    (await this.#all(selector, "", within)).evaluate((all) => all.map(({ value }) => value));

  async saves(action) {
    await action();
    const name = await until("a saved file", async () => {
      const files = await readdir(this.downloads);
      return files.length === 1 && !files[0].endsWith(".part") && files[0];
    });
    const path = join(this.downloads, name);
    const bytes = await until("its bytes", async () => {
      const read = await readFile(path);
      return read.length > 0 && read;
    });
    await rm(path);
    return { name, bytes };
  }

  close = () => this.browser.close();
}
