/**
 * The engine's life as the page sees it. It is loaded when the page starts, and again with the next send after its death.
 *
 * Knows nothing of conversations.
 */

import { create } from "zustand";
import { pocket } from "../../models/catalogue.ts";
import type { Sampling } from "../../models/dolly/sampling.ts";
import { type AppError, toAppError } from "../../models/errors.ts";
import type { EngineApi, LoadedModel, LoadProgress } from "../../workers/contract/engine-api.ts";
import * as backend from "../backend.ts";

export type EngineState =
  | { readonly phase: "loading"; readonly progress: LoadProgress | null }
  | { readonly phase: "ready"; readonly model: LoadedModel }
  /** It did not load; only the reader can try again. */
  | { readonly phase: "failed"; readonly error: AppError }
  /** It was there and died; the next send starts it anew. */
  | { readonly phase: "gone"; readonly error: AppError };

export const useEngine = create<{ readonly engine: EngineState }>(() => ({
  engine: { phase: "loading", progress: null },
}));

/** What the page calls the model before the engine has told its name. */
export const modelName = pocket.name;

let loading: Promise<LoadedModel> | null = null;

/** Resolves with the loaded model; every caller shares one load. */
export function loadEngine(): Promise<LoadedModel> {
  loading ??= load().catch((error) => {
    loading = null;
    throw error;
  });
  return loading;
}

async function load(): Promise<LoadedModel> {
  set({ phase: "loading", progress: null });
  try {
    const model = await engine().load(backend.loadRequest(), {
      signal: new AbortController().signal,
      emit: (progress) => set({ phase: "loading", progress }),
    });
    set({ phase: "ready", model });
    return model;
  } catch (cause) {
    const error = toAppError(cause);
    backend.endEngine();
    set({ phase: "failed", error });
    throw error;
  }
}

export function engine(): EngineApi {
  return backend.engine((error) => {
    loading = null;
    if (useEngine.getState().engine.phase === "ready") set({ phase: "gone", error });
  });
}

/** After an error that leaves the engine of no use: the next send starts a new one. */
export function dropEngine(): void {
  backend.endEngine();
}

export function samplingWith(seed: number): Sampling {
  return { ...pocket.sampling, seed };
}

/** An error that only a new engine gets over. */
export function isFatal(error: AppError): boolean {
  return error.code === "device-lost" || error.code === "out-of-memory";
}

function set(engine: EngineState): void {
  useEngine.setState({ engine });
}
