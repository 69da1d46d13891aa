/** What a thread that converts and its quantizer's thread share, in the browser and in Node. */

import {
  type BlocksJob,
  openQuantizer,
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
}

const methods = ["blocks", "rows", "transpose"] as const satisfies readonly (keyof Quantizer)[];

/** Runs `work` with the quantizer of a worker, and ends the worker. */
export async function withQuantizer<T>(
  worker: WorkerPort,
  signal: AbortSignal,
  work: (quantizer: Quantizer) => Promise<T>,
): Promise<T> {
  const { api, terminate } = connect<QuantizerApi>(worker, methods, wholeBuffers);
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

/** The worker's end. */
export function serveQuantizer(port: Port): void {
  serve<QuantizerApi>(port, openQuantizer(), methods, wholeBuffers);
}

/** The buffers of a job or a result, where the arrays fill them. */
function wholeBuffers(value: unknown): Transferable[] {
  const arrays = ArrayBuffer.isView(value) ? [value] : Object.values(value as object).filter(ArrayBuffer.isView);
  const buffers = arrays.filter(({ buffer, byteLength }) => buffer.byteLength === byteLength);
  return buffers.map(({ buffer }) => buffer as ArrayBuffer);
}
