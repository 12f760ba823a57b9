// Tries every channel in one room of the page, and tells what arrived where nothing may.
import { setTimeout as wait } from "node:timers/promises";
import { CHANNELS } from "./channels.mjs";

const STAYING = CHANNELS.filter(({ leaves }) => !leaves);
const LEAVING = CHANNELS.filter(({ leaves }) => leaves);

/** How long a channel may take until its first bytes are out, in milliseconds; the control shows that it is enough. */
const SETTLES = 3000;
/** Rooms that are open at the same time. */
const AT_ONCE = 8;

/**
 * `enter` opens the room anew and gives `{ frame, leave }`: where to run a channel, and how to close it.
 * Gives what arrived, by channel, and what the page said to each that failed.
 */
export async function tryEverything(enter, canaries) {
  canaries.forget();
  const said = {};
  const run = ({ frame }, { name, run }) => {
    // Not awaited: some wait for a person who never comes.
    frame.evaluate(run, canaries.to(name)).catch(({ message }) => {
      said[name] = message.split("\n")[0];
    });
  };
  const visit = async (channels) => {
    const room = await enter();
    for (const channel of channels) run(room, channel);
    await wait(SETTLES);
    await room.leave();
  };
  await visit(STAYING);
  for (let from = 0; from < LEAVING.length; from += AT_ONCE) {
    await Promise.all(LEAVING.slice(from, from + AT_ONCE).map((channel) => visit([channel])));
  }
  return { arrived: canaries.arrived(), said };
}
