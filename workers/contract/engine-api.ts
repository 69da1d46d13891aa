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
}

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

export interface GenerateRequest extends PromptRequest {
  readonly sampling: Sampling;
}

/** `text` is what has come since the last emission: whole characters, trailing whitespace held back. */
export interface GenerateProgress {
  readonly text: string;
  readonly tokens: number;
}

/** `end`: the model said so. `length`: maxNewTokens. `context`: the window is full. `stopped`: the caller aborted. */
export type StopReason = "end" | "length" | "context" | "stopped";

export interface GenerateResult {
  /** The whole answer: all emitted text joined. */
  readonly text: string;
  readonly stop: StopReason;
  readonly promptTokens: number;
  readonly tokens: number;
  readonly earlierKept: number;
  readonly firstTokenMs: number;
  /** Of the decode phase, after the first token; null for answers of one token. */
  readonly tokensPerSecond: number | null;
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
 * `unsupported`, `out-of-memory` from `load`; `device-lost` from any.
 */
export interface EngineApi {
  readonly load: Method<LoadRequest, LoadProgress, LoadedModel>;
  readonly count: Method<PromptRequest, never, PromptCount>;
  /** An abort settles with what there is, `stop: "stopped"`; it does not reject. */
  readonly generate: Method<GenerateRequest, GenerateProgress, GenerateResult>;
  /** The speed of the loaded model on a made-up prompt, token by token; an abort settles with what was measured. */
  readonly benchmark: Method<BenchmarkRequest, never, BenchmarkResult>;
}

/** The methods' names, for both ends of the transport. */
export const engineMethods = ["load", "count", "generate", "benchmark"] as const satisfies readonly (keyof EngineApi)[];
