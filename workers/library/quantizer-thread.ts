/** Quantizing on a thread of its own, so that this one can fetch and write meanwhile. */

import type { Quantizer } from "../../models/exporter/quantizer.ts";
import { withQuantizer } from "./quantizer-api.ts";

/** Starts the thread for as long as `work` takes. */
export function onThread<T>(signal: AbortSignal, work: (quantizer: Quantizer) => Promise<T>): Promise<T> {
  const worker = new Worker(new URL("./quantizer-worker.ts", import.meta.url), { type: "module" });
  return withQuantizer(worker, signal, work);
}
