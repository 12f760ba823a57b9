// Every way out of a page that we know of. Each is a function that runs in the page and tries to send a cell to `to`,
// an address of a canary; it may fail, throw or be refused. See canaries.mjs for the fields of `to`.
import * as elements from "./channels/elements.mjs";
import * as hints from "./channels/hints.mjs";
import * as navigations from "./channels/navigations.mjs";
import * as peers from "./channels/peers.mjs";
import * as requests from "./channels/requests.mjs";
import * as workers from "./channels/workers.mjs";

const all = (channels, leaves) =>
  Object.entries(channels.default).map(([name, run]) => ({ name, run, leaves }));

/** `leaves`: whether trying it may lose the page, so that it needs one of its own. */
export const CHANNELS = [
  ...all(requests, false),
  ...all(workers, false),
  ...all(elements, false),
  ...all(hints, false),
  ...all(peers, false),
  ...all(navigations, true),
];
