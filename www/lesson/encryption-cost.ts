import { html } from "lit";
import { bytes, number } from "../format.js";
import { cipher } from "../words/en-cipher.js";
import type { GcmSpeed, KeyTime, Speed, SumTime, Way } from "./cipher-trials.js";
import { type Trial, trial } from "./trial.js";
import { type Control, view } from "./view.js";

const copy = cipher.cost;

const KIB = 1024;
const CHUNKS = [16 * KIB, 64 * KIB, 256 * KIB, 1024 * KIB];
const KEYS = [128, 192, 256] as const;
const SHORTEST = KEYS[0];

const gcm: Trial<GcmSpeed> = {
  id: "gcm",
  title: copy.gcmTitle,
  text: copy.gcmText,
  measure: copy.measureGcm,
  head: [copy.key, ...CHUNKS.map((chunk) => copy.chunks(chunk / KIB)), copy.buys],
  steps: KEYS.flatMap((keyBits) =>
    CHUNKS.map((chunk) => ({
      name: copy.measuringGcm(keyBits, chunk / KIB),
      run: (call, signal) => call("lessonGcmSpeed", [keyBits, chunk], { signal }),
    })),
  ),
  rows: (measured) =>
    KEYS.flatMap((keyBits) => {
      const mine = measured.filter((one) => one.keyBits === keyBits);
      if (mine.length === 0) return [];
      const shown = (of: (one: GcmSpeed) => Speed | undefined) =>
        CHUNKS.map((chunk) => {
          const one = mine.find((one) => one.chunk === chunk);
          if (!one) return "";
          const speed = of(one);
          return speed ? copy.speed(mega(speed.seal), mega(speed.open)) : copy.refusesKey;
        });
      return [
        [copy.inBrowser(keyBits), ...shown(({ browser }) => browser), copy.keyBuys[keyBits]],
        [copy.inWasm(keyBits), ...shown(({ wasm }) => wasm), slower(mine, measured)],
      ];
    }),
};

/** How a key's speed in WebAssembly compares with the shortest key's, over the chunks that both have. */
function slower(mine: readonly GcmSpeed[], all: readonly GcmSpeed[]): string {
  const shortest = all.filter(({ keyBits }) => keyBits === SHORTEST);
  const seconds = (some: readonly GcmSpeed[]) =>
    some.slice(0, mine.length).reduce((sum, { wasm }) => sum + 1 / wasm.seal, 0);
  return mine[0]?.keyBits === SHORTEST
    ? copy.shortest
    : copy.ofShortest(seconds(shortest) / seconds(mine));
}

function mega(bytesPerSecond: number): string {
  return number(Number((bytesPerSecond / 1e6).toPrecision(3)));
}

const SECONDS_OF_A_DAY = 86_400;

const passphrase: Trial<KeyTime> = {
  id: "passphrase",
  title: copy.passphraseTitle,
  text: copy.passphraseText,
  measure: copy.measurePassphrase,
  head: copy.passphraseHead,
  steps: copy.passphraseCosts.map(({ mebibytes, passes }) => ({
    name: copy.measuringPassphrase(mebibytes),
    run: (call, signal) => call("lessonKeyTime", [mebibytes, passes], { signal }),
  })),
  rows: (measured) =>
    measured.map(({ mebibytes, passes, seconds }, at) => [
      copy.passphraseCost(mebibytes, passes),
      seconds === undefined ? copy.noMemory : duration(seconds),
      seconds === undefined ? "" : number(Number((SECONDS_OF_A_DAY / seconds).toPrecision(2))),
      copy.passphraseCosts[at]?.buys ?? "",
    ]),
};

const WAYS: readonly Way[] = ["clear", "sealed", "shared", "homomorphic"];

function sums(rows: number): Trial<SumTime> {
  return {
    id: `sums of ${rows}`,
    title: copy.sumsTitle(rows),
    text: copy.sumsText,
    measure: copy.measureSums,
    head: copy.sumsHead,
    steps: WAYS.map((way) => ({
      name: copy.measuringSum(copy.ways[way].name),
      run: (call, signal) => call("lessonSumTime", [way, rows], { signal }),
    })),
    rows: (measured) => {
      const sealed = measured.find(({ way }) => way === "sealed");
      return measured.map((one) => [
        copy.ways[one.way].name,
        one.measured === undefined
          ? duration(one.seconds)
          : copy.calculated(duration(one.seconds), one.measured),
        sealed ? number(Number((one.seconds / sealed.seconds).toPrecision(2))) : "",
        bytes(one.bytes),
        one.right ? copy.right : copy.wrong,
        copy.ways[one.way].buys,
      ]);
    },
  };
}

function duration(seconds: number): string {
  const [unit, size] = (
    seconds < 1e-3
      ? ["µs", 1e-6]
      : seconds < 1
        ? ["ms", 1e-3]
        : seconds < 120
          ? ["s", 1]
          : ["min", 60]
  ) as [string, number];
  return `${number(Number((seconds / size).toPrecision(3)))}\u00a0${unit}`;
}

const rows: Control<"rows"> = {
  name: "rows",
  label: copy.rows,
  stops: [300, 1000, 3000, 15_757],
  initial: 300,
  text: copy.rowsText,
};

/** The first paper's choices, measured: key sizes, passphrases, and sums that hide what they add. */
export const encryptionCost = view<"rows", number>({
  id: "encryption-cost",
  title: copy.title,
  see: copy.see,
  controls: [rows],
  ask: (call, { rows }) => call("lessonSum", [rows]),
  says: (sum, { rows }) => [copy.says(rows, sum)],
  draw: (_, { rows }) =>
    html`<div class="box"><strong>${copy.paper}</strong>${copy.paperSays.map((said) => html`<p>${said}</p>`)}</div>
      ${trial(sums(rows))} ${trial(gcm)} ${trial(passphrase)}
      <p class="small soft">${cipher.teaching}</p>`,
});
