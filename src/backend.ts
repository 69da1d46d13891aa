/**
 * The page's only door to the worker: starts the engine, starts it anew after its death, and says what to load.
 *
 * Knows nothing of conversations or of what is on the screen.
 */

import { pocket } from "../models/catalogue.ts";
import type { AppError } from "../models/errors.ts";
import { type Device, type EngineApi, engineMethods, type LoadRequest } from "../workers/contract/engine-api.ts";
import { connect, type Remote } from "../workers/contract/transport.ts";

let remote: Remote<EngineApi> | null = null;

/** The running engine; a new one where there is none. `onDeath` is told once, when the one started here is gone. */
export function engine(onDeath: (error: AppError) => void): EngineApi {
  if (remote) return remote.api;
  const worker = new Worker(new URL("../workers/engine/worker.ts", import.meta.url), { type: "module" });
  const started = connect<EngineApi>(worker, engineMethods);
  remote = started;
  void started.died.then((error) => {
    if (remote === started) remote = null;
    onDeath(error);
  });
  return started.api;
}

/** Ends the engine, the only sure way to free its memory; what is pending rejects with `worker-died`. */
export function endEngine(): void {
  remote?.terminate();
  remote = null;
}

/** The built-in model; `?device=wasm` or `?device=webgpu` in the page's address chooses the device, for diagnosis. */
export function loadRequest(): LoadRequest {
  const wanted = new URLSearchParams(location.search).get("device");
  const device: Device | "auto" = wanted === "wasm" || wanted === "webgpu" ? wanted : "auto";
  return { source: { kind: "url", folderUrl: new URL(pocket.path, document.baseURI).href }, device };
}
