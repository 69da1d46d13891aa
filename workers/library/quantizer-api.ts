/** What a thread that converts and its quantizers' threads share, in the browser and in Node. */

import {
  type BlocksJob,
  openQuantizer,
  type Product,
  type ProductJob,
  type Quantized,
  type Quantizer,
  type RowsJob,
  type TransposeJob,
} from "../../models/exporter/quantizer.ts";
import type { Method } from "../contract/call.ts";
import { connect, type Port, serve, type WorkerPort } from "../contract/transport.ts";

interface QuantizerApi {
  readonly blocks: Method<BlocksJob, never, Quantized>;
  readonly rows: Method<RowsJob, never, Quantized>;
  readonly transpose: Method<TransposeJob, never, Uint8Array>;
  readonly product: Method<ProductJob, never, Product>;
}

const methods = ["blocks", "rows", "transpose", "product"] as const satisfies readonly (keyof Quantizer)[];

/** Two keep up with any disk, and with two cores. */
const THREADS = 2;

/** Runs `work` with the quantizers of some workers, each job going to the one that has the fewest, and ends the workers. */
export async function withQuantizer<T>(
  start: () => WorkerPort,
  signal: AbortSignal,
  work: (quantizer: Quantizer) => Promise<T>,
): Promise<T> {
  const threads = Array.from({ length: THREADS }, () => ({
    ...connect<QuantizerApi>(start(), methods, ownBuffers),
    jobs: 0,
  }));
  const call = { signal, emit: () => {} };
  async function give<R>(job: (api: QuantizerApi) => Promise<R>): Promise<R> {
    const thread = threads.reduce((least, each) => (each.jobs < least.jobs ? each : least));
    thread.jobs++;
    return job(thread.api).finally(() => {
      thread.jobs--;
    });
  }
  try {
    return await work({
      blocks: (job) => give((api) => api.blocks(job, call)),
      rows: (job) => give((api) => api.rows(job, call)),
      transpose: (job) => give((api) => api.transpose(job, call)),
      product: (job) => give((api) => api.product(job, call)),
    });
  } finally {
    for (const { terminate } of threads) terminate();
  }
}

/** The worker's end. */
export function serveQuantizer(port: Port): void {
  serve<QuantizerApi>(port, openQuantizer(), methods, ownBuffers);
}

/** The buffers of a job or a result, but for those that the threads share. */
function ownBuffers(value: unknown): Transferable[] {
  const arrays = ArrayBuffer.isView(value) ? [value] : Object.values(value as object).filter(ArrayBuffer.isView);
  const buffers = new Set(arrays.map(({ buffer }) => buffer));
  return Array.from(buffers).filter((buffer) => buffer instanceof ArrayBuffer);
}
