/** How the engine stands, and what a tab may ask of it: what all tabs know, whichever of them the engine lives in. */

import type { AppError } from "../../models/errors.ts";
import type { Method } from "../../workers/contract/call.ts";
import {
  type EngineApi,
  engineMethods,
  type LoadedModel,
  type LoadProgress,
} from "../../workers/contract/engine-api.ts";
import type { ModelChoice } from "./model-choice.ts";
import type { Way } from "./step-down.ts";

export type EngineState =
  | { readonly phase: "loading"; readonly progress: LoadProgress | null }
  | { readonly phase: "ready"; readonly model: LoadedModel }
  /** It did not load; only the reader can try again. */
  | { readonly phase: "failed"; readonly error: AppError }
  /** It was there and died; the next send starts it anew. */
  | { readonly phase: "gone"; readonly error: AppError }
  /** The reader unloaded it; the next send loads it again. */
  | { readonly phase: "unloaded" };

/** A model that runs in a more modest way than this device offers, because the better ones failed. */
export interface SteppedDown {
  readonly model: ModelChoice;
  readonly way: Way;
  /** The sentence of what failed; null where that was in an earlier visit. */
  readonly because: string | null;
}

/** What every tab knows of the engine, whichever of them it lives in. */
export interface EngineStore {
  readonly engine: EngineState;
  /** The model in use, or on its way to be. */
  readonly model: ModelChoice;
  readonly steppedDown: SteppedDown | null;
  /** A sentence about the model in use. */
  readonly said: string | null;
}

/** What a tab asks of the engine's life, its own or another tab's. */
export interface EngineLifeApi extends Omit<EngineApi, "load"> {
  /** Resolves with the loaded model; every caller shares one load. */
  readonly load: Method<null, never, LoadedModel>;
  /** Changes to another model, and remembers it unless it cannot start. */
  readonly change: Method<ModelChoice, never, LoadedModel>;
  /** Frees the model's memory until it is asked for again. */
  readonly unload: Method<null, never, null>;
  /** Tries the best way again, for the model that stepped down. */
  readonly tryAgain: Method<null, never, LoadedModel>;
}

export const engineLifeMethods = [
  "load",
  "change",
  "unload",
  "tryAgain",
  ...engineMethods.filter((name) => name !== "load"),
] as const satisfies readonly (keyof EngineLifeApi)[];
