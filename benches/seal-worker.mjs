// Seals and opens files in a worker, beside named others on the same files: WebCrypto alone on chunks of 16 KiB,
// libsodium's secretstream in chunks of 64 MiB as hat.sh uses it, and age's own package.
import init, { Keyring, SealedFile } from "/target/bench/lazaret.js";
import * as age from "/target/bench/age.js";
import sodium from "/target/bench/sodium.js";

const CHUNK = 16 * 1024;
const TAG = 16;
const SLICE = 8 * 1024 * 1024;
const SLICE_OF_CHUNKS = SLICE / CHUNK;
const HAT_CHUNK = 64 * 1024 * 1024;
const HAT_OVERHEAD = 17;
const IN_FLIGHT = 16;
const DAY = "2026-11-25";

let keyring;

/** The slices of a file, the next one being read while one is worked on. */
async function* slices(file, size) {
  const read = (at) => file.slice(at, at + size).arrayBuffer();
  let next = read(0);
  for (let at = 0; at < file.size; at += size) {
    const slice = new Uint8Array(await next);
    next = read(at + size);
    yield slice;
  }
}

/** How long it takes from a file to its sealed bytes, and from the sealed file to what was in it. */
async function timed(file, seal, open) {
  const began = performance.now();
  const sealed = await seal(file);
  const ended = performance.now();
  const sealedFile = new Blob(sealed);
  const again = performance.now();
  const opened = await open(sealedFile);
  return { seal: ended - began, open: performance.now() - again, opened };
}

/** The whole sealed file, with its hashes, its manifest and a grant. */
function lazaret(file) {
  const wish = { to: { recipient: { file: keyring.view().recipient.text, kem: "x-wing" } } };
  return timed(
    file,
    async () => {
      const sealing = keyring.seal_file("table.csv", file.size);
      const parts = [];
      for await (const slice of slices(file, SLICE)) parts.push(...(await sealing.push(slice)));
      parts.push(...(await sealing.finish([wish], DAY)));
      return parts;
    },
    async (sealedFile) => {
      const sealed = SealedFile.read(sealedFile);
      const contents = sealed.open(keyring.unlock_file(sealed, DAY));
      let bytes = 0;
      for (let parts = await contents.next(); parts; parts = await contents.next()) {
        for (const part of parts) bytes += part.length;
      }
      return bytes;
    },
  );
}

/** Chunk after chunk through the browser's cipher, and nothing else. */
async function webCrypto(file) {
  const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  const each = async (from, size, work) => {
    const done = [];
    let count = 0;
    for await (const slice of slices(from, SLICE_OF_CHUNKS * size)) {
      for (let at = 0; at < slice.length; ) {
        const batch = [];
        for (; at < slice.length && batch.length < IN_FLIGHT; at += size) {
          const iv = new Uint8Array(12);
          new DataView(iv.buffer).setUint32(8, count++);
          batch.push(work({ name: "AES-GCM", iv }, key, slice.subarray(at, at + size)));
        }
        done.push(...(await Promise.all(batch)));
      }
    }
    return done;
  };
  return timed(
    file,
    () => each(file, CHUNK, (...call) => crypto.subtle.encrypt(...call)),
    async (sealedFile) => {
      const opened = await each(sealedFile, CHUNK + TAG, (...call) => crypto.subtle.decrypt(...call));
      return opened.reduce((bytes, chunk) => bytes + chunk.byteLength, 0);
    },
  );
}

function hat(file) {
  const key = sodium.crypto_secretstream_xchacha20poly1305_keygen();
  let header;
  return timed(
    file,
    async () => {
      const push = sodium.crypto_secretstream_xchacha20poly1305_init_push(key);
      header = push.header;
      const parts = [];
      for await (const slice of slices(file, HAT_CHUNK)) {
        const last = parts.length === Math.ceil(file.size / HAT_CHUNK) - 1;
        const tag = last ? sodium.crypto_secretstream_xchacha20poly1305_TAG_FINAL : 0;
        parts.push(sodium.crypto_secretstream_xchacha20poly1305_push(push.state, slice, null, tag));
      }
      return parts;
    },
    async (sealedFile) => {
      const state = sodium.crypto_secretstream_xchacha20poly1305_init_pull(header, key);
      let bytes = 0;
      for await (const slice of slices(sealedFile, HAT_CHUNK + HAT_OVERHEAD)) {
        bytes += sodium.crypto_secretstream_xchacha20poly1305_pull(state, slice).message.length;
      }
      return bytes;
    },
  );
}

async function ageFile(file) {
  const identity = await age.generateIdentity();
  const encrypter = new age.Encrypter();
  encrypter.addRecipient(await age.identityToRecipient(identity));
  const decrypter = new age.Decrypter();
  decrypter.addIdentity(identity);
  const bytes = async (blob) => new Uint8Array(await blob.arrayBuffer());
  return timed(
    file,
    async () => [await encrypter.encrypt(await bytes(file))],
    async (sealedFile) => (await decrypter.decrypt(await bytes(sealedFile))).length,
  );
}

onmessage = async ({ data: megabytes }) => {
  await init();
  await sodium.ready;
  keyring = new Keyring();
  keyring.make("Benchmark");
  const data = new Uint8Array(megabytes * 1024 * 1024);
  for (let at = 0; at < data.length; at += 65536) crypto.getRandomValues(data.subarray(at, at + 65536));
  const file = new Blob([data]);
  const rounds = [];
  for (let round = 0; round < 7; round++) {
    const took = {};
    for (const [name, work] of Object.entries({ lazaret, webCrypto, hat, age: ageFile })) {
      took[name] = await work(file);
      if (took[name].opened !== file.size) throw new Error(`${name} did not open what it sealed`);
    }
    rounds.push(took);
  }
  postMessage(rounds);
};
