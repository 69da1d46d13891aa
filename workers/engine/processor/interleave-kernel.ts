/** Brings 4-bit blocks from the order of ONNX, row after row, into groups of four rows. */

import { type Code, i32, type Kernel, kernel, repeat, v128 } from "../../../models/wasm/assembler.ts";
import { BLOCK, type FourBitKind, GROUP, Q4_BLOCK_BYTES, Q4_SCALES_OFFSET, VECTOR_BYTES } from "./blocks.ts";

const variables = {
  row0: "v128",
  row1: "v128",
  row2: "v128",
  row3: "v128",
  low0: "v128",
  low1: "v128",
  high0: "v128",
  high1: "v128",
  rowBytes: "i32",
  scaleBytes: "i32",
  left: "i32",
  from: "i32",
} as const;

/**
 * `interleave(codes, scales, groups, blocks, to)`: codes [4 · groups, 16 · blocks] and scales [4 · groups, blocks] as
 * blocks.ts has them. At least one of everything.
 */
export function interleaveKernel(kind: FourBitKind): Kernel {
  const scaleSize = kind === "q4" ? 4 : 2;
  const [loadScale, storeScale] = kind === "q4" ? [i32.load, i32.store] : [i32.load16_u, i32.store16];
  return kernel("interleave", ["codes", "scales", "groups", "blocks", "to"], variables, (locals) => {
    const { codes, scales, groups, blocks, to, rowBytes, scaleBytes, left, from } = locals;
    const { row0, row1, row2, row3, low0, low1, high0, high1 } = locals;
    const rows = [row0, row1, row2, row3];
    const next = (pointer: typeof to, bytes: Code): Code => pointer.set(i32.add(pointer.get, bytes));
    const block: Code = [
      from.set(codes.get),
      rows.map((row) => [row.set(v128.load(from.get)), next(from, rowBytes.get)]),
      low0.set(v128.shuffle32(row0.get, row1.get, [0, 4, 1, 5])),
      high0.set(v128.shuffle32(row0.get, row1.get, [2, 6, 3, 7])),
      low1.set(v128.shuffle32(row2.get, row3.get, [0, 4, 1, 5])),
      high1.set(v128.shuffle32(row2.get, row3.get, [2, 6, 3, 7])),
      v128.store(to.get, v128.shuffle32(low0.get, low1.get, [0, 1, 4, 5])),
      v128.store(to.get, v128.shuffle32(low0.get, low1.get, [2, 3, 6, 7]), VECTOR_BYTES),
      v128.store(to.get, v128.shuffle32(high0.get, high1.get, [0, 1, 4, 5]), 2 * VECTOR_BYTES),
      v128.store(to.get, v128.shuffle32(high0.get, high1.get, [2, 3, 6, 7]), 3 * VECTOR_BYTES),
      from.set(scales.get),
      rows.map((_, lane) => [
        storeScale(to.get, loadScale(from.get), Q4_SCALES_OFFSET + lane * scaleSize),
        next(from, scaleBytes.get),
      ]),
      next(codes, i32.const(BLOCK / 2)),
      next(scales, i32.const(scaleSize)),
      next(to, i32.const(Q4_BLOCK_BYTES[kind])),
      left.set(i32.sub(left.get, i32.const(1))),
    ];
    const otherRows = i32.const(GROUP - 1);
    return [
      rowBytes.set(i32.mul(blocks.get, i32.const(BLOCK / 2))),
      scaleBytes.set(i32.mul(blocks.get, i32.const(scaleSize))),
      repeat(
        [
          left.set(blocks.get),
          repeat(block, left.get),
          next(codes, i32.mul(rowBytes.get, otherRows)),
          next(scales, i32.mul(scaleBytes.get, otherRows)),
          groups.set(i32.sub(groups.get, i32.const(1))),
        ],
        groups.get,
      ),
    ];
  });
}
