// What Chromium's own network log says: whom it asked for by name, and whom it connected to.
import { readFile } from "node:fs/promises";

const LOOKED_UP = new Set(["HOST_RESOLVER_MANAGER_REQUEST", "HOST_RESOLVER_MANAGER_JOB"]);
const SENT = new Set(["TCP_CONNECT_ATTEMPT", "UDP_BYTES_SENT"]);

/** What the browser asks for by itself, on an empty page too. */
const ITS_OWN = /(^|\.)(google|googleapis|gvt1)\.com$/;

/** Hosts, with their ports where there was a connection, of a log that `--log-net-log` wrote. */
export async function hostsIn(path) {
  const text = await readFile(path, "utf8");
  const { constants, events } = JSON.parse(whole(text));
  const names = Object.fromEntries(
    Object.entries(constants.logEventTypes).map(([name, number]) => [number, name]),
  );
  const hosts = new Set();
  for (const { type, params = {} } of events) {
    if (LOOKED_UP.has(names[type]) && params.host) hosts.add(hostOf(params.host));
    if (SENT.has(names[type]) && params.address) hosts.add(params.address);
  }
  return [...hosts].filter((host) => !ITS_OWN.test(host)).sort();
}

/** `scheme://host:port` or `host:port`. */
const hostOf = (text) => text.replace(/^\w+:\/\//, "").replace(/(?<=[a-z]):\d+$/, "");

/** A browser that is ended abruptly leaves the list open. */
const whole = (text) => (/\]\s*\}\s*$/.test(text) ? text : `${text.replace(/,\s*$/, "")}]}`);
