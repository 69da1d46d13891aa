/**
 * The page's only door to the workers: starts each when it is first asked for, and anew after its death.
 *
 * Knows nothing of conversations or of what is on the screen.
 */

import type { AppError } from "../models/errors.ts";
import type { Api } from "../workers/contract/call.ts";
import { type Device, type EngineApi, engineMethods } from "../workers/contract/engine-api.ts";
import { type LibraryApi, libraryMethods } from "../workers/contract/library-api.ts";
import { type SearchApi, searchMethods } from "../workers/contract/search-api.ts";
import { connect, type Remote } from "../workers/contract/transport.ts";

interface Startable<T> {
  /** The running worker's methods; a new worker where there is none. `onDeath` is told when it dies by itself. */
  api(onDeath?: (error: AppError) => void): T;
  /** Ends the worker, the only sure way to free its memory; what is pending rejects with `worker-died`. */
  end(): void;
}

function startable<T extends Api<T>>(start: () => Worker, methods: readonly (keyof T & string)[]): Startable<T> {
  let remote: Remote<T> | null = null;
  return {
    api(onDeath) {
      if (remote) return remote.api;
      const started = connect<T>(start(), methods);
      remote = started;
      void started.died.then((error) => {
        if (remote !== started) return; // ended by `end`, whose caller knows
        remote = null;
        onDeath?.(error);
      });
      return started.api;
    },
    end() {
      const ended = remote;
      remote = null;
      ended?.terminate();
    },
  };
}

export const engineWorker = startable<EngineApi>(
  () => new Worker(new URL("../workers/engine/worker.ts", import.meta.url), { type: "module" }),
  engineMethods,
);

export const libraryWorker = startable<LibraryApi>(
  () => new Worker(new URL("../workers/library/worker.ts", import.meta.url), { type: "module" }),
  libraryMethods,
);

export const searchWorker = startable<SearchApi>(
  () => new Worker(new URL("../workers/search/worker.ts", import.meta.url), { type: "module" }),
  searchMethods,
);

/** `?device=wasm` or `?device=webgpu` in the page's address chooses the device, for diagnosis. */
export function wantedDevice(): Device | "auto" {
  const wanted = new URLSearchParams(location.search).get("device");
  return wanted === "wasm" || wanted === "webgpu" ? wanted : "auto";
}
