import base64 from "lazaret:wasm";
import { engine } from "./engine.js";
import init from "./generated/lazaret.js";
import { serve } from "./rpc.js";
import { vault } from "./vault/vault.js";

const EXITS = [
  "fetch",
  "XMLHttpRequest",
  "WebSocket",
  "WebSocketStream",
  "EventSource",
  "WebTransport",
  "importScripts",
];

/** Takes every way to the network out of this scope: the page's policy forbids them already. */
function closeExits(): void {
  for (const name of EXITS) {
    for (
      let scope: object | null = globalThis;
      scope && scope !== Object.prototype;
      scope = Object.getPrototypeOf(scope)
    ) {
      Reflect.deleteProperty(scope, name);
    }
    if (name in globalThis) throw new Error(`${name} is still there`);
  }
}

/** The engine's bytes out of the text that they travel in. */
function unpack(text: string): Promise<ArrayBuffer> {
  const native = (Uint8Array as { fromBase64?: (text: string) => Uint8Array<ArrayBuffer> })
    .fromBase64;
  const packed = native ? native(text) : Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  const unpacking = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(unpacking).arrayBuffer();
}

closeExits();
// Requests that arrive meanwhile wait for the engine, each in its own call.
const started = unpack(base64).then((bytes) => init({ module_or_path: bytes }));
started.catch(() => {}); // each call reports it
serve(globalThis as never, self.name === "vault" ? vault(started) : engine(started));
