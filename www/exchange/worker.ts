import init from "../generated/shell.js";
import { serve } from "../rpc.js";
import { closeExits, engineBytes } from "../worker-scope.js";
import { shellVault } from "./vault/vault.js";

closeExits();
// Requests that arrive meanwhile wait for the module, each in its own call.
const started = engineBytes().then((bytes) => init({ module_or_path: bytes }));
started.catch(() => {}); // each call reports it
serve(globalThis as never, shellVault(started));
