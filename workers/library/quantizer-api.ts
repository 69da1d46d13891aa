/** What the library's thread and its quantizer's share. */

import type { BlocksJob, Quantized, Quantizer, RowsJob, TransposeJob } from "../../models/exporter/quantizer.ts";
import type { Method } from "../contract/call.ts";

export interface QuantizerApi {
  readonly blocks: Method<BlocksJob, never, Quantized>;
  readonly rows: Method<RowsJob, never, Quantized>;
  readonly transpose: Method<TransposeJob, never, Uint8Array>;
}

export const quantizerMethods = ["blocks", "rows", "transpose"] as const satisfies readonly (keyof Quantizer)[];

/** The buffers of a job or a result, where the arrays fill them. */
export function wholeBuffers(value: unknown): Transferable[] {
  const arrays = ArrayBuffer.isView(value) ? [value] : Object.values(value as object).filter(ArrayBuffer.isView);
  const buffers = arrays.filter(({ buffer, byteLength }) => buffer.byteLength === byteLength);
  return buffers.map(({ buffer }) => buffer as ArrayBuffer);
}
