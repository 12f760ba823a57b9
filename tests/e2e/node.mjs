// A real node of the exchange with an empty folder, and everything that goes over the line to it and back.
import { spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { dist, root } from "./harness.mjs";
import { until } from "./watch.mjs";

export const BINARY = resolve(
  root,
  process.env.CARGO_TARGET_DIR ?? "target",
  "debug/lazaret-exchange",
);

/** A node's process with what it says, and a wait until it says something. */
export function runNode(settings) {
  const process = spawn(BINARY, settings);
  const log = [];
  process.stdout.on("data", (bytes) => log.push(bytes));
  process.stderr.on("data", (bytes) => log.push(bytes));
  const logged = () => Buffer.concat(log).toString();
  const said = async (pattern) => {
    const told = () => logged().match(pattern) ?? (process.exitCode !== null && []);
    const [, found] = await until(`the node to say ${pattern}`, told);
    if (found === undefined) throw new Error(`the node does not say ${pattern}: ${logged()}`);
    return found;
  };
  return { process, logged, said };
}

/** Starts a node that ends with the test `t`. `origin` goes through a line that keeps what passes. */
export async function startNode(t, settings = []) {
  const data = await mkdtemp(join(tmpdir(), "lazaret-node-"));
  const listen = ["--listen", "127.0.0.1:0", "--data", data, "--page", dist];
  const { process, logged, said } = runNode([...listen, ...settings]);
  t.after(async () => {
    process.kill("SIGTERM");
    await rm(data, { recursive: true, force: true, maxRetries: 5 });
  });
  const address = new URL(await said(/ is at (http:\/\/\S+)/));
  const invitation = await said(/with the invitation (\S+)/);
  const line = await recordedLine(Number(address.port));
  t.after(line.close);
  return { ...line, data, invitation, logged };
}

/** A line to `port` that keeps every byte in both directions. */
async function recordedLine(port) {
  const passed = [];
  const sockets = new Set();
  const server = createServer((from) => {
    const to = connect(port, "127.0.0.1");
    for (const [one, other] of [
      [from, to],
      [to, from],
    ]) {
      sockets.add(one);
      one.on("data", (bytes) => passed.push(bytes));
      one.on("error", () => other.destroy());
      one.on("close", () => other.end());
      one.pipe(other);
    }
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  const close = () => {
    for (const socket of sockets) socket.destroy();
    return new Promise((closed) => server.close(closed));
  };
  const origin = `http://127.0.0.1:${server.address().port}`;
  return {
    origin,
    traffic: () => Buffer.concat(passed),
    close,
  };
}

/** Every file below a folder, by path. */
export async function filesBelow(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return Promise.all(
    files.map(async (entry) => {
      const path = join(entry.parentPath, entry.name);
      return { path, bytes: await readFile(path) };
    }),
  );
}
