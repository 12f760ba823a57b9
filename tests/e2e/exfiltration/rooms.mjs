// How to get into each room of the page, in either browser: they give `{ frame, leave }`.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../harness.mjs";

/** What the frame in lazaret-room may. */
const [, SANDBOX] = readFileSync(join(root, "www/exchange/room.ts"), "utf8").match(
  /sandbox="([^"]*)"/,
);

/** Runs in the page: waits until its own element is up. */
async function isUp(name) {
  await customElements.whenDefined(name);
  await document.querySelector(name).updateComplete;
}

/** A page opened at an address. */
export const atAddress = (browser, url, element) => async () => {
  const page = await browser.newPage();
  await page.goto(url);
  if (element) await page.mainFrame().evaluate(isUp, element);
  return { frame: page.mainFrame(), leave: () => page.close() };
};

/** Runs in the shell: the frame as lazaret-room makes it. */
function frameWorkbench(sandbox) {
  const frame = document.createElement("iframe");
  frame.setAttribute("sandbox", sandbox);
  frame.setAttribute("referrerpolicy", "no-referrer");
  frame.src = "/workbench";
  document.body.append(frame);
  return new Promise((loaded) => frame.addEventListener("load", () => loaded()));
}

/** The workbench in its frame in the shell. */
export const workbench = (browser, origin) => async () => {
  const { frame: shell, leave } = await atAddress(browser, `${origin}/`, "lazaret-exchange")();
  await shell.evaluate(frameWorkbench, SANDBOX);
  const frame = shell.childFrames().find((child) => child.url().endsWith("/workbench"));
  await frame.evaluate(isUp, "lazaret-workbench");
  return { frame, leave };
};
