// Nothing gets out: every channel is tried in every room of the built page, and canaries listen. docs/exfiltration.md
// has what was measured.
import assert from "node:assert/strict";
import { test } from "node:test";
import { startBare } from "./exfiltration/bare.mjs";
import { tryEverything } from "./exfiltration/battery.mjs";
import { startChromium, startFirefox } from "./exfiltration/browsers.mjs";
import { startCanaries } from "./exfiltration/canaries.mjs";
import { CHANNELS } from "./exfiltration/channels.mjs";
import { ERROR_PAGES, tryErrorPages } from "./exfiltration/error-pages.mjs";
import * as remaining from "./exfiltration/remaining.mjs";
import * as rooms from "./exfiltration/rooms.mjs";
import { fromDisk } from "./harness.mjs";
import { startNode } from "./node.mjs";

const NAMES = CHANNELS.map(({ name }) => name);
/** A browser that does not know the header, or its like. */
const WITHOUT_HEADER = { without: ["ConnectionAllowlists"] };

async function canariesFor(t, names = NAMES) {
  const canaries = await startCanaries(names);
  t.after(canaries.close);
  return canaries;
}

/** Names of the channels that arrived; `LAZARET_BATTERY=all` says why the others did not. */
function tell(t, { arrived, said }) {
  const names = Object.keys(arrived);
  t.diagnostic(`${names.length} of ${NAMES.length} arrived: ${names.join("; ")}`);
  if (process.env.LAZARET_BATTERY === "all") t.diagnostic(JSON.stringify(said, null, 1));
  return names.sort();
}

/** Channels that have nothing but a name, which was looked up. */
const lookedUp = (hosts, canaries) =>
  NAMES.filter((name) => hosts.includes(canaries.to(name).name)).sort();

test("there are channels enough, and no two have one name", () => {
  assert.ok(NAMES.length >= 90);
  assert.equal(new Set(NAMES).size, NAMES.length);
});

test("in Chromium nothing leaves the rooms that the exchange serves", async (t) => {
  const { origin } = await startNode(t);
  const { browser, end } = await startChromium(t);
  const canaries = await canariesFor(t);
  const entrances = {
    "the workbench's frame": rooms.workbench(browser, origin),
    "the workbench by itself": rooms.atAddress(browser, `${origin}/workbench`, "lazaret-workbench"),
    "the shell": rooms.atAddress(browser, `${origin}/`, "lazaret-exchange"),
  };
  for (const [name, enter] of Object.entries(entrances)) {
    await t.test(name, async (t) => {
      const tried = await tryEverything(enter, canaries);
      tell(t, tried);
      assert.deepEqual(tried.arrived, {});
    });
  }
  await t.test("nor through a page that says that there is nothing", async (t) => {
    const canaries = await canariesFor(t, ERROR_PAGES);
    await tryErrorPages(browser, origin, canaries);
    assert.deepEqual(canaries.arrived(), {});
  });
  await t.test("and its network log names nobody else", async () => {
    assert.deepEqual(await end(), [new URL(origin).host]);
  });
});

test("without the header, policy and frame alone leave this of the workbench", async (t) => {
  const { origin } = await startNode(t);
  const canaries = await canariesFor(t);
  const browsers = {
    chromium: () => startChromium(t, WITHOUT_HEADER),
    firefox: () => startFirefox(t),
  };
  for (const [name, start] of Object.entries(browsers)) {
    await t.test(`in ${name}`, async (t) => {
      const { browser, end } = await start();
      const tried = await tryEverything(rooms.workbench(browser, origin), canaries);
      const connected = tell(t, tried);
      const { connections, names } = remaining.WITHOUT_HEADER[name];
      assert.deepEqual(connected, connections);
      assert.deepEqual(
        new Set(Object.values(tried.arrived).flat()),
        new Set(connections.length ? ["connection"] : []),
        "sockets without a request",
      );
      assert.deepEqual(lookedUp(await end(), canaries), names);
    });
  }
});

test("the file from disk has its policy alone, which leaves this", async (t) => {
  const canaries = await canariesFor(t);
  const { browser } = await startChromium(t);
  const enter = rooms.atAddress(browser, fromDisk, "lazaret-workbench");
  const tried = await tryEverything(enter, canaries);
  assert.deepEqual(tell(t, tried), remaining.FROM_DISK);
});

test("with nothing that forbids, the battery hears almost every channel", async (t) => {
  const { origin } = await startNode(t);
  const bare = await startBare(t, origin);
  const canaries = await canariesFor(t);
  const { browser, end } = await startChromium(t, WITHOUT_HEADER);
  const shell = rooms.atAddress(browser, `${bare}/`, "lazaret-exchange");
  const inFrame = tell(t, await tryEverything(rooms.workbench(browser, bare), canaries));
  const inShell = tell(t, await tryEverything(shell, canaries));
  assert.ok(inFrame.length >= 50, "in the frame");
  assert.ok(inShell.length >= 70, "in the shell");
  const errors = await canariesFor(t, ERROR_PAGES);
  await tryErrorPages(browser, bare, errors);
  for (const way of ["a window", "a frame"]) {
    assert.ok(
      errors.arrived()[`not found, in ${way}`],
      `a page that lacks the header is a way out in ${way}`,
    );
  }
  const heard = new Set([...inFrame, ...inShell, ...lookedUp(await end(), canaries)]);
  const silent = NAMES.filter((name) => !heard.has(name)).sort();
  assert.deepEqual(silent, remaining.PROVE_NOTHING);
});
