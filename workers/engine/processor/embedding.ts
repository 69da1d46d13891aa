/** Rows of the embedding as floats, from its codes in the model's memory. */

import { decodeFloats, floatBytes } from "../../../models/exporter/float.ts";
import { BLOCK } from "./blocks.ts";
import type { Layout } from "./layout.ts";

const Q4_ZERO = 8;

/** Writes the row of `id` to `to` [hidden]. */
export function embed({ kind, embedding, shape: { hidden } }: Layout, bytes: Uint8Array, id: number, to: Float32Array) {
  const { buffer } = bytes;
  const codes = embedding.codes + id * rowBytes[kind](hidden);
  switch (kind) {
    case "fp32":
      to.set(decodeFloats(bytes.subarray(codes, codes + hidden * 4), "float32"));
      return;
    case "q8": {
      const steps = new Int8Array(buffer, codes, hidden);
      const [scale = 0] = scalesOf(bytes, embedding, id, 1);
      for (let i = 0; i < hidden; i++) to[i] = steps[i]! * scale;
      return;
    }
    case "q4":
    case "q4f16": {
      const blocks = hidden / BLOCK;
      const scales = scalesOf(bytes, embedding, id * blocks, blocks);
      for (let i = 0; i < hidden; i += 2) {
        const both = bytes[codes + i / 2]!;
        const scale = scales[Math.floor(i / BLOCK)]!;
        to[i] = ((both & 15) - Q4_ZERO) * scale;
        to[i + 1] = ((both >> 4) - Q4_ZERO) * scale;
      }
    }
  }
}

function scalesOf(bytes: Uint8Array, { scales, scaleFormat }: Layout["embedding"], first: number, count: number) {
  const size = floatBytes[scaleFormat];
  return decodeFloats(bytes.subarray(scales + first * size, scales + (first + count) * size), scaleFormat);
}

const rowBytes = {
  fp32: (hidden: number) => hidden * 4,
  q8: (hidden: number) => hidden,
  q4: (hidden: number) => hidden / 2,
  q4f16: (hidden: number) => hidden / 2,
};
