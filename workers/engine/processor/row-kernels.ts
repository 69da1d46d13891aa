/** What happens to one row of numbers between matrices: norm, rounding, gelu. */

import {
  type Code,
  f32,
  f32x4,
  i8x16,
  i16x8,
  i32,
  i32x4,
  type Kernel,
  kernel,
  type Local,
  repeat,
  v128,
} from "../../../models/wasm/assembler.ts";
import { ACTIVATION_BLOCK_BYTES, BLOCK, CORRECTION_OFFSET, MOST_STEPS, SCALE_OFFSET, VECTOR_BYTES } from "./blocks.ts";
import { gelu, largestOverLanes, nearestWhole, stepsOver, sumOverLanes, wholeSumOverLanes } from "./vector-math.ts";

const BLOCK_BYTES = BLOCK * 4;
const advance = (pointer: Local, bytes: number): Code => pointer.set(i32.add(pointer.get, i32.const(bytes)));

/** `norm(x, gain, bias, y)`: (x - mean) / √(variance + epsilon) · gain + bias of `hidden` numbers, a multiple of four. */
export function normKernel(hidden: number, epsilon: number): Kernel {
  const variables = { at: "i32", end: "i32", sum: "v128", mean: "v128", one: "v128" } as const;
  return kernel("norm", ["x", "gain", "bias", "y"], variables, (locals) => {
    const { x, gain, bias, y, at, end, sum, mean, one } = locals;
    const along = (body: Code): Code => [
      at.set(x.get),
      repeat([body, advance(at, VECTOR_BYTES)], i32.lt_u(at.get, end.get)),
    ];
    const overAll = (vector: Local) => [sumOverLanes(vector), vector.set(f32x4.div(vector.get, f32x4.const(hidden)))];
    return [
      end.set(i32.add(x.get, i32.const(hidden * 4))),
      sum.set(f32x4.const(0)),
      along(sum.set(f32x4.add(sum.get, v128.load(at.get)))),
      overAll(sum),
      mean.set(sum.get),
      sum.set(f32x4.const(0)),
      along([
        one.set(f32x4.sub(v128.load(at.get), mean.get)),
        sum.set(f32x4.add(sum.get, f32x4.mul(one.get, one.get))),
      ]),
      overAll(sum),
      sum.set(f32x4.splat(f32.div(f32.const(1), f32.sqrt(f32.add(f32x4.extract(sum.get, 0), f32.const(epsilon)))))),
      along([
        one.set(f32x4.mul(f32x4.sub(v128.load(at.get), mean.get), sum.get)),
        v128.store(y.get, f32x4.add(f32x4.mul(one.get, v128.load(gain.get)), v128.load(bias.get))),
        [gain, bias, y].map((pointer) => advance(pointer, VECTOR_BYTES)),
      ]),
    ];
  });
}

const eight = {
  v0: "v128",
  v1: "v128",
  v2: "v128",
  v3: "v128",
  v4: "v128",
  v5: "v128",
  v6: "v128",
  v7: "v128",
} as const;

/** `round(x, blocks, y)`: floats as the blocks of blocks.ts. */
export function roundKernel(): Kernel {
  const variables = { ...eight, total: "v128", inverse: "v128", largest: "f32" } as const;
  return kernel("round", ["x", "blocks", "y"], variables, (locals) => {
    const { x, blocks, y, total, inverse, largest } = locals;
    const vectors = Object.keys(eight).map((name) => locals[name as keyof typeof eight]);
    const pair = (index: number, lanes: readonly number[]) =>
      v128.shuffle32(vectors[index]!.get, vectors[index + 1]!.get, lanes);
    /** Eight codes as 16-bit numbers, those of even index first. */
    const eightCodes = (index: number) => i16x8.narrow_i32x4_s(pair(index, [0, 2, 4, 6]), pair(index, [1, 3, 5, 7]));
    return repeat(
      [
        vectors.map((vector, index) => vector.set(v128.load(x.get, index * VECTOR_BYTES))),
        total.set(vectors.map(({ get }) => f32x4.abs(get)).reduce(f32x4.pmax)),
        largestOverLanes(total),
        largest.set(f32x4.extract(total.get, 0)),
        inverse.set(f32x4.splat(stepsOver(MOST_STEPS, largest.get))),
        vectors.map((vector) => vector.set(nearestWhole(vector.get, inverse.get))),
        total.set(vectors.map(({ get }) => get).reduce(i32x4.add)),
        wholeSumOverLanes(total),
        [0, 4].map((first) =>
          v128.store(y.get, i8x16.narrow_i16x8_s(eightCodes(first), eightCodes(first + 2)), first * 4),
        ),
        i32.store(y.get, i32.mul(i32x4.extract(total.get, 0), i32.const(-8)), CORRECTION_OFFSET),
        f32.store(y.get, f32.div(largest.get, f32.const(MOST_STEPS)), SCALE_OFFSET),
        advance(x, BLOCK_BYTES),
        advance(y, ACTIVATION_BLOCK_BYTES),
        blocks.set(i32.sub(blocks.get, i32.const(1))),
      ],
      blocks.get,
    );
  });
}

/** `gelu(x, blocks)`, in place. */
export function geluKernel(): Kernel {
  const variables = { end: "i32", one: "v128", t: "v128", power: "v128", steps: "v128", rest: "v128" } as const;
  return kernel("gelu", ["x", "blocks"], variables, ({ x, blocks, end, one, t, power, steps, rest }) => [
    end.set(i32.add(x.get, i32.mul(blocks.get, i32.const(BLOCK_BYTES)))),
    repeat(
      [
        one.set(v128.load(x.get)),
        gelu(one, t, power, steps, rest),
        v128.store(x.get, one.get),
        advance(x, VECTOR_BYTES),
      ],
      i32.lt_u(x.get, end.get),
    ),
  ]);
}
