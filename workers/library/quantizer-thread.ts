/** Quantizing on a thread of its own, so that this one can fetch and write meanwhile. */

import type { Quantizer } from "../../models/exporter/quantizer.ts";
import { connect } from "../contract/transport.ts";
import { type QuantizerApi, quantizerMethods, wholeBuffers } from "./quantizer-api.ts";

/** Starts the thread for as long as `work` takes. */
export async function onThread<T>(signal: AbortSignal, work: (quantizer: Quantizer) => Promise<T>): Promise<T> {
  const worker = new Worker(new URL("./quantizer-worker.ts", import.meta.url), { type: "module" });
  const { api, terminate } = connect<QuantizerApi>(worker, quantizerMethods, wholeBuffers);
  const call = { signal, emit: () => {} };
  try {
    return await work({
      blocks: (job) => api.blocks(job, call),
      rows: (job) => api.rows(job, call),
      transpose: (job) => api.transpose(job, call),
    });
  } finally {
    terminate();
  }
}
