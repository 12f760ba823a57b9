import { findRoom } from "./chunks.js";
import { engine } from "./engine.js";
import init from "./generated/lazaret.js";
import { serve } from "./rpc.js";
import { vault } from "./vault/vault.js";
import { closeExits, engineBytes } from "./worker-scope.js";

closeExits();
// Requests that arrive meanwhile wait for the engine, each in its own call.
const started = findRoom()
  .then(engineBytes)
  .then((bytes) => init({ module_or_path: bytes }));
started.catch(() => {}); // each call reports it
serve(globalThis as never, self.name === "vault" ? vault(started) : engine(started));
