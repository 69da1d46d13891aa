/**
 * What the page asks of the engine: tokens out of a loaded model.
 *
 * Requests carry everything, so a method's answer never depends on an earlier call other than `load`; reuse of the KV
 * cache between calls is the engine's private optimisation.
 */

import type { Exchange, Request } from "../../models/dolly/prompt.ts";
import type { Sampling } from "../../models/dolly/sampling.ts";
import type { Dtype } from "../../models/manifest.ts";
import type { Method } from "./call.ts";

export type Device = "webgpu" | "wasm";

/** Where a model lies: the bundled one on the page's own server, an installed one in the browser's private files. */
export type ModelPlace =
  | {
      readonly kind: "url";
      /** Absolute URL of the folder that holds manifest.json; ends with a slash. */
      readonly folderUrl: string;
    }
  | {
      readonly kind: "installed";
      /** As the library lists it. */
      readonly id: string;
    };

export interface LoadRequest {
  readonly source: ModelPlace;
  /** `auto`: WebGPU where a hardware adapter answers, else WebAssembly. */
  readonly device: Device | "auto";
  /** `float32`: 16-bit activations gave trouble here; else the best there are. */
  readonly activations?: "any" | "float32";
  /** What earlier loads and answers found: such a device need not be tested again, nor its pace be sought. */
  readonly known?: readonly KnownSetup[];
}

export interface KnownSetup {
  /** As `LoadedModel` names it. */
  readonly setup: string;
  readonly tested: boolean;
  /** How many tokens of a prompt are best read at once; null where no answer has told yet. */
  readonly pieceTokens: number | null;
}

/** As for a load; whether the device computes rightly only a load can tell. */
export type CheckRequest = Omit<LoadRequest, "known">;

export interface LoadProgress {
  readonly phase: "download" | "start";
  readonly loadedBytes: number;
  readonly totalBytes: number;
}

export interface LoadedModel {
  readonly id: string;
  readonly name: string;
  readonly contextLength: number;
  readonly device: Device;
  readonly dtype: Dtype;
  readonly threads: number;
  /** Absolute URLs of what this device needed besides the page itself, for the offline copy. */
  readonly urls: readonly string[];
  /** Names device, engine and weights. */
  readonly setup: string;
  /** Whether it computed what the manifest says, now or earlier; false where that says nothing. */
  readonly tested: boolean;
}

export interface PromptRequest extends Request {
  /** Oldest first. What does not fit is left out, oldest first and whole. */
  readonly earlier: readonly Exchange[];
}

export interface PromptCount {
  readonly promptTokens: number;
  readonly contextLength: number;
  /** How many of the earlier exchanges fit, counted from the newest. */
  readonly earlierKept: number;
}

/** How a request fills the window, in tokens. Template, earlier, passage, instruction and room add up to the window, where it fits. */
export interface WindowUse {
  readonly contextLength: number;
  readonly template: number;
  /** The earlier exchanges that are kept. */
  readonly earlier: number;
  readonly passage: number;
  readonly instruction: number;
  /** What is left for the answer. */
  readonly room: number;
  readonly earlierKept: number;
  /** How much the instruction and its passage are too long by themselves; 0 where they fit. */
  readonly overBy: number;
}

export interface GenerateRequest extends PromptRequest {
  readonly sampling: Sampling;
  /**
   * How the answer begins, as ids of an earlier result or record, or as text: it goes on after that as an unbroken answer
   * of the same seed would. `maxNewTokens` counts only what is new. Text is exact only where the model would have cut it
   * into tokens as the tokenizer does; ids always are.
   */
  readonly answerPrefix?: string | readonly number[];
  /** Whose ids the beginning's are, where they are ids: no other model goes on with them. */
  readonly prefixModelId?: string;
  /** Asks for a record of each new token with so many other candidates, the most probable first; 0 for none of them. */
  readonly alternatives?: number;
}

/**
 * `waiting`: `ahead` others come first; the engine is shared by all tabs. `begun`: the answer's turn has come, and this
 * model writes it; both are told by who owns the engine. `reading`: the model reads what it has not read before; at least
 * once before the first text, and after each piece of a long prompt. `writing`: `text` is what has come since the last emission, whole characters, trailing whitespace held back.
 */
export type GenerateProgress =
  | { readonly phase: "waiting"; readonly ahead: number }
  | { readonly phase: "begun"; readonly model: Pick<LoadedModel, "id" | "name"> }
  | { readonly phase: "reading"; readonly readTokens: number; readonly promptTokens: number }
  | {
      readonly phase: "writing";
      readonly text: string;
      /** Of the answer so far, its prefix included. */
      readonly tokens: number;
      /** The tokens since the last emission; where the answer has a prefix, the first emission has that alone. */
      readonly ids: readonly number[];
      /** One for each new token since the last emission; absent where no alternatives were asked for. */
      readonly records?: readonly TokenRecord[];
    };

/** `probability` is the model's own: the softmax of its logits at temperature 1, whatever the sampling was. */
export interface TokenCandidate {
  readonly id: number;
  /** What the token says by itself, whitespace included; U+FFFD stands for part of a character. */
  readonly text: string;
  readonly probability: number;
}

export interface TokenRecord extends TokenCandidate {
  /** The most probable other tokens, most probable first. */
  readonly alternatives: readonly TokenCandidate[];
}

/** `end`: the model said so. `length`: maxNewTokens. `context`: the window is full. `stopped`: the caller aborted. */
export type StopReason = "end" | "length" | "context" | "stopped";

export interface GenerateResult {
  /** The whole answer, its prefix included: all emitted text joined. */
  readonly text: string;
  /** Of the whole answer, for an `answerPrefix` that goes on exactly here. */
  readonly ids: readonly number[];
  readonly stop: StopReason;
  readonly promptTokens: number;
  /** How many of the prompt's tokens, and its answer's prefix, had been read before and were not read again. */
  readonly reusedTokens: number;
  /** Of the whole answer, its prefix included. */
  readonly tokens: number;
  /** How many tokens were guessed from the context, and how many of those the model chose too. */
  readonly draftedTokens: number;
  readonly acceptedTokens: number;
  readonly earlierKept: number;
  readonly firstTokenMs: number;
  /** How many tokens of a prompt are best read at once here, as far as is known. */
  readonly pieceTokens: number;
  /** Of the decode phase, after the first new token; null where at most one came. */
  readonly tokensPerSecond: number | null;
}

export interface InspectRequest extends PromptRequest {
  /** Its ids, or its text, cut into tokens as the tokenizer does. */
  readonly answer: string | readonly number[];
  /** How many other candidates to name beside each token. */
  readonly alternatives: number;
}

export interface BenchmarkRequest {
  readonly promptTokens: number;
  readonly newTokens: number;
  /** Another seed, another prompt: nothing of an earlier one can be reused. */
  readonly seed: number;
}

export interface BenchmarkResult {
  /** Until the prompt has been read and the first token is known. */
  readonly prefillMs: number;
  /** Of each token after the first. */
  readonly tokenMs: readonly number[];
}

/**
 * Errors: `no-model` before a load, and for an installed model that is not there; `busy` while another generate or load runs; `context-length` for an instruction that
 * does not fit the window by itself, from `count` and `generate` alike; `no-model`, `integrity`, `http`, `offline`,
 * `unsupported`, `out-of-memory`, `wrong-results` from `load`; `device-lost` from any. After a failed load the model before
 * answers again, unless the error broke the thread itself (`worker-died`, `device-lost`, `out-of-memory`): then a new worker
 * is needed.
 */
export interface EngineApi {
  readonly load: Method<LoadRequest, LoadProgress, LoadedModel>;
  /** Throws what can be known to keep a model from loading; the one that is loaded goes on answering. */
  readonly check: Method<CheckRequest, never, null>;
  readonly count: Method<PromptRequest, never, PromptCount>;
  /** As `count`, part by part, and also of what does not fit. */
  readonly windowUse: Method<PromptRequest, never, WindowUse>;
  /** The passage in the fewest pieces that fit the window one by one, cut between sentences where it can be. Joined they are the passage. */
  readonly passagePieces: Method<Request, never, readonly string[]>;
  /** An abort settles with what there is, `stop: "stopped"`; it does not reject. */
  readonly generate: Method<GenerateRequest, GenerateProgress, GenerateResult>;
  /** What the loaded model thinks of each token of an answer, whoever wrote it; an abort settles with those looked at. */
  readonly inspect: Method<InspectRequest, never, readonly TokenRecord[]>;
  /** The speed of the loaded model on a made-up prompt, token by token; an abort settles with what was measured. */
  readonly benchmark: Method<BenchmarkRequest, never, BenchmarkResult>;
}

/** The methods' names, for both ends of the transport. */
export const engineMethods = [
  "load",
  "check",
  "count",
  "windowUse",
  "passagePieces",
  "generate",
  "inspect",
  "benchmark",
] as const satisfies readonly (keyof EngineApi)[];
