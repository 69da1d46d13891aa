/**
 * The engine's life as the page sees it, and which model it runs. The model chosen last is loaded when the page starts; if
 * it cannot be, the bundled one stands in. After the engine's death the next send loads again.
 *
 * Knows nothing of conversations.
 */

import { create } from "zustand";
import { checkpoints, pocket } from "../../models/catalogue.ts";
import { referenceSampling, type Sampling } from "../../models/dolly/sampling.ts";
import { type AppError, toAppError } from "../../models/errors.ts";
import type { EngineApi, LoadedModel, LoadProgress, ModelPlace } from "../../workers/contract/engine-api.ts";
import { engineWorker, wantedDevice } from "../backend.ts";
import { words } from "../words/words.ts";
import { isPocket, type ModelChoice, markStarting, pocketChoice, rememberChoice, takeChoice } from "./model-choice.ts";
import { dismiss, notify } from "./notice-store.ts";

export type EngineState =
  | { readonly phase: "loading"; readonly progress: LoadProgress | null }
  | { readonly phase: "ready"; readonly model: LoadedModel }
  /** It did not load; only the reader can try again. */
  | { readonly phase: "failed"; readonly error: AppError }
  /** It was there and died; the next send starts it anew. */
  | { readonly phase: "gone"; readonly error: AppError }
  /** The reader unloaded it; the next send loads it again. */
  | { readonly phase: "unloaded" };

interface EngineStore {
  readonly engine: EngineState;
  /** The model in use, or on its way to be. */
  readonly model: ModelChoice;
}

export const useEngine = create<EngineStore>(() => ({
  engine: { phase: "loading", progress: null },
  model: startingChoice(),
}));

let loading: Promise<LoadedModel> | null = null;
let latestLoad = 0;

/** Resolves with the loaded model; every caller shares one load. */
export function loadEngine(): Promise<LoadedModel> {
  if (loading) return loading;
  const started = load().catch((error) => {
    if (loading === started) loading = null;
    throw error;
  });
  loading = started;
  return started;
}

/**
 * Changes to another model, and remembers it unless it cannot start. The one before leaves the memory first: few devices
 * hold two.
 */
export async function changeModel(model: ModelChoice): Promise<LoadedModel> {
  endEngine();
  dismiss("model");
  useEngine.setState({ model });
  rememberChoice(model);
  const loaded = await loadEngine();
  if (isPocket(useEngine.getState().model)) rememberChoice(pocketChoice); // it stands in for the one chosen
  return loaded;
}

/** Frees the model's memory until the next send. */
export function unloadModel(): void {
  endEngine();
  set({ phase: "unloaded" });
}

async function load(): Promise<LoadedModel> {
  const mine = ++latestLoad;
  const { model } = useEngine.getState();
  set({ phase: "loading", progress: null });
  markStarting(model);
  try {
    const loaded = await engine().load(
      { source: placeOf(model), device: wantedDevice() },
      { signal: new AbortController().signal, emit: (progress) => set({ phase: "loading", progress }) },
    );
    set({ phase: "ready", model: loaded });
    return loaded;
  } catch (cause) {
    if (mine !== latestLoad) return overtaken();
    engineWorker.end();
    const error = toAppError(cause);
    if (!isPocket(model)) {
      if (error.code === "no-model") rememberChoice(pocketChoice);
      notify("model", words().status.standsIn(model.name, pocket.name, error.message));
      useEngine.setState({ model: pocketChoice });
      return load();
    }
    set({ phase: "failed", error });
    throw error;
  } finally {
    if (mine === latestLoad) markStarting(null);
  }
}

/** What becomes of a load whose engine was ended: the load that took its place, or an abort. */
async function overtaken(): Promise<LoadedModel> {
  if (loading) return loading;
  throw new DOMException("The model was unloaded.", "AbortError");
}

export function engine(): EngineApi {
  return engineWorker.api((error) => {
    if (useEngine.getState().engine.phase !== "ready") return; // a load under way rejects, and sees to it
    loading = null;
    set({ phase: "gone", error });
  });
}

/** After an error that leaves the engine of no use: the next send starts a new one. */
export function dropEngine(error: AppError): void {
  endEngine();
  set({ phase: "gone", error });
}

function endEngine(): void {
  latestLoad++;
  loading = null;
  engineWorker.end();
  markStarting(null);
}

/** The figures the model's makers sample it with. */
export function modelSampling({ id }: ModelChoice): Omit<Sampling, "seed"> {
  return [pocket, ...checkpoints].find((entry) => entry.id === id)?.sampling ?? referenceSampling;
}

/** An error that only a new engine gets over. */
export function isFatal(error: AppError): boolean {
  return error.code === "device-lost" || error.code === "out-of-memory";
}

function startingChoice(): ModelChoice {
  const { model, brokeOff } = takeChoice();
  if (brokeOff !== null) {
    notify("model", words().status.startBrokeOff(brokeOff.name, pocket.name));
  }
  return model;
}

function placeOf({ id }: ModelChoice): ModelPlace {
  if (id !== pocket.id) return { kind: "installed", id };
  return { kind: "url", folderUrl: new URL(pocket.path, document.baseURI).href };
}

function set(engine: EngineState): void {
  useEngine.setState({ engine });
}
