import source from "lazaret:worker";

interface PolicyFactory {
  createPolicy(
    name: string,
    rules: { createScriptURL(url: string): string },
  ): { createScriptURL(url: string): string };
}

/** The one Trusted Types policy of the page, for the one script that it starts. */
const policy = (globalThis as { trustedTypes?: PolicyFactory }).trustedTypes?.createPolicy(
  "lazaret",
  {
    createScriptURL(url) {
      if (!url.startsWith("blob:")) throw new TypeError("only the page's own worker may start");
      return url;
    },
  },
);

/**
 * Starts the engine from a Blob, for the table or for the keys: such a worker inherits the page's policy, so that
 * `connect-src 'none'` holds in it too. A worker from a URL would escape it.
 */
export function startWorker(name: "table" | "vault"): Worker {
  const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  try {
    return new Worker(policy ? policy.createScriptURL(url) : url, { name });
  } finally {
    // The browser has taken hold of the script by the next task, not before.
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  }
}
