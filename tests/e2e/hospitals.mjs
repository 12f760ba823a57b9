// Hospitals that keep or mirror one log: each a process with a folder, keys and an address of its own.
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { dist, folder } from "./harness.mjs";
import { BINARY, runNode } from "./node.mjs";

const ORIGIN = "hospitals.example/lazaret";

/** A port of this computer that nobody listens at. */
async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

/** A hospital that does not run yet; it is killed when the test `t` ends. */
export async function hospital(t, name) {
  const [place, port] = [await folder(t), await freePort()];
  const own = ["--data", join(place, "data"), "--name", name, "--origin", ORIGIN];
  const does = (task) => execFileSync(BINARY, [...own, task], { encoding: "utf8" });
  const keys = does("keys");
  const [witness, successor] = ["`witnesses`", "`successors`"].map(
    (setting) => keys.split(`${setting}: `)[1].split("\n")[0],
  );
  const address = `http://127.0.0.1:${port}`;
  let node;

  const start = (settings) => {
    node = runNode([...own, ...settings, "--listen", `127.0.0.1:${port}`, "--page", dist]);
  };
  /** Ends it without a warning. */
  const kill = async () => {
    if (node === undefined || node.process.exitCode !== null || node.process.killed) return;
    node.process.kill("SIGKILL");
    await once(node.process, "exit");
  };
  t.after(kill);

  return {
    /** As a witness of another's log. */
    witness,
    /** As the keeper of a log. */
    successor,
    address,
    /** The same in a browser, to which ports alone make no other site. */
    origin: `http://${name}.localhost:${port}`,
    kill,
    /** Keeps the log, for which `quorum` of the witnesses must vouch; ready when it says where it is. */
    async keep({ witnesses, successors = [], quorum }) {
      const settings = join(place, "node.toml");
      const keys = Object.entries({ witnesses, successors }).map(
        ([setting, values]) => `${setting} = ${JSON.stringify(values)}\n`,
      );
      await writeFile(settings, `${keys.join("")}quorum = ${quorum}\n`);
      start(["--config", settings]);
      await node.said(/ is at (http:\/\/\S+)/);
    },
    /** The invitation for the first operator. */
    invitation: () => node.said(/with the invitation (\S+)/),
    /** Mirrors the log of another hospital, whose key it is told. */
    mirror: (first) => start(["--mirror", first.address, "--log-key", first.successor]),
    promote: () => does("promote"),
    /** How many entries its readers are shown, and are vouched for. */
    async entries() {
      const answer = await fetch(`${address}/log/checkpoint`).catch(() => undefined);
      return answer?.ok ? Number((await answer.text()).split("\n")[1]) : 0;
    },
  };
}
