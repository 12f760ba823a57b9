import base64 from "lazaret:wasm";
import { engine } from "./engine.js";
import init from "./generated/lazaret.js";
import { serve } from "./rpc.js";

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

function decode(text: string): Uint8Array<ArrayBuffer> {
  const native = (Uint8Array as { fromBase64?: (text: string) => Uint8Array<ArrayBuffer> })
    .fromBase64;
  return native ? native(text) : Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
}

closeExits();
// Requests that arrive meanwhile wait for the engine, each in its own call.
const started = init({ module_or_path: decode(base64) });
started.catch(() => {}); // each call reports it
serve(globalThis as never, engine(started));
