/** products.ts's `blocksProduct` with vectors of two: the same arithmetic in the same order, hence the same sums. */

import { type Code, f64x2, i8x16, i32, type Kernel, kernel, repeat, v128 } from "../../wasm/assembler.ts";
import { BLOCK, ZERO } from "../quantize.ts";

const FOUR_BYTES = 4 * Float64Array.BYTES_PER_ELEMENT;

/**
 * `products_blocks(codes, scales, rowBlocks, rows, x, sums)`: 4-bit rows times four vectors, which lie interleaved at `x`
 * [columns, 4] in float64; `sums` is [rows, 4] in float64. At least one row of at least one block.
 */
export function productsKernel(): Kernel {
  const parameters = ["codes", "scales", "rowBlocks", "rows", "x", "sums"] as const;
  const variables = {
    block: "i32",
    at: "i32",
    low: "v128",
    high: "v128",
    first: "v128",
    second: "v128",
    blockFirst: "v128",
    blockSecond: "v128",
    scale: "v128",
  } as const;
  return kernel("products_blocks", parameters, variables, (locals) => {
    const { codes, scales, rowBlocks, rows, x, sums, block, at, low, high, first, second } = locals;
    const { blockFirst, blockSecond, scale } = locals;
    const zero = f64x2.const(0);
    const code = (from: typeof low, lane: number) => f64x2.splat_i32(i8x16.extract_s(from.get, lane));
    // Two columns of a byte at a time, for the first and then the second pair of vectors.
    const addByte = (lane: number): Code =>
      [blockFirst, blockSecond].map((sum, pair) => {
        const even = v128.load(at.get, 2 * lane * FOUR_BYTES + pair * 16);
        const odd = v128.load(at.get, (2 * lane + 1) * FOUR_BYTES + pair * 16);
        const both = f64x2.add(f64x2.mul(code(low, lane), even), f64x2.mul(code(high, lane), odd));
        return sum.set(f64x2.add(sum.get, both));
      });
    return [
      repeat(
        [
          first.set(zero),
          second.set(zero),
          at.set(x.get),
          block.set(i32.const(0)),
          repeat(
            [
              blockFirst.set(zero),
              blockSecond.set(zero),
              low.set(v128.load(codes.get)),
              high.set(i8x16.sub(i8x16.shr_u(low.get, i32.const(4)), i8x16.const(ZERO))),
              low.set(i8x16.sub(v128.and(low.get, i8x16.const(15)), i8x16.const(ZERO))),
              Array.from({ length: BLOCK / 2 }, (_, lane) => addByte(lane)),
              scale.set(f64x2.splat_f32(scales.get)),
              first.set(f64x2.add(first.get, f64x2.mul(scale.get, blockFirst.get))),
              second.set(f64x2.add(second.get, f64x2.mul(scale.get, blockSecond.get))),
              codes.set(i32.add(codes.get, i32.const(BLOCK / 2))),
              scales.set(i32.add(scales.get, i32.const(4))),
              at.set(i32.add(at.get, i32.const(BLOCK * FOUR_BYTES))),
              block.set(i32.add(block.get, i32.const(1))),
            ],
            i32.lt_u(block.get, rowBlocks.get),
          ),
          v128.store(sums.get, first.get),
          v128.store(sums.get, second.get, 16),
          sums.set(i32.add(sums.get, i32.const(FOUR_BYTES))),
          rows.set(i32.sub(rows.get, i32.const(1))),
        ],
        rows.get,
      ),
    ];
  });
}
