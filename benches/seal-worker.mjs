// Seals in a worker: Lazaret's stream, and WebCrypto alone on the same chunks.
import init, { FileSealing } from "/target/bench/lazaret.js";

const CHUNK = 16 * 1024;
const PIECE = 2 * 1024 * 1024;
const IN_FLIGHT = 16;
const GRANT = [{ to: { passphrase: "a passphrase for the benchmark" } }];

async function lazaret(data) {
  const started = performance.now();
  const sealing = FileSealing.start("table.csv", data.length);
  for (let at = 0; at < data.length; at += PIECE) await sealing.push(data.subarray(at, at + PIECE));
  await sealing.finish(GRANT, "2026-11-25");
  return performance.now() - started;
}

async function webCrypto(data) {
  const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt"]);
  const iv = new Uint8Array(12);
  const counter = new DataView(iv.buffer);
  const started = performance.now();
  let flying = [];
  for (let at = 0, chunk = 0; at < data.length; at += CHUNK, chunk++) {
    counter.setUint32(8, chunk);
    flying.push(crypto.subtle.encrypt({ name: "AES-GCM", iv: iv.slice() }, key, data.subarray(at, at + CHUNK)));
    if (flying.length === IN_FLIGHT) {
      await Promise.all(flying);
      flying = [];
    }
  }
  await Promise.all(flying);
  return performance.now() - started;
}

onmessage = async ({ data: megabytes }) => {
  await init();
  const data = new Uint8Array(megabytes * 1024 * 1024);
  for (let at = 0; at < data.length; at += 65536) crypto.getRandomValues(data.subarray(at, at + 65536));
  const rounds = [];
  for (let round = 0; round < 7; round++) {
    rounds.push({ lazaret: await lazaret(data), webCrypto: await webCrypto(data) });
  }
  postMessage(rounds);
};
