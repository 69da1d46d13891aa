/** One contestant a page: loads a model of random weights and runs it, as often as it is asked. */

import type { Device } from "../../../workers/contract/engine-api.ts";
import { loadOurs } from "./ours.ts";
import { loadTransformersJs } from "./transformers-js.ts";
import { loadWllama } from "./wllama.ts";

export type Contestant = "ours" | "wllama" | "transformers.js";

export interface LoadRequest {
  readonly contestant: Contestant;
  readonly device: Device;
  /** Absolute; the exported folder, with model.gguf in it. Ends with a slash. */
  readonly folderUrl: string;
  readonly threads: number;
}

export interface RunRequest {
  readonly promptTokens: number;
  /** After the first, which ends the reading of the prompt. */
  readonly newTokens: number;
  /** Prompts of different seeds have nothing in common. */
  readonly seed: number;
}

export interface Run {
  readonly prefillMs: number;
  /** Mean of a token after the first. */
  readonly tokenMs: number;
}

export interface LoadedContestant {
  readonly detail: string;
  run(request: RunRequest): Promise<Run>;
}

declare global {
  interface Window {
    load(request: LoadRequest): Promise<{ readonly loadMs: number; readonly detail: string }>;
    run(request: RunRequest): Promise<Run>;
  }
}

const contestants = { ours: loadOurs, wllama: loadWllama, "transformers.js": loadTransformersJs };

let loaded: LoadedContestant;

window.load = async (request) => {
  const start = performance.now();
  loaded = await contestants[request.contestant](request);
  return { loadMs: performance.now() - start, detail: loaded.detail };
};
window.run = (request) => loaded.run(request);
