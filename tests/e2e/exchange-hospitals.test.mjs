// Three hospitals vouch for a node's log, of which two must: the page follows while one is away, and no further while two are.
import { test } from "node:test";
import { comesToSee, invite, journey, register, visit } from "./exchange-steps.mjs";
import { hospital } from "./hospitals.mjs";

test("hospitals come and go, and the page follows what two of three vouch for", async (t) => {
  const [first, ...mirrors] = await Promise.all(
    ["first", "north", "east", "west"].map((name) => hospital(t, name)),
  );
  await first.keep({ witnesses: mirrors.map(({ witness }) => witness), quorum: 2 });
  for (const one of mirrors) one.mirror(first);
  const [north, east] = mirrors;

  const operator = await visit(t, first.origin);
  const owner = await visit(t, first.origin);
  const step = journey(t, [operator, owner]);
  const follows = (entries) => comesToSee(owner, `follows the log: ${entries} entries`);
  const another = async (name) => {
    const newcomer = await visit(t, first.origin);
    await register(newcomer, name, "researcher", await invite(operator, "researcher"));
  };

  await step("all three follow", async () => {
    await register(operator, "olga", "operator", await first.invitation());
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
    east.mirror(first);
    await follows(6);
  });
});
