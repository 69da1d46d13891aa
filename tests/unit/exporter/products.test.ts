import { describe, expect, it } from "vitest";
import {
  floatsProduct,
  interleaved,
  openBlocksProduct,
  plainBlocksProduct,
} from "../../../models/exporter/products.ts";
import { BLOCK, newTally, quantizeBlocks, ZERO } from "../../../models/exporter/quantize.ts";

const rows = 5;
const columns = 3 * BLOCK;
const values = Float32Array.from({ length: rows * columns }, (_, index) => Math.sin(index * 1.7));
const vectors = (count: number) =>
  Array.from({ length: count }, (_, t) => Float64Array.from({ length: columns }, (_, k) => Math.cos(k * (t + 2))));

/** [vectors, rows], one product after another. */
function expected(matrix: ArrayLike<number>, xs: readonly Float64Array[]): number[] {
  return xs.flatMap((x) =>
    Array.from({ length: rows }, (_, row) => x.reduce((sum, each, k) => sum + each * matrix[row * columns + k]!, 0)),
  );
}

describe("products for the golden results", () => {
  it.each([1, 3, 4, 6])("[X6] are those of the stored weights, of %i vectors", (count) => {
    const xs = vectors(count);
    const codes = new Uint8Array(values.length / 2);
    const scales = new Float32Array(values.length / BLOCK);
    quantizeBlocks(values, "float32", codes, scales, newTally());
    const stored = Array.from(values, (_, index) => {
      const byte = codes[index >> 1]!;
      return ((index % 2 === 0 ? byte & 15 : byte >> 4) - ZERO) * scales[Math.floor(index / BLOCK)]!;
    });
    const close = (actual: Float64Array, wanted: number[]) => {
      expect(actual.length).toBe(wanted.length);
      for (const [index, each] of wanted.entries()) expect(actual[index]).toBeCloseTo(each, 9);
    };
    close(floatsProduct(values, columns, interleaved(xs)), expected(values, xs));
    const plain = plainBlocksProduct(codes, scales, columns, interleaved(xs));
    close(plain, expected(stored, xs));
    expect(openBlocksProduct()(codes, scales, columns, interleaved(xs))).toEqual(plain);
  });
});
