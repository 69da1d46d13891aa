/**
 * One head's attention for one position: scores of all positions before it and its own, their softmax, and the values by it.
 * Keys and values lie in pages as kv-layout.ts has them; of the weights each page's are rounded to 14 bits, in two planes.
 */

import {
  type Code,
  choose,
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
  when,
} from "../../../models/wasm/assembler.ts";
import { VECTOR_BYTES } from "./blocks.ts";
import { type HeadShape, MOST_PLANE_STEPS, PLANE_BITS, QUERY_ZERO, queryBytes } from "./cache-kernels.ts";
import { type DotInstructions, dotOf } from "./dot.ts";
import { KEY_SUMS_OFFSET, PAGE_POSITIONS, VALUE_SCALES_OFFSET } from "./kv-layout.ts";
import { exponential, LEAST_EXPONENT, largestOverLanes, nearestWhole, stepsOver, sumOverLanes } from "./vector-math.ts";

/** Values of so many vectors of dimensions are added up at once. */
const TOGETHER = 4;
const UNSEEN = -1e30;

const variables = {
  high0: "v128",
  high1: "v128",
  high2: "v128",
  high3: "v128",
  low0: "v128",
  low1: "v128",
  low2: "v128",
  low3: "v128",
  one: "v128",
  other: "v128",
  steps: "v128",
  rest: "v128",
  largest: "v128",
  total: "v128",
  scale: "v128",
  dotLow: "v128",
  dotHigh: "v128",
  left: "i32",
  groups: "i32",
  counted: "i32",
  at: "i32",
  from: "i32",
  score: "i32",
  column: "i32",
  sums: "i32",
} as const;
const parameters = ["query", "keys", "values", "scales", "count", "scratch", "out"] as const;
type Locals = Readonly<Record<(typeof parameters)[number] | keyof typeof variables, Local>>;

/** Bytes of `scratch`: planes of a page's weights, sums of the values, scores of the window. */
export function attentionScratchBytes(shape: HeadShape, window: number): number {
  return scoresOffset(shape) + Math.ceil(window / 4) * VECTOR_BYTES;
}

const SUMS_OFFSET = 2 * PAGE_POSITIONS;
const scoresOffset = ({ paddedDim }: HeadShape) => SUMS_OFFSET + paddedDim * 4;

const advance = (pointer: Local, bytes: number): Code => pointer.set(i32.add(pointer.get, i32.const(bytes)));
const countDown = (counter: Local): Code => counter.set(i32.sub(counter.get, i32.const(1)));
const planes = (high: Code, low: Code): Code => i32x4.add(i32x4.shl(high, i32.const(PLANE_BITS)), low);

/**
 * `attend(query, keys, values, scales, count, scratch, out)`: the first page's addresses of this head; `out` gets `headDim`
 * floats.
 */
export function attentionKernel(shape: HeadShape, pageBytes: number, instructions: DotInstructions): Kernel {
  const { paddedDim, headDim } = shape;
  return kernel("attend", parameters, variables, (locals) => {
    const { keys, values, scales, scratch, out, largest, total, one, at, score, sums } = locals;
    const dot = dotOf(instructions, locals.dotLow, locals.dotHigh);
    const scores = i32.add(scratch.get, i32.const(scoresOffset(shape)));
    const zeros = Array.from({ length: paddedDim / 4 }, (_, index) =>
      v128.store(sums.get, f32x4.const(0), index * VECTOR_BYTES),
    );
    return [
      sums.set(i32.add(scratch.get, i32.const(SUMS_OFFSET))),
      // The scales' addresses are needed twice.
      at.set(scales.get),
      score.set(scores),
      overPages(locals, [keys, scales], pageBytes, scorePage(locals, shape, dot)),
      scales.set(at.get),
      forgetUnseen(locals, scores),
      largest.set(f32x4.const(UNSEEN)),
      at.set(scores),
      repeat(
        [largest.set(f32x4.pmax(largest.get, v128.load(at.get))), advance(at, VECTOR_BYTES)],
        i32.lt_u(at.get, score.get),
      ),
      largestOverLanes(largest),
      zeros,
      total.set(f32x4.const(0)),
      score.set(scores),
      overPages(locals, [values, scales], pageBytes, [
        weighPage(locals),
        Array.from({ length: paddedDim / 4 / TOGETHER }, (_, index) => addValues(locals, index * TOGETHER, dot)),
      ]),
      sumOverLanes(total),
      one.set(f32x4.div(f32x4.const(1), total.get)),
      Array.from({ length: headDim / 4 }, (_, index) =>
        v128.store(out.get, f32x4.mul(v128.load(sums.get, index * VECTOR_BYTES), one.get), index * VECTOR_BYTES),
      ),
    ];
  });
}

/** Runs the body for each page, with `groups` of four positions in it, and moves the pointers to the next. */
function overPages(locals: Locals, pointers: readonly Local[], pageBytes: number, body: Code): Code {
  const { count, left, groups } = locals;
  const page = i32.const(PAGE_POSITIONS);
  return [
    left.set(count.get),
    repeat(
      [
        groups.set(choose(i32.lt_u(left.get, page), left.get, page)),
        left.set(i32.sub(left.get, groups.get)),
        groups.set(i32.shr_u(i32.add(groups.get, i32.const(3)), i32.const(2))),
        body,
        pointers.map((pointer) => advance(pointer, pageBytes)),
      ],
      left.get,
    ),
  ];
}

/** Scores of a page's positions, at `score`, which moves on. */
function scorePage(locals: Locals, shape: HeadShape, dot: ReturnType<typeof dotOf>): Code {
  const { query, keys, scales, score, groups, counted, from, column, high0, low0, one, other } = locals;
  const queryScale = v128.load32_splat(query.get, queryBytes(shape) - VECTOR_BYTES);
  const zero = Math.log2(QUERY_ZERO);
  return [
    counted.set(groups.get),
    from.set(keys.get),
    column.set(scales.get),
    repeat(
      [
        high0.set(i32x4.const(0)),
        low0.set(i32x4.const(0)),
        Array.from({ length: shape.paddedDim / 4 }, (_, index) => [
          one.set(v128.load(from.get, index * VECTOR_BYTES)),
          high0.set(dot(one.get, v128.load32_splat(query.get, index * 8), high0.get)),
          low0.set(dot(one.get, v128.load32_splat(query.get, index * 8 + 4), low0.get)),
        ]),
        other.set(i32x4.shl(v128.load(column.get, KEY_SUMS_OFFSET), i32.const(zero))),
        one.set(f32x4.convert_i32x4_s(i32x4.sub(planes(high0.get, low0.get), other.get))),
        v128.store(score.get, f32x4.mul(one.get, f32x4.mul(v128.load(column.get), queryScale))),
        advance(score, VECTOR_BYTES),
        advance(column, VECTOR_BYTES),
        advance(from, shape.paddedDim * 4),
        countDown(counted),
      ],
      counted.get,
    ),
  ];
}

/** Of the last four positions those that are not there yet. */
function forgetUnseen({ at, count, score }: Locals, scores: Code): Code {
  const unseen = i32.lt_u(at.get, score.get);
  return [
    at.set(i32.add(scores, i32.shl(count.get, i32.const(2)))),
    when(unseen, repeat([f32.store(at.get, f32.const(UNSEEN)), advance(at, 4)], unseen), []),
  ];
}

/** Weights of a page's positions times their values' scales, in planes; `scale` is what a step of them is worth. */
function weighPage(locals: Locals): Code {
  const { scales, scratch, score, groups, counted, at, from, column } = locals;
  const { one, other, steps, rest, largest, total, scale } = locals;
  const bytes = (bits: Code) => {
    const words = i16x8.narrow_i32x4_s(bits, bits);
    return i32x4.extract(i8x16.narrow_i16x8_s(words, words), 0);
  };
  const peak = scale;
  return [
    counted.set(groups.get),
    at.set(score.get),
    from.set(scales.get),
    peak.set(f32x4.const(0)),
    repeat(
      [
        one.set(f32x4.sub(v128.load(at.get), largest.get)),
        // What is next to nothing is nothing, so that what a place held before never counts.
        other.set(f32x4.gt(one.get, f32x4.const(LEAST_EXPONENT))),
        exponential(one, steps, rest),
        one.set(v128.and(one.get, other.get)),
        total.set(f32x4.add(total.get, one.get)),
        one.set(f32x4.mul(one.get, v128.load(from.get, VALUE_SCALES_OFFSET))),
        peak.set(f32x4.pmax(peak.get, one.get)),
        v128.store(at.get, one.get),
        advance(at, VECTOR_BYTES),
        advance(from, VECTOR_BYTES),
        countDown(counted),
      ],
      counted.get,
    ),
    largestOverLanes(peak),
    other.set(f32x4.splat(stepsOver(MOST_PLANE_STEPS, f32x4.extract(peak.get, 0)))),
    scale.set(f32x4.div(peak.get, f32x4.const(MOST_PLANE_STEPS))),
    counted.set(groups.get),
    column.set(scratch.get),
    repeat(
      [
        one.set(nearestWhole(v128.load(score.get), other.get)),
        i32.store(column.get, bytes(i32x4.shr_u(one.get, i32.const(PLANE_BITS)))),
        i32.store(column.get, bytes(v128.and(one.get, i32x4.const(2 ** PLANE_BITS - 1))), 4),
        advance(column, 8),
        advance(score, VECTOR_BYTES),
        countDown(counted),
      ],
      counted.get,
    ),
  ];
}

/** A page's values of some vectors of dimensions, by the weights. */
function addValues(locals: Locals, first: number, dot: ReturnType<typeof dotOf>): Code {
  const { values, scratch, groups, counted, from, column, one, other, rest, scale, sums } = locals;
  const highs = [locals.high0, locals.high1, locals.high2, locals.high3];
  const lows = [locals.low0, locals.low1, locals.low2, locals.low3];
  return [
    [...highs, ...lows].map((sum) => sum.set(i32x4.const(0))),
    counted.set(groups.get),
    from.set(values.get),
    column.set(scratch.get),
    repeat(
      [
        other.set(v128.load32_splat(column.get)),
        rest.set(v128.load32_splat(column.get, 4)),
        highs.map((high, index) => [
          one.set(v128.load(from.get, (first + index) * PAGE_POSITIONS * 4)),
          high.set(dot(one.get, other.get, high.get)),
          lows[index]!.set(dot(one.get, rest.get, lows[index]!.get)),
        ]),
        advance(column, 8),
        advance(from, VECTOR_BYTES),
        countDown(counted),
      ],
      counted.get,
    ),
    highs.map((high, index) => {
      const value = f32x4.mul(f32x4.convert_i32x4_s(planes(high.get, lows[index]!.get)), scale.get);
      const offset = (first + index) * VECTOR_BYTES;
      return v128.store(sums.get, f32x4.add(v128.load(sums.get, offset), value), offset);
    }),
  ];
}
