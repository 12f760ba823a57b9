import { GcmTrial, lesson_derive_key, SumTrial } from "../generated/lazaret.js";
import type { Task } from "../rpc.js";

/** Runs of which the median is taken. */
const RUNS = 5;
/** Bytes that each run seals: browsers' clocks are coarse. */
const BROWSER_BYTES = 8 * 2 ** 20;
const WASM_BYTES = 2 * 2 ** 20;
/** Chunks that the browser is given at once. */
const IN_FLIGHT = 4;
/** What a run lasts at least where it can be repeated. */
const LEAST_SECONDS = 0.02;

/** Bytes a second. */
export interface Speed {
  seal: number;
  open: number;
}

/** AES-GCM with one length of key, at one size of chunks. */
export interface GcmSpeed {
  keyBits: number;
  chunk: number;
  /** Through WebCrypto; undefined where the browser refuses the key. */
  browser: Speed | undefined;
  /** In WebAssembly. */
  wasm: Speed;
}

/** In the worker: AES-GCM through WebCrypto and in WebAssembly. */
export async function gcmSpeed(task: Task, keyBits: number, chunk: number): Promise<GcmSpeed> {
  const trial = new GcmTrial(keyBits, chunk, WASM_BYTES);
  try {
    return {
      keyBits,
      chunk,
      browser: await browserSpeed(task, keyBits, chunk),
      wasm: await speed(
        task,
        WASM_BYTES,
        () => trial.seal(),
        () => trial.open(),
      ),
    };
  } finally {
    trial.free();
  }
}

async function browserSpeed(
  task: Task,
  keyBits: number,
  chunk: number,
): Promise<Speed | undefined> {
  const { subtle } = crypto;
  const raw = crypto.getRandomValues(new Uint8Array(keyBits / 8));
  // Chromium has no AES with 192 bits: it refuses the key, which is an answer.
  const key = await subtle
    .importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"])
    .catch(() => undefined);
  if (!key) return undefined;
  const plaintext = new Uint8Array(chunk);
  const nonce = (at: number) => new Uint8Array(new Uint32Array([0, 0, at]).buffer);
  let sealed: ArrayBuffer[] = [];
  const all = async (one: (at: number) => Promise<ArrayBuffer>): Promise<ArrayBuffer[]> => {
    const done: ArrayBuffer[] = [];
    for (let at = 0; at < BROWSER_BYTES / chunk; at += IN_FLIGHT) {
      const batch = Array.from({ length: IN_FLIGHT }, (_, ahead) => one(at + ahead));
      done.push(...(await Promise.all(batch)));
    }
    return done;
  };
  return speed(
    task,
    BROWSER_BYTES,
    async () => {
      sealed = await all((at) =>
        subtle.encrypt({ name: "AES-GCM", iv: nonce(at) }, key, plaintext),
      );
    },
    () =>
      all((at) =>
        subtle.decrypt({ name: "AES-GCM", iv: nonce(at) }, key, sealed[at] as ArrayBuffer),
      ),
  );
}

async function speed(
  { turn }: Task,
  bytes: number,
  seal: () => unknown,
  open: () => unknown,
): Promise<Speed> {
  const [sealing, opening]: [number[], number[]] = [[], []];
  // The first run is not counted: engines compile what is used often.
  for (let run = 0; run <= RUNS; run += 1) {
    await turn();
    const times = [await seconds(seal), await seconds(open)] as const;
    if (run === 0) continue;
    sealing.push(times[0]);
    opening.push(times[1]);
  }
  return { seal: bytes / median(sealing), open: bytes / median(opening) };
}

/** Argon2id at one cost. */
export interface KeyTime {
  mebibytes: number;
  passes: number;
  /** Undefined where there is not the memory. */
  seconds: number | undefined;
}

/** In the worker: what a passphrase costs to try. */
export async function keyTime({ turn }: Task, mebibytes: number, passes: number): Promise<KeyTime> {
  const times: number[] = [];
  for (let run = 0; run < 3; run += 1) {
    await turn();
    let derived = false;
    times.push(
      await seconds(() => {
        derived = lesson_derive_key(1024 * mebibytes, passes);
      }),
    );
    if (!derived) return { mebibytes, passes, seconds: undefined };
  }
  return { mebibytes, passes, seconds: median(times) };
}

export type Way = "clear" | "sealed" | "shared" | "homomorphic";

/** The sum of one column in one way. */
export interface SumTime {
  way: Way;
  rows: number;
  seconds: number;
  /** Of the whole column, as it is stored or sent. */
  bytes: number;
  /** Whether what came out is the sum in the clear. */
  right: boolean;
  /** Values that were measured, where there would be too many: the time of all is calculated. */
  measured: number | undefined;
}

const NUMBER = 8;
const NONCE_AND_TAG = 28;

/** In the worker: the sum of the made-up stays in one way. */
export async function sumTime(task: Task, way: Way, rows: number): Promise<SumTime> {
  const trial = new SumTrial(rows);
  try {
    if (way === "homomorphic") return await homomorphic(task, trial, rows);
    const size = {
      clear: NUMBER * rows,
      sealed: NUMBER * rows + NONCE_AND_TAG,
      shared: SumTrial.parties() * NUMBER * rows,
    };
    const sum = () => trial[way]();
    return {
      way,
      rows,
      seconds: await repeated(task, sum),
      bytes: size[way],
      right: sum() === trial.clear(),
      measured: undefined,
    };
  } finally {
    trial.free();
  }
}

/** Values that are encrypted for adding: each takes about as long as sealing a megabyte. */
const ENCRYPTED = 15;

async function homomorphic({ turn }: Task, trial: SumTrial, rows: number): Promise<SumTime> {
  const values = Math.min(rows, ENCRYPTED);
  const encrypting: number[] = [];
  for (let value = 0; value < values; value += 1) {
    await turn();
    encrypting.push(await seconds(() => trial.encrypt_next()));
  }
  const [adding, decrypting]: [number[], number[]] = [[], []];
  let sum = Number.NaN;
  for (let run = 0; run < RUNS; run += 1) {
    await turn();
    adding.push((await seconds(() => trial.add_encrypted())) / (values - 1));
    decrypting.push(
      await seconds(() => {
        sum = trial.decrypt_sum();
      }),
    );
  }
  return {
    way: "homomorphic",
    rows,
    seconds: rows * median(encrypting) + (rows - 1) * median(adding) + median(decrypting),
    bytes: SumTrial.ciphertext_bytes() * rows,
    right: sum === trial.sum_of_encrypted(),
    measured: values < rows ? values : undefined,
  };
}

/** The median time of one call, called as often as a coarse clock needs. */
async function repeated({ turn }: Task, work: () => unknown): Promise<number> {
  let times = 1;
  const run = async () =>
    (await seconds(() => {
      for (let time = 0; time < times; time += 1) work();
    })) / times;
  while ((await run()) * times < LEAST_SECONDS) times *= 2;
  const measured: number[] = [];
  for (let one = 0; one < RUNS; one += 1) {
    await turn();
    measured.push(await run());
  }
  return median(measured);
}

async function seconds(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

function median(values: number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] as number) + (sorted[Math.ceil(middle)] as number)) / 2;
}
