/**
 * The engine as the page sees it, and which model it runs. The model chosen last is loaded when the page starts.
 *
 * Knows nothing of conversations.
 */

import { create } from "zustand";
import { checkpoints, pocket } from "../../models/catalogue.ts";
import { referenceSampling, type Sampling } from "../../models/dolly/sampling.ts";
import type { AppError } from "../../models/errors.ts";
import type { EngineApi, LoadedModel } from "../../workers/contract/engine-api.ts";
import { words } from "../words/words.ts";
import { EngineLife, type EngineStore } from "./engine-life.ts";
import { type ModelChoice, takeChoice } from "./model-choice.ts";
import { dismiss, notify } from "./notice-store.ts";
import { generateUnbroken } from "./unbroken.ts";

export const useEngine = create<EngineStore>(() => ({
  engine: { phase: "loading", progress: null },
  model: startingChoice(),
  steppedDown: null,
}));

const life = new EngineLife(useEngine.getState().model, {
  publish: (change) => useEngine.setState(change),
  say: (sentence) => (sentence === null ? dismiss("model") : notify("model", sentence)),
});

/** The engine in use, for those who have waited for `loadEngine`. */
export const engine: () => Omit<EngineApi, "load"> = () => ({
  count: life.count,
  windowUse: life.windowUse,
  passagePieces: life.passagePieces,
  inspect: life.inspect,
  benchmark: life.benchmark,
  generate: (request, call) => {
    dismiss("engine");
    const onBreak = ({ message }: AppError) => notify("engine", words().status.wentOn(message));
    return generateUnbroken(() => life, request, call, onBreak);
  },
});

/** Resolves with the loaded model; every caller shares one load. */
export function loadEngine(): Promise<LoadedModel> {
  return life.load();
}

/** Changes to another model, and remembers it unless it cannot start. */
export function changeModel(model: ModelChoice): Promise<LoadedModel> {
  return life.change(model);
}

/** Frees the model's memory until the next send. */
export async function unloadModel(): Promise<void> {
  await life.unload();
}

/** Tries the best way again, after the engine had stepped down to a more modest one. */
export function tryBestAgain(): Promise<LoadedModel> {
  return life.tryAgain();
}

/** The figures the model's makers sample it with. */
export function modelSampling({ id }: ModelChoice): Omit<Sampling, "seed"> {
  return [pocket, ...checkpoints].find((entry) => entry.id === id)?.sampling ?? referenceSampling;
}

function startingChoice(): ModelChoice {
  const { model, brokeOff } = takeChoice();
  if (brokeOff !== null) notify("model", words().status.startBrokeOff(brokeOff.name, pocket.name));
  return model;
}
