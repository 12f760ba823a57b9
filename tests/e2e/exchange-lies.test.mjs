// A node that lies, fails or is out of reach: what it does is found out and said, and nothing typed is lost.
import assert from "node:assert/strict";
import { createHash, generateKeyPairSync, randomBytes } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { invite, journey, logIn, PASSWORD, register, visit, workbench } from "./exchange-steps.mjs";
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

  const believe = async () => {
    await owner.check("People at the hospitals have told me", "lazaret-other-hospitals");
    await owner.press("Believe these keys from now on", "lazaret-other-hospitals");
  };
  await step("another key of the log is refused, whatever it signs", async () => {
    let key;
    const answer = async (route) => {
      const keys = await (await route.fetch()).json();
      key ??= anotherKey(keys.origin);
      await route.fulfill(json(200, JSON.stringify({ ...keys, key })));
    };
    await instead("/log/keys", answer, async () => {
      await page.reload();
      await said("names other keys for its log");
      await believe();
      await said("not signed with the key that is known for it");
    });
    // Who was misled finds the way back, and what was seen of the log still holds.
    await page.reload();
    await said("names other keys for its log");
    await believe();
    await owner.sees("This browser follows the log: 4 entries");
    await page.reload();
    await owner.sees("This browser follows the log: 4 entries");
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

  /** What the node shows of the history, with one entry more. */
  const withEntry = (invented) => async (route) => {
    const entries = await (await route.fetch()).json();
    const last = entries.at(-1);
    const more = last && new URL(route.request().url()).searchParams.get("after") === "0";
    const shown = more ? [...entries, { ...last, ...invented(last) }] : entries;
    await route.fulfill(json(200, JSON.stringify(shown)));
  };
  const asks = ({ record }) => {
    const { act, ...signed } = JSON.parse(record);
    const ask = { file: act.upload.file, purpose: "an invented study" };
    return { record: JSON.stringify({ ...signed, by: "olga", act: { ask } }) };
  };
  const isShown = () => page.getByText("an invented study").count();

  await step("a request that nobody signed is not shown", async () => {
    await instead("/v1/history?*", withEntry(asks), async () => {
      await page.reload();
      await said("is not signed by its author");
      assert.equal(await isShown(), 0);
    });
  });

  await step("what the log has not reached is left out", async () => {
    const later = (last) => ({ ...asks(last), leaf: last.leaf + 1000 });
    await instead("/v1/history?*", withEntry(later), async () => {
      await page.reload();
      await said("Nobody asks you at the moment.");
      await owner.sees("yours · version 1");
      assert.equal(await isShown(), 0);
      assert.equal(await page.locator("[role=alert]").count(), 0);
    });
  });

  await step("numbers that are not those that were published are found out", async () => {
    const frame = await workbench(owner);
    await steps.loadSample(frame);
    await steps.setBudget(frame, "1");
    await steps.count(frame, "0.5", "0.5");
    await frame.press("Save the numbers");
    await owner.press("Publish these numbers");
    await owner.press("Noisy numbers");
    await owner.sees("ε 0.5", "lazaret-releases:not([offers])");
    const alter = async (route) => {
      const [one] = await (await route.fetch()).json();
      const numbers = one.numbers.replace(/"spent":0.5/, '"spent":0.4');
      assert.notEqual(numbers, one.numbers);
      await route.fulfill(json(200, JSON.stringify([{ ...one, numbers }])));
    };
    await instead("/v1/releases", alter, async () => {
      await page.reload();
      await said("shows other numbers than those that were published");
      await owner.press("Noisy numbers");
      await owner.sees("Nobody has published numbers.");
    });
    await page.reload();
    await owner.press("Noisy numbers");
    await owner.sees("ε 0.5", "lazaret-releases:not([offers])");
  });

  await step("a session that ended asks to log in again, and what was typed is there", async () => {
    await owner.press("Files");
    await page.context().clearCookies();
    await owner.fill("Name or words", "influenza");
    await owner.press("Search");
    await owner.sees("You are no longer logged in");
    await logIn(owner, "ada", `${PASSWORD}!`);
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
  });

  await step("who could not be logged out is told so, and still logged in", async () => {
    const answer = (route) => route.fulfill(json(503, refused("unavailable")));
    await instead("/v1/logout", answer, async () => {
      await owner.press("Log out");
      await said("The node can't work at the moment");
      await owner.sees("You are ada");
    });
    await owner.press("Log out");
    await logIn(owner, "ada", `${PASSWORD} again`);
    await owner.sees("You are ada");
  });

  await step("an operator is shown every page of a list", async () => {
    const pages = {
      0: [{ name: "on-the-first", leaf: 1 }],
      1: [{ name: "on-the-second", leaf: 9 }],
    };
    const answer = (route) => {
      const after = new URL(route.request().url()).searchParams.get("after");
      return route.fulfill(json(200, JSON.stringify(pages[after] ?? [])));
    };
    await operator.page.route("**/v1/operator/users?*", answer);
    await operator.page.reload();
    await operator.sees("on-the-first");
    await operator.sees("on-the-second");
  });
});
