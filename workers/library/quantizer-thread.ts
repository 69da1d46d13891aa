/** Quantizing on threads of its own, so that this one can fetch and write meanwhile. */

import type { Quantizer } from "../../models/exporter/quantizer.ts";
import { withQuantizer } from "./quantizer-api.ts";

/** Starts the threads for as long as `work` takes. */
export function onThreads<T>(signal: AbortSignal, work: (quantizer: Quantizer) => Promise<T>): Promise<T> {
  const start = () => new Worker(new URL("./quantizer-worker.ts", import.meta.url), { type: "module" });
  return withQuantizer(start, signal, work);
}
