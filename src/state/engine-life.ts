/**
 * The engine's life in the tab that owns it: which model it runs, and how. It loads the model chosen; where the engine
 * fails it starts another, and after repeated failures takes a more modest way (step-down.ts) and remembers it for this
 * adapter. A model that cannot run at all is stood in for by the bundled one.
 *
 * Knows nothing of conversations or other tabs; answers are taken up again by who asked for them (unbroken.ts).
 */

import { pocket } from "../../models/catalogue.ts";
import { AppError, isAbort, toAppError } from "../../models/errors.ts";
import type { Call, Method } from "../../workers/contract/call.ts";
import {
  type EngineApi,
  engineMethods,
  type GenerateProgress,
  type GenerateRequest,
  type GenerateResult,
  type LoadedModel,
} from "../../workers/contract/engine-api.ts";
import { engineWorker } from "../backend.ts";
import { words } from "../words/words.ts";
import { adapterFacts } from "./device-facts.ts";
import { knownSetups, rememberSetup } from "./engine-record.ts";
import type { EngineLifeApi, EngineStore, SteppedDown } from "./engine-state.ts";
import { KnownWays } from "./known-ways.ts";
import { isPocket, type ModelChoice, markStarting, pocketChoice, rememberChoice } from "./model-choice.ts";
import { faultOf, requestFor } from "./model-start.ts";
import { isFatal, type Way } from "./step-down.ts";
import { Turns } from "./turns.ts";

/** What keeps the engine from anybody else meanwhile. */
const takingTurns: ReadonlySet<string> = new Set<keyof EngineApi>(["generate", "inspect", "benchmark"]);

type Publish = (change: Partial<EngineStore>) => void;

export class EngineLife {
  readonly #publish: Publish;
  readonly #turns = new Turns();
  #model: ModelChoice;
  #loading: Promise<LoadedModel> | null = null;
  #latestLoad = 0;
  /** How often the engine was ended on purpose. */
  #ended = 0;
  /** While what has failed is being judged. */
  #judging: Promise<boolean> | null = null;
  /** The way the engine runs, or was last asked to start; null: the best, whichever that is here. */
  #way: Way | null = null;
  #ready = false;
  /** What was loaded last. */
  #setup = "";
  readonly #known = new KnownWays();
  #steppedDown: SteppedDown | null = null;
  /** Who chooses a model that was stood in for wants it tried. */
  #chosenAgain = false;
  /** How often another model was chosen. */
  #changes = 0;
  /** The model that ran when the one that loads was chosen. */
  #before: ModelChoice | null = null;

  constructor(model: ModelChoice, publish: Publish) {
    this.#model = model;
    this.#publish = publish;
  }

  /** For one of the tabs; they take turns. */
  apiFor(tab: string): EngineLifeApi {
    const asked = engineMethods.flatMap((name) => {
      if (name === "load") return [];
      const ask: Method<never, never, unknown> = (argument, call) =>
        this.#asking(() => (this.#worker()[name] as Method<never, never, unknown>)(argument, call));
      const askAnyModel: Method<never, never, unknown> = async (argument, call) => {
        for (;;) {
          const ended = this.#ended;
          try {
            return await ask(argument, call);
          } catch (error) {
            // The model that was asked has been changed for another, which is asked instead.
            if (ended === this.#ended || !this.#loading) throw error;
            await this.#load();
          }
        }
      };
      const askInTurn: Method<never, never, unknown> = async (argument, call) => {
        // Nothing else has a word for it.
        const onWait = (ahead: number) => {
          if (name === "generate") (call as Call<GenerateProgress>).emit({ phase: "waiting", ahead });
        };
        const end = await this.#turns.take(tab, call.signal, onWait);
        try {
          const { id, name: modelName } = await this.#load(); // what went before may have ended with the engine
          if (name === "generate") {
            requireSameModel(argument, id);
            (call as Call<GenerateProgress>).emit({ phase: "begun", model: { id, name: modelName } });
          }
          const result = await ask(argument, call);
          if (name === "generate") rememberSetup(this.#setup, { pieceTokens: (result as GenerateResult).pieceTokens });
          return result;
        } finally {
          end();
        }
      };
      return [[name, takingTurns.has(name) ? askInTurn : askAnyModel]];
    });
    return {
      ...(Object.fromEntries(asked) as Omit<EngineApi, "load">),
      load: () => this.#load(),
      change: (choice) => this.#change(choice),
      unload: async () => {
        this.end();
        this.#publish({ engine: { phase: "unloaded" } });
        return null;
      },
      tryAgain: () => this.#tryAgain(),
    };
  }

  #load(): Promise<LoadedModel> {
    if (this.#loading) return this.#loading;
    const started = this.#start().catch((error) => {
      if (this.#loading === started) this.#loading = null;
      throw error;
    });
    this.#loading = started;
    return started;
  }

  /**
   * What can be known to keep a model from starting is known while the one before still runs. Then that one leaves the
   * memory first, since few devices hold two, and comes back where the new one cannot start after all.
   */
  async #change(model: ModelChoice): Promise<LoadedModel> {
    const mine = ++this.#changes;
    if (this.#ready && model.id !== this.#model.id && !isPocket(model)) {
      const fault = await faultOf(model, this.#worker(), await adapterFacts());
      if (mine !== this.#changes) return this.#load();
      this.#publish({ said: null });
      if (fault) {
        this.#publish({ said: words().status.asBefore(model.name, this.#model.name, fault.message) });
        return this.#load();
      }
    }
    const before = this.#ready ? this.#model : this.#before;
    this.end();
    this.#before = before?.id === model.id ? null : before;
    this.#publish({ said: null });
    this.#step(null);
    this.#known.forgetFailures();
    this.#use(model);
    rememberChoice(model);
    this.#chosenAgain = true;
    const loaded = await this.#load();
    if (mine !== this.#changes) return loaded;
    this.#before = null;
    rememberChoice(this.#model); // it may stand in for the one chosen
    return loaded;
  }

  async #tryAgain(): Promise<LoadedModel> {
    const model = this.#steppedDown?.model ?? this.#model;
    this.#known.forget(await adapterFacts(), [model, pocketChoice]);
    return this.#change(model);
  }

  /** Ends the engine, the only sure way to free its memory; whoever waits for it is told so. */
  end(): void {
    this.#ended++;
    this.#drop();
  }

  #drop(): void {
    this.#latestLoad++;
    this.#loading = null;
    this.#ready = false;
    engineWorker.end();
    markStarting(null);
  }

  async #start(): Promise<LoadedModel> {
    const mine = ++this.#latestLoad;
    this.#publish({ engine: { phase: "loading", progress: null } });
    markStarting(this.#model);
    try {
      if (this.#judging) await this.#judging;
      for (;;) {
        this.#way = null;
        if (this.#known.anyRemembered) await this.#takeRememberedWay();
        if (mine !== this.#latestLoad) return await this.#overtaken();
        markStarting(this.#model);
        try {
          const model = await this.#loadIt();
          this.#ready = true;
          this.#publish({ engine: { phase: "ready", model } });
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
    const model = await this.#worker().load(
      { ...requestFor(this.#model, this.#way), known: knownSetups() },
      {
        signal: new AbortController().signal,
        emit: (progress) => this.#publish({ engine: { phase: "loading", progress } }),
      },
    );
    rememberSetup(model.setup, { tested: model.tested });
    this.#setup = model.setup;
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
    for (;;) {
      const way = this.#known.remembered(adapter, this.#model);
      if (way === null) return;
      if (way === "pocket" && chosenAgain) return this.#known.forget(adapter, [this.#model]);
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
    const ended = this.#ended;
    try {
      return await work();
    } catch (cause) {
      if (isAbort(cause)) throw cause;
      if (ended !== this.#ended) throw new AppError("internal", "The model was changed or unloaded meanwhile.");
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
      this.#drop();
      this.#publish({ engine: { phase: "gone", error } });
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
    const verdict = this.#known.judge(await adapterFacts(), this.#model, this.#way, error.code);
    if (verdict.kind === "again") return;
    const before = this.#before;
    if (verdict.kind === "step" && (verdict.to !== "pocket" || !before)) {
      this.#step({ model: this.#model, way: verdict.to, because: error.message });
      return;
    }
    if (before) {
      this.#before = null;
      this.#publish({ said: words().status.asBefore(this.#model.name, before.name, error.message) });
      this.#step(null);
      this.#use(before);
      return;
    }
    if (isPocket(this.#model)) {
      this.#publish({ engine: { phase: "failed", error } });
      throw error;
    }
    if (error.code === "no-model") rememberChoice(pocketChoice);
    this.#publish({ said: words().status.standsIn(this.#model.name, pocket.name, error.message) });
    this.#use(pocketChoice);
  }

  #use(model: ModelChoice): void {
    if (model.id !== this.#model.id) this.#known.forgetFailures();
    this.#model = model;
    this.#publish({ model });
  }

  #step(steppedDown: SteppedDown | null): void {
    // The bundled model stands in already: how it runs matters less than that it does.
    if (steppedDown && this.#steppedDown?.way === "pocket") return;
    this.#steppedDown = steppedDown;
    this.#publish({ steppedDown });
  }
}

/** The model may have been changed while the answer waited. */
function requireSameModel({ answerPrefix = [], prefixModelId }: GenerateRequest, id: string): void {
  const isForeign = prefixModelId !== undefined && prefixModelId !== id;
  if (typeof answerPrefix === "string" || answerPrefix.length === 0 || !isForeign) return;
  throw new AppError("busy", "The model was changed before it could go on with this answer; ask it to go on again.");
}
