// Both browsers with a log of whom they asked for by name, without a reader on top.
import { mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import puppeteer from "puppeteer-core";
import { ARGUMENTS } from "../chromium.mjs";
import { hostsIn } from "./netlog.mjs";

/** What would disturb the measurement: questions to a person, upgrades to https, and the browser's own errands. */
const DISTURBING = [
  "AutofillServerCommunication",
  "CertificateTransparencyComponentUpdater",
  "HttpsUpgrades",
  "LocalNetworkAccessChecks",
  "NetworkTimeServiceQuerying",
  "OptimizationHints",
  "OptimizationGuideModelDownloading",
];

/**
 * A Chromium; `without` are features that are turned off. `end` closes it and gives the hosts in its network log.
 */
export async function startChromium(t, { without = [] } = {}) {
  const folder = await mkdtemp(join(tmpdir(), "lazaret-battery-"));
  const log = join(folder, "net.json");
  const browser = await chromium.launchPersistentContext(join(folder, "profile"), {
    executablePath: process.env.CHROMIUM,
    args: [
      ...ARGUMENTS,
      `--disable-features=${[...DISTURBING, ...without]}`,
      `--log-net-log=${log}`,
    ],
  });
  t.after(async () => {
    await browser.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  const end = async () => {
    await browser.close();
    return hostsIn(log);
  };
  return { browser, end };
}

/** A Firefox; `end` closes it and gives the canaries' names that it looked up. */
export async function startFirefox(t) {
  const folder = await mkdtemp(join(tmpdir(), "lazaret-battery-"));
  await mkdir(join(folder, "profile"));
  const browser = await puppeteer.launch({
    browser: "firefox",
    executablePath: process.env.FIREFOX,
    headless: true,
    userDataDir: join(folder, "profile"),
    env: {
      ...process.env,
      MOZ_LOG: "nsHostResolver:5",
      MOZ_LOG_FILE: join(folder, "names"),
    },
  });
  t.after(async () => {
    await browser.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  const end = async () => {
    await browser.close();
    const files = (await readdir(folder)).filter((name) => name.startsWith("names"));
    const logs = await Promise.all(files.map((name) => readFile(join(folder, name), "utf8")));
    return [...new Set(logs.join("").match(/[\w-]+\.canary\.invalid/g) ?? [])].sort();
  };
  return { browser, end };
}
