/**
 * The engine's life in the tab that owns it: which model it runs, and how. It loads the model chosen; where the engine
 * fails it starts another, and after repeated failures takes a more modest way (step-down.ts) and remembers it for this
 * adapter. A model that cannot run at all is stood in for by the bundled one.
 *
 * Knows nothing of conversations or other tabs; answers are taken up again by who asked for them (unbroken.ts).
 */

import { pocket } from "../../models/catalogue.ts";
import { AppError, isAbort, toAppError } from "../../models/errors.ts";
import type { Method } from "../../workers/contract/call.ts";
import type { Device, EngineApi, LoadedModel, LoadProgress, ModelPlace } from "../../workers/contract/engine-api.ts";
import { engineWorker, wantedDevice } from "../backend.ts";
import { words } from "../words/words.ts";
import { adapterFacts } from "./device-facts.ts";
import { readLocal, writeLocal } from "./local.ts";
import { isPocket, type ModelChoice, markStarting, pocketChoice, rememberChoice } from "./model-choice.ts";
import {
  adapterKey,
  type Failure,
  forgetting,
  isFatal,
  judge,
  parseRemembered,
  type Remembered,
  remembering,
  type Way,
  waysOf,
} from "./step-down.ts";

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

export interface EngineStore {
  readonly engine: EngineState;
  /** The model in use, or on its way to be. */
  readonly model: ModelChoice;
  readonly steppedDown: SteppedDown | null;
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

const rememberedKey = "stepped-down";

interface Host {
  publish(change: Partial<EngineStore>): void;
  /** Tells the reader a sentence about the model; null takes the one before back. */
  say(sentence: string | null): void;
}

export class EngineLife implements EngineLifeApi {
  readonly #host: Host;
  #model: ModelChoice;
  #loading: Promise<LoadedModel> | null = null;
  #latestLoad = 0;
  /** While what has failed is being judged. */
  #judging: Promise<boolean> | null = null;
  /** The way the engine runs, or was last asked to start; null: the best, whichever that is here. */
  #way: Way | null = null;
  #ready = false;
  #failures: Failure[] = [];
  #remembered: Remembered = parseRemembered(readLocal(rememberedKey));
  #steppedDown: SteppedDown | null = null;
  /** Who chooses a model that was stood in for wants it tried. */
  #chosenAgain = false;

  constructor(model: ModelChoice, host: Host) {
    this.#model = model;
    this.#host = host;
  }

  readonly load = (): Promise<LoadedModel> => {
    if (this.#loading) return this.#loading;
    const started = this.#start().catch((error) => {
      if (this.#loading === started) this.#loading = null;
      throw error;
    });
    this.#loading = started;
    return started;
  };

  /** The one before leaves the memory first: few devices hold two. */
  readonly change = async (model: ModelChoice): Promise<LoadedModel> => {
    this.end();
    this.#host.say(null);
    this.#step(null);
    this.#failures = [];
    this.#use(model);
    rememberChoice(model);
    this.#chosenAgain = true;
    const loaded = await this.load();
    if (isPocket(this.#model)) rememberChoice(pocketChoice); // it stands in for the one chosen
    return loaded;
  };

  readonly unload = async (): Promise<null> => {
    this.end();
    this.#host.publish({ engine: { phase: "unloaded" } });
    return null;
  };

  readonly tryAgain = async (): Promise<LoadedModel> => {
    const model = this.#steppedDown?.model ?? this.#model;
    const key = adapterKey(await adapterFacts());
    this.#remember([model, pocketChoice].reduce((known, { id }) => forgetting(known, key, id), this.#remembered));
    return this.change(model);
  };

  readonly count: EngineApi["count"] = (request, call) => this.#asking(() => this.#worker().count(request, call));

  readonly windowUse: EngineApi["windowUse"] = (request, call) =>
    this.#asking(() => this.#worker().windowUse(request, call));

  readonly passagePieces: EngineApi["passagePieces"] = (request, call) =>
    this.#asking(() => this.#worker().passagePieces(request, call));

  readonly generate: EngineApi["generate"] = (request, call) =>
    this.#asking(() => this.#worker().generate(request, call));

  readonly inspect: EngineApi["inspect"] = (request, call) => this.#asking(() => this.#worker().inspect(request, call));

  readonly benchmark: EngineApi["benchmark"] = (request, call) =>
    this.#asking(() => this.#worker().benchmark(request, call));

  /** Ends the engine, the only sure way to free its memory. */
  end(): void {
    this.#latestLoad++;
    this.#loading = null;
    this.#ready = false;
    engineWorker.end();
    markStarting(null);
  }

  async #start(): Promise<LoadedModel> {
    const mine = ++this.#latestLoad;
    this.#host.publish({ engine: { phase: "loading", progress: null } });
    markStarting(this.#model);
    try {
      if (this.#judging) await this.#judging;
      for (;;) {
        this.#way = null;
        // Usually nothing is, and the adapter need not be asked.
        if (Object.keys(this.#remembered).length > 0) await this.#takeRememberedWay();
        if (mine !== this.#latestLoad) return await this.#overtaken();
        markStarting(this.#model);
        try {
          const model = await this.#loadIt();
          this.#ready = true;
          this.#host.publish({ engine: { phase: "ready", model } });
          return model;
        } catch (cause) {
          if (mine !== this.#latestLoad) return await this.#overtaken();
          await this.#judge(toAppError(cause));
        }
      }
    } finally {
      if (mine === this.#latestLoad) markStarting(null);
    }
  }

  async #loadIt(): Promise<LoadedModel> {
    const way = this.#way;
    const device: Device | "auto" = way === "wasm" ? "wasm" : wantedDevice();
    const model = await this.#worker().load(
      { source: placeOf(this.#model), device, activations: way === "f32" ? "float32" : "any" },
      {
        signal: new AbortController().signal,
        emit: (progress) => this.#host.publish({ engine: { phase: "loading", progress } }),
      },
    );
    this.#way = model.device === "wasm" ? "wasm" : model.dtype === "q4f16" ? "f16" : "f32";
    return model;
  }

  /** What becomes of a load whose engine was ended: the load that took its place, or an abort. */
  async #overtaken(): Promise<LoadedModel> {
    if (this.#loading) return this.#loading;
    throw new DOMException("The model was unloaded.", "AbortError");
  }

  async #takeRememberedWay(): Promise<void> {
    const chosenAgain = this.#chosenAgain;
    this.#chosenAgain = false;
    const adapter = await adapterFacts();
    const key = adapterKey(adapter);
    for (;;) {
      const way = this.#remembered[key]?.[this.#model.id];
      if (way === undefined || !waysOf(adapter, isPocket(this.#model)).includes(way)) return;
      if (way === "pocket" && chosenAgain) return this.#remember(forgetting(this.#remembered, key, this.#model.id));
      const because = this.#steppedDown?.because ?? null;
      this.#step({ model: this.#model, way, because });
      if (way !== "pocket") {
        this.#way = way;
        return;
      }
      this.#use(pocketChoice);
    }
  }

  async #asking<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (cause) {
      if (isAbort(cause)) throw cause;
      const error = toAppError(cause);
      if (isFatal(error.code) && !(await this.#broke(error))) throw new AppError("internal", error.message, { cause });
      throw error;
    }
  }

  #worker(): EngineApi {
    return engineWorker.api((error) => void this.#broke(error));
  }

  /** The engine failed after it was ready. False: there is no way on; else what broke off may be asked again. */
  async #broke(error: AppError): Promise<boolean> {
    if (this.#ready) {
      this.end();
      this.#host.publish({ engine: { phase: "gone", error } });
      this.#judging = this.#judge(error).then(
        () => true,
        () => false, // published; only the reader can begin anew
      );
    }
    // Otherwise a load is under way, which rejects and sees to it, or another call broke off just before this one.
    return this.#judging ?? true;
  }

  /** Chooses how to go on after a failure. Throws where there is no way on. */
  async #judge(error: AppError): Promise<void> {
    engineWorker.end();
    const adapter = await adapterFacts();
    const open = waysOf(adapter, isPocket(this.#model));
    this.#failures.push({ way: this.#way ?? open[0]!, code: error.code, at: Date.now() });
    const verdict = judge(this.#failures, open);
    if (verdict.kind === "again") return;
    if (verdict.kind === "step") {
      this.#remember(remembering(this.#remembered, adapterKey(adapter), this.#model.id, verdict.to));
      this.#step({ model: this.#model, way: verdict.to, because: error.message });
      return;
    }
    if (isPocket(this.#model)) {
      this.#host.publish({ engine: { phase: "failed", error } });
      throw error;
    }
    if (error.code === "no-model") rememberChoice(pocketChoice);
    this.#host.say(words().status.standsIn(this.#model.name, pocket.name, error.message));
    this.#use(pocketChoice);
  }

  #use(model: ModelChoice): void {
    if (model.id !== this.#model.id) this.#failures = [];
    this.#model = model;
    this.#host.publish({ model });
  }

  #step(steppedDown: SteppedDown | null): void {
    // The bundled model stands in already: how it runs matters less than that it does.
    if (steppedDown && this.#steppedDown?.way === "pocket") return;
    this.#steppedDown = steppedDown;
    this.#host.publish({ steppedDown });
  }

  #remember(remembered: Remembered): void {
    this.#remembered = remembered;
    writeLocal(rememberedKey, Object.keys(remembered).length === 0 ? null : remembered);
  }
}

function placeOf({ id }: ModelChoice): ModelPlace {
  if (id !== pocket.id) return { kind: "installed", id };
  return { kind: "url", folderUrl: new URL(pocket.path, document.baseURI).href };
}
