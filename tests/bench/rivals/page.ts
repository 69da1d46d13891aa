/** One contestant a page: loads a model of random weights and measures it. */

import type { Device } from "../../../workers/contract/engine-api.ts";
import { type Measured, measureOurs } from "./ours.ts";
import { measureTransformersJs } from "./transformers-js.ts";
import { measureWllama } from "./wllama.ts";

export type Contestant = "ours" | "wllama" | "transformers.js";

export interface MeasureRequest {
  readonly contestant: Contestant;
  readonly device: Device;
  /** Absolute; the exported folder, with model.gguf in it. Ends with a slash. */
  readonly folderUrl: string;
  readonly promptTokens: readonly number[];
  /** Measured after each prompt. */
  readonly newTokens: number;
  readonly threads: number;
}

declare global {
  interface Window {
    measure(request: MeasureRequest): Promise<Measured>;
  }
}

const contestants = { ours: measureOurs, wllama: measureWllama, "transformers.js": measureTransformersJs };

window.measure = (request) => contestants[request.contestant](request);
