/** Quantizing on threads of its own, as in the browser. */

import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { withQuantizer } from "../../../workers/library/quantizer-api.ts";
import type { Quantizer } from "../quantizer.ts";
import { browserPort } from "./browser-port.ts";
import { bundle } from "./bundle.ts";

const entry = fileURLToPath(new URL("./quantizer-worker.ts", import.meta.url));

/** Starts the threads for as long as `work` takes. */
export async function onThreads<T>(signal: AbortSignal, work: (quantizer: Quantizer) => Promise<T>): Promise<T> {
  const code = await bundle(entry);
  const start = () => {
    const worker = new Worker(code);
    return browserPort(worker, () => void worker.terminate());
  };
  return withQuantizer(start, signal, work);
}
