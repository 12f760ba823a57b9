// A node that lies, fails or is out of reach: what it does is found out and said, and nothing typed is lost.
import assert from "node:assert/strict";
import { createHash, generateKeyPairSync, randomBytes } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { invite, journey, PASSWORD, register, visit, workbench } from "./exchange-steps.mjs";
import { folder } from "./harness.mjs";
import { startNode } from "./node.mjs";
import * as steps from "./steps.mjs";

const PART = 8 * 1024 * 1024;

const refused = (kind, fields = {}) => JSON.stringify({ error: { kind, ...fields } });
/** A key in the form of signed notes that is not the log's. */
function anotherKey(name) {
  const { x } = generateKeyPairSync("ed25519").publicKey.export({ format: "jwk" });
  const key = Buffer.concat([Buffer.from([1]), Buffer.from(x, "base64url")]);
  const id = createHash("sha256").update(`${name}\n`).update(key).digest("hex").slice(0, 8);
  return `${name}+${id}+${key.toString("base64")}`;
}

const json = (status, body) => ({ status, contentType: "application/json", body });

test("a node that lies or fails is caught, and said in a sentence", async (t) => {
  const node = await startNode(t);
  const operator = await visit(t, node.origin);
  const owner = await visit(t, node.origin);
  const step = journey(t, [operator, owner]);
  const { page } = owner;

  /** Answers in the node's place while `work` is done. */
  const instead = async (path, answer, work) => {
    await page.route(`**${path}`, answer);
    try {
      await work();
    } finally {
      await page.unroute(`**${path}`);
    }
  };
  const logIn = page
    .locator("lazaret-account form")
    .getByRole("button", { name: "Log in", exact: true });
  const said = async (sentence) => owner.sees(sentence);

  await register(operator, "olga", "operator", node.invitation);
  await operator.sees("Operator's console");
  await register(owner, "ada", "owner", await invite(operator, "owner"));
  const old = await (await fetch(`${node.origin}/log/checkpoint`)).text();
  await owner.press("Begin the group");
  await owner.sees("This browser follows the log: 4 entries");

  await step("an older log is no log", async () => {
    const answer = (route) => route.fulfill({ status: 200, body: old });
    await instead("/log/checkpoint", answer, async () => {
      await page.reload();
      await said("it is behind, or holds entries back");
    });
  });

  await step("another key of the log is refused, whatever it signs", async () => {
    const answer = async (route) => {
      const keys = await (await route.fetch()).json();
      await route.fulfill(json(200, JSON.stringify({ ...keys, key: anotherKey(keys.origin) })));
    };
    await instead("/log/keys", answer, async () => {
      await page.reload();
      await said("names other keys for its log");
    });
  });

  await step("a swapped key is found out before it is used", async () => {
    const swap = async (route) => {
      const users = await (await route.fetch()).json();
      const [one, other] = users;
      await route.fulfill(
        json(200, JSON.stringify([{ ...one, recipient: other.recipient }, ...users.slice(1)])),
      );
    };
    await instead("/v1/users", swap, async () => {
      await page.reload();
      await owner.press("Members");
      await owner.press("Show the words of olga");
      await owner.press("Show the words of ada");
      await said("shows another key than the one registered for");
    });
    await page.reload();
    await owner.press("Members");
    await owner.press("Show the words of olga");
    await said("as the log has it");
  });

  for (const [status, body, sentence] of [
    [429, refused("slow-down", { seconds: 7 }), "asks for a pause of 7 seconds"],
    [503, refused("unavailable"), "The node can't work at the moment"],
    [502, "<html>", "HTTP status 502"],
    [200, "<html>sign in to this network</html>", "What answered is not a node"],
  ]) {
    await step(`${status} has its sentence`, async () => {
      await owner.press("Files");
      await owner.fill("Name or words", "fever");
      await instead(
        "/v1/search",
        (route) => route.fulfill(json(status, body)),
        async () => {
          await owner.press("Search");
          await said(sentence);
        },
      );
      assert.deepEqual(await owner.values("#query", "lazaret-files"), ["fever"]);
    });
  }

  await step("a line that is cut has its sentence, and the search goes on later", async () => {
    await instead(
      "/v1/search",
      (route) => route.abort("connectionreset"),
      async () => {
        await owner.press("Search");
        await said("The node does not answer");
      },
    );
    await owner.press("Search");
    await said("No file has all of these words.");
  });

  await step("an upload whose line is cut goes on where it was", async () => {
    const large = join(await folder(t), "large.bin");
    await writeFile(large, randomBytes(PART * 2.5));
    const frame = await workbench(owner);
    await steps.loadSample(frame);
    await frame.check("Seal", "lazaret-protect");
    await frame.check("another file", "lazaret-seal");
    await frame.give("Choose the file to seal", large, "lazaret-seal");
    await frame.press("Seal for the exchange", "lazaret-seal");
    await owner.sees("This would leave");
    await owner.fill("Name (sealed for the members)", "Large");
    const sent = [];
    page.on("request", (request) => request.method() === "PUT" && sent.push(request.url()));
    const cutSecond = (route) =>
      sent.length > 1 ? route.abort("connectionreset") : route.continue();
    await instead("/v1/parts/*", cutSecond, async () => {
      await owner.press("Upload");
      await said("The node does not answer");
      await said("What has arrived stays");
    });
    const [first] = sent.splice(0);
    assert.deepEqual(await owner.values("#name", "lazaret-upload[offers]"), ["Large"]);
    await owner.press("Upload");
    await owner.sees("“Large” is on the exchange, and in the log.");
    assert.ok(sent.length > 0 && !sent.includes(first), "what had arrived is not sent again");
  });

  await step("a session that ended asks to log in again, and what was typed is there", async () => {
    await owner.press("Files");
    await page.context().clearCookies();
    await owner.fill("Name or words", "influenza");
    await owner.press("Search");
    await owner.sees("You are no longer logged in");
    await owner.fill("User name", "ada");
    await owner.fill("Password", `${PASSWORD}!`);
    await logIn.click();
    await owner.sees("There is no such user name with this password");
    await owner.press("Log in with the unlocked identity");
    await owner.sees("You are ada");
    assert.deepEqual(await owner.values("#query", "lazaret-files"), ["influenza"]);
  });

  await step("the identity sets another password", async () => {
    await owner.press("Your keys");
    await owner.fill("New password", `${PASSWORD} again`);
    await owner.press("Set it");
    await owner.sees("It is set, and you are logged in with it.");
    await owner.press("Log out");
    await owner.fill("User name", "ada");
    await owner.fill("Password", `${PASSWORD} again`);
    await logIn.click();
    await owner.sees("You are ada");
  });
});
