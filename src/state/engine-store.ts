/**
 * The engine as the page sees it, and which model it runs. The model chosen last is loaded when the page starts.
 *
 * Knows nothing of conversations.
 */

import { create } from "zustand";
import { checkpoints, pocket } from "../../models/catalogue.ts";
import { referenceSampling, type Sampling } from "../../models/dolly/sampling.ts";
import { AppError, type ErrorCode } from "../../models/errors.ts";
import type { EngineApi, LoadedModel } from "../../workers/contract/engine-api.ts";
import { shareBetweenTabs } from "../tabs.ts";
import { words } from "../words/words.ts";
import { EngineLife } from "./engine-life.ts";
import { type EngineLifeApi, type EngineState, type EngineStore, engineLifeMethods } from "./engine-state.ts";
import { type ModelChoice, takeChoice } from "./model-choice.ts";
import { dismiss, notify } from "./notice-store.ts";
import { generateUnbroken } from "./unbroken.ts";

export const useEngine = create<EngineStore>(() => ({
  engine: { phase: "loading", progress: null },
  model: startingChoice(),
  steppedDown: null,
  said: null,
}));

const never = () => ({ signal: new AbortController().signal, emit: () => {} });

/** Whether the engine has lived in another tab. */
let followed = false;

const shared = shareBetweenTabs<EngineLifeApi>({
  name: "dolly/engine",
  methods: engineLifeMethods,
  own() {
    const { engine: before, model } = useEngine.getState();
    const life = new EngineLife(model, (change) => {
      show(change);
      shared.tell(plain(useEngine.getState()));
    });
    // What another tab had loaded is taken up where it was.
    if (followed && before.phase !== "unloaded" && before.phase !== "failed")
      void life
        .apiFor("")
        .load(null, never())
        .catch(() => {});
    return {
      apiFor: (tab) => life.apiFor(tab),
      state: () => plain(useEngine.getState()),
      lose: () => life.end(),
    };
  },
  onState(state) {
    followed = true;
    show(revived(state as PlainStore));
  },
});

/** The engine in use, for those who have waited for `loadEngine`. */
export const engine: () => Omit<EngineApi, "load"> = () => ({
  ...shared.api,
  generate: (request, call) => {
    dismiss("engine");
    const onBreak = ({ message }: AppError) => notify("engine", words().status.wentOn(message));
    return generateUnbroken(() => shared.api, request, call, onBreak);
  },
});

function show(change: Partial<EngineStore>): void {
  const before = useEngine.getState().said;
  useEngine.setState(change);
  const { said } = useEngine.getState();
  if (said === before) return;
  if (said === null) dismiss("model");
  else notify("model", said);
}

interface PlainError {
  readonly code: ErrorCode;
  readonly message: string;
}

/** The store as another tab gets it: errors do not keep their class on the way. */
type PlainStore = Omit<EngineStore, "engine"> & {
  readonly engine: EngineState extends infer State
    ? State extends { readonly error: AppError }
      ? Omit<State, "error"> & { readonly error: PlainError }
      : State
    : never;
};

function plain(store: EngineStore): PlainStore {
  const { engine: state } = store;
  if (state.phase !== "failed" && state.phase !== "gone") return { ...store, engine: state };
  const { code, message } = state.error;
  return { ...store, engine: { ...state, error: { code, message } } };
}

function revived(store: PlainStore): EngineStore {
  const { engine: state } = store;
  if (state.phase !== "failed" && state.phase !== "gone") return { ...store, engine: state };
  return { ...store, engine: { ...state, error: new AppError(state.error.code, state.error.message) } };
}

/** Resolves with the loaded model; every caller shares one load. */
export function loadEngine(): Promise<LoadedModel> {
  return shared.api.load(null, never());
}

/** Changes to another model, and remembers it unless it cannot start. */
export function changeModel(model: ModelChoice): Promise<LoadedModel> {
  return shared.api.change(model, never());
}

/** Frees the model's memory until the next send. */
export async function unloadModel(): Promise<void> {
  await shared.api.unload(null, never());
}

/** Tries the best way again, after the engine had stepped down to a more modest one. */
export function tryBestAgain(): Promise<LoadedModel> {
  return shared.api.tryAgain(null, never());
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
