/**
 * A matrix's rows times several vectors, in float64. Four vectors at a time: the sums of one do not wait for those of
 * another, and what is stored is decoded once for all four.
 */

import type { Vector } from "./neox-math.ts";
import { BLOCK, ZERO } from "./quantize.ts";
import { type Kernels, kernelModule } from "./wasm/kernels.ts";

const TOGETHER = 4;

/** Vectors by fours, [columns, 4] each; the last is filled up with zeros. */
export interface Interleaved {
  readonly count: number;
  readonly fours: readonly Float64Array[];
}

export function interleaved(xs: readonly Vector[]): Interleaved {
  const fours: Float64Array[] = [];
  for (let first = 0; first < xs.length; first += TOGETHER) {
    const four = new Float64Array(TOGETHER * xs[first]!.length);
    for (const [t, x] of xs.slice(first, first + TOGETHER).entries()) {
      for (let column = 0; column < x.length; column++) four[TOGETHER * column + t] = x[column]!;
    }
    fours.push(four);
  }
  return { count: xs.length, fours };
}

/** `values` [rows, columns] → [vectors, rows]. */
export function floatsProduct(values: Float32Array, columns: number, { count, fours }: Interleaved): Float64Array {
  const rows = values.length / columns;
  const products = new Float64Array(fours.length * TOGETHER * rows);
  for (const [index, x] of fours.entries()) {
    for (let row = 0; row < rows; row++) {
      let [a, b, c, d] = [0, 0, 0, 0];
      let at = 0;
      for (let from = row * columns, end = from + columns; from < end; from++, at += TOGETHER) {
        const value = values[from]!;
        a += value * x[at]!;
        b += value * x[at + 1]!;
        c += value * x[at + 2]!;
        d += value * x[at + 3]!;
      }
      put(products, index, row, rows, a, b, c, d);
    }
  }
  return products.subarray(0, count * rows);
}

export type BlocksProduct = typeof plainBlocksProduct;

/** By WebAssembly where vectors of it run; the sums are the same. Keeps memory for the largest call. */
export function openBlocksProduct(): BlocksProduct {
  const module = kernelModule();
  if (!WebAssembly.validate(module)) return plainBlocksProduct;
  const { memory, products_blocks } = new WebAssembly.Instance(new WebAssembly.Module(module))
    .exports as unknown as Kernels;
  return (codes, scales, columns, { count, fours }) => {
    const rowBlocks = columns / BLOCK;
    const rows = scales.length / rowBlocks;
    const scalesAt = Math.ceil(codes.length / 16) * 16;
    const xAt = scalesAt + Math.ceil(scales.length / 4) * 16;
    const sumsAt = xAt + columns * TOGETHER * 8;
    const missing = sumsAt + rows * TOGETHER * 8 - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / 65536));
    new Uint8Array(memory.buffer).set(codes);
    new Float32Array(memory.buffer, scalesAt).set(scales);
    const products = new Float64Array(fours.length * TOGETHER * rows);
    for (const [index, x] of fours.entries()) {
      new Float64Array(memory.buffer, xAt).set(x);
      products_blocks(0, scalesAt, rowBlocks, rows, xAt, sumsAt);
      const sums = new Float64Array(memory.buffer, sumsAt, rows * TOGETHER);
      for (let row = 0; row < rows; row++) {
        const at = row * TOGETHER;
        put(products, index, row, rows, sums[at]!, sums[at + 1]!, sums[at + 2]!, sums[at + 3]!);
      }
    }
    return products.subarray(0, count * rows);
  };
}

/** The same of 4-bit blocks as quantize.ts writes them: codes [rows, columns / 2], scales [rows, columns / BLOCK]. */
export function plainBlocksProduct(
  codes: Uint8Array,
  scales: Float32Array,
  columns: number,
  { count, fours }: Interleaved,
): Float64Array {
  const rowBlocks = columns / BLOCK;
  const rows = scales.length / rowBlocks;
  const products = new Float64Array(fours.length * TOGETHER * rows);
  for (const [index, x] of fours.entries()) {
    for (let row = 0; row < rows; row++) {
      let [a, b, c, d] = [0, 0, 0, 0];
      let at = 0;
      for (let block = row * rowBlocks, end = block + rowBlocks; block < end; block++) {
        let [e, f, g, h] = [0, 0, 0, 0];
        for (let from = (block * BLOCK) / 2, last = from + BLOCK / 2; from < last; from++, at += 2 * TOGETHER) {
          const byte = codes[from]!;
          const low = (byte & 15) - ZERO;
          const high = (byte >> 4) - ZERO;
          e += low * x[at]! + high * x[at + 4]!;
          f += low * x[at + 1]! + high * x[at + 5]!;
          g += low * x[at + 2]! + high * x[at + 6]!;
          h += low * x[at + 3]! + high * x[at + 7]!;
        }
        const scale = scales[block]!;
        a += scale * e;
        b += scale * f;
        c += scale * g;
        d += scale * h;
      }
      put(products, index, row, rows, a, b, c, d);
    }
  }
  return products.subarray(0, count * rows);
}

function put(
  products: Float64Array,
  four: number,
  row: number,
  rows: number,
  a: number,
  b: number,
  c: number,
  d: number,
): void {
  const at = four * TOGETHER * rows + row;
  products[at] = a;
  products[at + rows] = b;
  products[at + 2 * rows] = c;
  products[at + 3 * rows] = d;
}
