// Three hospitals vouch for a node's log, of which two must: the page follows while one is away, and no further while two are.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { invite, journey, register, visit } from "./exchange-steps.mjs";
import { dist, folder } from "./harness.mjs";
import { BINARY, startNode } from "./node.mjs";
import { until } from "./watch.mjs";

const ORIGIN = "hospitals.example/lazaret";

/** A hospital with a folder and keys of its own, which follows once it is started. */
async function hospital(t, name) {
  const data = join(await folder(t), name);
  const own = ["--data", data, "--name", name];
  const keys = execFileSync(BINARY, [...own, "--origin", ORIGIN, "keys"], { encoding: "utf8" });
  const [witness] = keys.match(new RegExp(`${name}\\+\\S+`));
  let process;
  const kill = async () => {
    if (process?.exitCode !== null || process.killed) return;
    process.kill("SIGKILL");
    await once(process, "exit");
  };
  t.after(kill);
  return {
    witness,
    kill,
    follow(node, key) {
      const first = ["--mirror", node.origin, "--log-key", key, "--origin", ORIGIN];
      process = spawn(BINARY, [...own, ...first, "--listen", "127.0.0.1:0", "--page", dist]);
    },
  };
}

test("hospitals come and go, and the page follows what two of three vouch for", async (t) => {
  const hospitals = await Promise.all(["north", "east", "west"].map((name) => hospital(t, name)));
  const settings = join(await folder(t), "node.toml");
  const witnesses = JSON.stringify(hospitals.map(({ witness }) => witness));
  await writeFile(settings, `origin = "${ORIGIN}"\nwitnesses = ${witnesses}\nquorum = 2\n`);
  const node = await startNode(t, ["--config", settings]);
  const { key } = await (await fetch(`${node.origin}/log/keys`)).json();
  for (const one of hospitals) one.follow(node, key);
  const [north, east] = hospitals;

  const operator = await visit(t, node.origin);
  const owner = await visit(t, node.origin);
  const step = journey(t, [operator, owner]);
  /** The page, loaded anew until it follows so many entries. */
  const follows = (entries) => {
    const sentence = `follows the log: ${entries} entries`;
    const said = owner.page.locator("lazaret-exchange").getByText(sentence).first();
    return until(
      sentence,
      async () => {
        await owner.page.reload();
        return said.waitFor({ timeout: 2000 }).then(
          () => true,
          () => false,
        );
      },
      60_000,
    );
  };
  const another = async (name) => {
    const newcomer = await visit(t, node.origin);
    await register(newcomer, name, "researcher", await invite(operator, "researcher"));
  };

  await step("all three follow", async () => {
    await register(operator, "olga", "operator", node.invitation);
    await operator.sees("Operator's console");
    await register(owner, "ada", "owner", await invite(operator, "owner"));
    await follows(3);
    await owner.press("Begin the group");
    await owner.sees("Upload a sealed file");
    await follows(4);
  });

  await step("one is killed, and the log goes on", async () => {
    await north.kill();
    await another("rosa");
    await follows(5);
  });

  await step("while two are away the page takes nothing that only one vouches for", async () => {
    await east.kill();
    await another("bela");
    await owner.page.waitForTimeout(3000);
    await follows(5);
    await operator.page.clock.setSystemTime(Date.now() + 2 * 3600 * 1000);
    await operator.page.reload();
    await operator.sees("Too few hospitals have vouched for this log since");
  });

  await step("one is back, catches up, and the log goes on", async () => {
    east.follow(node, key);
    await follows(6);
  });
});
