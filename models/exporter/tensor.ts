/** A tensor as it lies in a checkpoint's file: one contiguous, row-major, little-endian run of bytes. */

import { shown } from "../errors.ts";
import type { ByteSource } from "./bytes.ts";
import type { FloatFormat } from "./float.ts";

export interface StoredTensor {
  readonly name: string;
  /** `null`: not floats that the exporter reads (masks, integers); such a tensor may be listed but not read. */
  readonly format: FloatFormat | null;
  /** As the file calls the type, for messages. */
  readonly type: string;
  /** Empty for a scalar. */
  readonly shape: readonly number[];
  readonly source: ByteSource;
  /** From the file's start. */
  readonly offset: number;
  readonly bytes: number;
}

/** More than any GPT-NeoX has (12b: 544 with its buffers). */
export const TENSOR_LIMIT = 100_000;
/** GPT-NeoX has at most four (the causal mask). */
export const RANK_LIMIT = 8;

/** As messages show it. */
export function shapeWords(shape: readonly unknown[]): string {
  const sizes = shape.slice(0, RANK_LIMIT).map(shown);
  return `[${sizes.join(", ")}${shape.length > RANK_LIMIT ? ", …" : ""}]`;
}

/** The product of `shape`, or `null` when it is past 2^53 or a size is not a whole number. */
export function elementCount(shape: readonly unknown[]): number | null {
  let count = 1;
  for (const size of shape) {
    if (typeof size !== "number" || !Number.isSafeInteger(size) || size < 0) return null;
    count *= size;
  }
  return Number.isSafeInteger(count) ? count : null;
}
