// A reader of the page in Chromium: presses, types and saves by what is written on it.
import { readFile } from "node:fs/promises";
import { chromium } from "playwright-core";
import { leaves, watchPolicy } from "./watch.mjs";

export const ARGUMENTS = [
  "--headless=new",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-dev-shm-usage",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const WORKBENCH = "lazaret-workbench";

/**
 * Opens `url`, whose element is `root`; `flags` are more of the browser's, `context` Playwright's options, such as a
 * viewport or a colour scheme.
 */
export async function openChromium(url, { profile, root, flags = [], ...context }) {
  const browser = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.CHROMIUM,
    args: [...ARGUMENTS, ...flags],
    viewport: { width: 1280, height: 900 },
    ...context,
  });
  const reader = new ChromiumReader(browser, browser.pages()[0], root);
  await reader.start(url);
  return reader;
}

export class ChromiumReader {
  errors = [];
  requests = [];

  /** Reads `root` in a page, or in a frame of one. */
  constructor(browser, page, root = WORKBENCH) {
    this.browser = browser;
    this.page = page;
    this.root = root;
  }

  async start(url) {
    const { browser, page } = this;
    browser.on("request", (request) => leaves(request.url()) && this.requests.push(request.url()));
    page.on("console", (message) => message.type() === "error" && this.errors.push(message.text()));
    page.on("pageerror", (error) => this.errors.push(error.stack));
    page.setDefaultTimeout(15_000);
    await browser.addInitScript(watchPolicy);
    await page.goto(url);
    await page.locator(this.root).getByRole("heading", { level: 1 }).waitFor();
  }

  /** What the policy refused so far. */
  refused = () => this.page.evaluate(() => globalThis.refused);

  press = (name, within = this.root) => this.button(name, within).click();

  button = (name, within = this.root) =>
    this.page.locator(within).getByRole("button", { name, exact: true });

  /** Whether the button is there and may be pressed. */
  pressable = (name, within = this.root) => this.button(name, within).isEnabled();

  /** Opens what is folded under a summary. */
  unfold = (text, within = this.root) =>
    this.page.locator(within).locator("summary", { hasText: text }).first().click();

  /** Picks a radio button or a box by the start of its label. */
  async check(label, within = this.root) {
    const input = this.page.locator(within).getByLabel(label).first();
    // At the window's edge the standing line would lie over it and take the click.
    // What scrolls is drawn a moment later; in a frame a click before that goes where the box was.
    await input.evaluate((one) => {
      one.scrollIntoView({ block: "center" });
      return new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    });
    await input.check({ force: true });
  }

  async fill(label, text, within = this.root) {
    const input = this.page.locator(within).getByLabel(label, { exact: true }).last();
    await input.fill(text);
    await input.press("Tab"); // a change is told when the input is left
  }

  choose = (label, option, within = this.root) =>
    this.page
      .locator(within)
      .getByRole("combobox", { name: label, exact: true })
      .selectOption({ label: option });

  give = (label, path, within = this.root) =>
    this.page.locator(within).getByLabel(label).first().setInputFiles(path);

  /** Waits for a text that the reader can see, and gives all of the paragraph that it is in. */
  async sees(text, within = this.root, timeout = 30_000) {
    const found = this.page.locator(within).getByText(text).filter({ visible: true }).first();
    await found.waitFor({ timeout });
    return found.innerText();
  }

  /** The text of everything that fits a selector, in the order of the page. */
  texts = (selector, within = this.root) =>
    this.page.locator(within).locator(selector).allInnerTexts();

  /** What stands in the inputs and selects that fit. */
  values = (selector, within = this.root) =>
    this.page
      .locator(within)
      .locator(selector)
      .evaluateAll((all) => all.map(({ value }) => value));

  /** What the page keeps, by the path of a field in its state. */
  state = (path) =>
    this.page
      .locator("lazaret-protect")
      .evaluate(
        (step, path) => path.split(".").reduce((value, field) => value?.[field], step.state),
        path,
      );

  /** What `action` saves: the file's name and bytes. */
  async saves(action) {
    const [download] = await Promise.all([this.page.waitForEvent("download"), action()]);
    return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
  }

  close = () => this.browser.close();
}
