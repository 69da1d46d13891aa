/**
 * One head's vector of one position on its way from the matrix: a query, a key or a value. The first 2 · `rotaryWidth`
 * dimensions of queries and keys are turned, dimension j together with j + `rotaryWidth`. Keys and values become bytes in
 * steps of a 127th of the largest; a query, which 8 bits would blur, becomes two planes of 7.
 */

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
  v128,
} from "../../../models/wasm/assembler.ts";
import { MOST_STEPS, VECTOR_BYTES } from "./blocks.ts";
import { KEY_SUMS_OFFSET, PAGE_POSITIONS, VALUE_SCALES_OFFSET } from "./kv-layout.ts";
import { largestOverLanes, nearestWhole, stepsOver, wholeSumOverLanes } from "./vector-math.ts";

export interface HeadShape {
  readonly headDim: number;
  /** Padded to whole vectors of bytes. */
  readonly paddedDim: number;
  readonly rotaryWidth: number;
}

/** Bits of each of a query's two planes, and of a weight's; the largest code they make together. */
export const PLANE_BITS = 7;
export const MOST_PLANE_STEPS = 2 ** (2 * PLANE_BITS) - 1;
/** Added to a query's steps, which are signed, to make them codes. */
export const QUERY_ZERO = 2 ** (2 * PLANE_BITS - 1);

/** Bytes of a query: for each four dimensions a word of high bits and one of low bits; then its scale. */
export function queryBytes({ paddedDim }: HeadShape): number {
  return 2 * paddedDim + VECTOR_BYTES;
}

const variables = { vector: "v128", largest: "v128", inverse: "v128", total: "v128", word: "i32" } as const;

/** `key(x, cos, sin, scratch, codes, scales)`. */
export function keyKernel(shape: HeadShape): Kernel {
  const parameters = ["x", "cos", "sin", "scratch", "codes", "scales"] as const;
  return kernel("key", parameters, variables, (locals) => {
    const { x, cos, sin, scratch, codes, scales, vector, largest, inverse, total } = locals;
    return [
      prepare(shape, locals, rotated(shape, x, cos, sin), MOST_STEPS),
      total.set(i32x4.const(0)),
      vectorsOf(shape).map((index) => [
        vector.set(nearestWhole(v128.load(scratch.get, index * VECTOR_BYTES), inverse.get)),
        total.set(i32x4.add(total.get, vector.get)),
        i32.store(codes.get, fourBytes(vector), index * VECTOR_BYTES),
      ]),
      wholeSumOverLanes(total),
      f32.store(scales.get, f32.div(f32x4.extract(largest.get, 0), f32.const(MOST_STEPS))),
      i32.store(scales.get, i32x4.extract(total.get, 0), KEY_SUMS_OFFSET),
    ];
  });
}

/** `value(x, scratch, codes, scales)`. */
export function valueKernel(shape: HeadShape): Kernel {
  return kernel("value", ["x", "scratch", "codes", "scales"], variables, (locals) => {
    const { x, scratch, codes, scales, vector, largest, inverse, word } = locals;
    return [
      prepare(shape, locals, (index) => v128.load(x.get, index * VECTOR_BYTES), MOST_STEPS),
      vectorsOf(shape).map((index) => [
        vector.set(nearestWhole(v128.load(scratch.get, index * VECTOR_BYTES), inverse.get)),
        word.set(fourBytes(vector)),
        [0, 1, 2, 3].map((dimension) =>
          i32.store8(
            codes.get,
            i32.shr_u(word.get, i32.const(8 * dimension)),
            index * PAGE_POSITIONS * 4 + dimension * 4,
          ),
        ),
      ]),
      f32.store(scales.get, f32.div(f32x4.extract(largest.get, 0), f32.const(MOST_STEPS)), VALUE_SCALES_OFFSET),
    ];
  });
}

/** `query(x, cos, sin, scratch, planes)`; its scale includes attention's 1 / √headDim. */
export function queryKernel(shape: HeadShape): Kernel {
  const mostSteps = QUERY_ZERO - 1;
  return kernel("query", ["x", "cos", "sin", "scratch", "planes"], variables, (locals) => {
    const { x, cos, sin, scratch, planes, vector, largest, inverse } = locals;
    const plane = (bits: Code) => {
      const words = i16x8.narrow_i32x4_s(bits, bits);
      return i32x4.extract(i8x16.narrow_i16x8_s(words, words), 0);
    };
    const scale = 1 / (mostSteps * Math.sqrt(shape.headDim));
    return [
      prepare(shape, locals, rotated(shape, x, cos, sin), mostSteps),
      vectorsOf(shape).map((index) => [
        vector.set(
          i32x4.add(nearestWhole(v128.load(scratch.get, index * VECTOR_BYTES), inverse.get), i32x4.const(QUERY_ZERO)),
        ),
        i32.store(planes.get, plane(i32x4.shr_u(vector.get, i32.const(PLANE_BITS))), index * 8),
        i32.store(planes.get, plane(v128.and(vector.get, i32x4.const(2 ** PLANE_BITS - 1))), index * 8 + 4),
      ]),
      f32.store(planes.get, f32.mul(f32x4.extract(largest.get, 0), f32.const(scale)), 2 * shape.paddedDim),
    ];
  });
}

/** Puts the vectors into `scratch`, and finds the largest magnitude and how many steps one is. */
function prepare(
  shape: HeadShape,
  { scratch, vector, largest, inverse }: Readonly<Record<"scratch" | "vector" | "largest" | "inverse", Local>>,
  given: (index: number) => Code,
  steps: number,
): Code {
  return [
    largest.set(f32x4.const(0)),
    vectorsOf(shape).map((index) => [
      vector.set(index * 4 < shape.headDim ? given(index) : f32x4.const(0)),
      v128.store(scratch.get, vector.get, index * VECTOR_BYTES),
      largest.set(f32x4.pmax(largest.get, f32x4.abs(vector.get))),
    ]),
    largestOverLanes(largest),
    inverse.set(f32x4.splat(stepsOver(steps, f32x4.extract(largest.get, 0)))),
  ];
}

function rotated({ rotaryWidth }: HeadShape, x: Local, cos: Local, sin: Local): (index: number) => Code {
  const half = rotaryWidth / 4;
  const at = (pointer: Local, index: number) => v128.load(pointer.get, index * VECTOR_BYTES);
  return (index) => {
    if (index >= 2 * half) return at(x, index);
    const turn = index % half;
    const along = f32x4.mul(at(x, index), at(cos, turn));
    return index < half
      ? f32x4.sub(along, f32x4.mul(at(x, index + half), at(sin, turn)))
      : f32x4.add(along, f32x4.mul(at(x, index - half), at(sin, turn)));
  };
}

function vectorsOf({ paddedDim }: HeadShape): readonly number[] {
  return Array.from({ length: paddedDim / 4 }, (_, index) => index);
}

/** Four whole numbers of a byte each as one word. */
function fourBytes(vector: Local): Code {
  const words = i16x8.narrow_i32x4_s(vector.get, vector.get);
  return i32x4.extract(i8x16.narrow_i16x8_s(words, words), 0);
}
