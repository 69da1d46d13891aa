/**
 * Keys and values as bytes with a scale a vector, in pages of positions. A page holds, for each layer in turn:
 *
 *   keys     for each head and four positions, for each four dimensions: a vector, a lane a position
 *   values   for each head and four dimensions, for each four positions: a vector, a lane a dimension
 *   scales   for each head: float32 of the keys, 32-bit sums of the keys' codes, float32 of the values; one a position
 *
 * A head's dimensions are padded with zeros to whole vectors of bytes.
 */

import { padded, VECTOR_BYTES } from "./blocks.ts";

/** Positions of a page: the memory grows by so many. Sums of as many products fit 32 bits. */
export const PAGE_POSITIONS = 256;

export interface KvLayout {
  readonly heads: number;
  /** Padded. */
  readonly headDim: number;
  readonly pageBytes: number;
  readonly layerBytes: number;
  /** Of one head's keys in a layer of a page, and as many of its values. */
  readonly headBytes: number;
  readonly headScaleBytes: number;
}

export function kvLayout(layers: number, heads: number, headDim: number): KvLayout {
  const width = padded(headDim, VECTOR_BYTES);
  const headBytes = PAGE_POSITIONS * width;
  const headScaleBytes = 3 * PAGE_POSITIONS * 4;
  const layerBytes = heads * (2 * headBytes + headScaleBytes);
  return { heads, headDim: width, headBytes, headScaleBytes, layerBytes, pageBytes: layers * layerBytes };
}

/** Where a head's parts begin, from the start of a page's layer. */
export function headOffsets({ heads, headBytes, headScaleBytes }: KvLayout, head: number) {
  return {
    keys: head * headBytes,
    values: (heads + head) * headBytes,
    scales: 2 * heads * headBytes + head * headScaleBytes,
  };
}

/** From the start of a head's scales. */
export const KEY_SUMS_OFFSET = PAGE_POSITIONS * 4;
export const VALUE_SCALES_OFFSET = 2 * PAGE_POSITIONS * 4;
