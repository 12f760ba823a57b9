// What is watched in every browser, and how a test waits.

/** What leaves a browser: neither a Blob nor a `data:` address does. */
export const leaves = (url) => !/^(blob|data|about|chrome|resource|moz-extension):/.test(url);

/** Runs in the page before its own scripts: keeps what its policy refused. */
export function watchPolicy() {
  globalThis.refused = [];
  addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
    globalThis.refused.push(`${violatedDirective} ${blockedURI}`),
  );
}

/** Asks `condition` until it gives something; says `what` was missing when time is over. */
export async function until(what, condition, milliseconds = 30_000) {
  const end = Date.now() + milliseconds;
  for (;;) {
    const found = await condition();
    if (found) return found;
    if (Date.now() > end) throw new Error(`still waiting: ${what}`);
    await new Promise((turn) => setTimeout(turn, 25));
  }
}
