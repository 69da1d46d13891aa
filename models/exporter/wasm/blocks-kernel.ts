/** quantize.ts's `quantizeBlocks` with vectors of four: the same arithmetic in the same order, hence the same bytes. */

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
} from "../../wasm/assembler.ts";
import { type FloatFormat, floatBytes } from "../float.ts";
import { BLOCK, LARGEST_CODE, ROUNDER, SMALLEST, SPANS, ZERO } from "../quantize.ts";
import { acrossLanes, addToSum, loadFloats } from "./floats.ts";

const HIGHEST = LARGEST_CODE - ZERO;
const LOWEST = -ZERO;

const parameters = ["source", "count", "codes", "scales", "half", "tally"] as const;
/** A block's 32 values, then their codes. */
const block = {
  b0: "v128",
  b1: "v128",
  b2: "v128",
  b3: "v128",
  b4: "v128",
  b5: "v128",
  b6: "v128",
  b7: "v128",
} as const;
const variables = {
  ...block,
  low: "v128",
  high: "v128",
  one: "v128",
  scales4: "v128",
  inverses4: "v128",
  errors: "v128",
  worst: "v128",
  sum: "v128",
  extreme: "f32",
  scale: "f32",
  gain: "f32",
  bestGain: "f32",
  bestFactor: "f32",
} as const;
type Locals = Readonly<Record<(typeof parameters)[number] | keyof typeof variables, Local>>;

/**
 * `blocks_{format}(source, count, codes, scales, half, tally)`: `count` blocks, at least one. Scales are float32, such as a
 * float16 holds where `half` is 1. The tally is { sum: float64[2], max: float32[4] }.
 */
export function blocksKernel(format: FloatFormat, spans = SPANS): Kernel {
  return kernel(`blocks_${format}`, parameters, variables, (locals) => {
    const { source, count, codes, scales, half, tally, extreme, scale, worst, sum } = locals;
    const values = Object.keys(block).map((name) => locals[name as keyof typeof block]);
    return [
      repeat(
        [
          values.map((vector, index) => vector.set(loadFloats(format, source.get, index))),
          findExtreme(locals, values),
          when(
            f32.lt(f32.abs(extreme.get), f32.const(SMALLEST)),
            scale.set(f32.const(0)),
            findScale(locals, values, spans),
          ),
          when(half.get, scale.set(toFloat16(scale.get)), []),
          f32.store(scales.get, scale.get),
          encode(locals, values, format),
          v128.store(codes.get, packed(locals, values)),
          source.set(i32.add(source.get, i32.const(BLOCK * floatBytes[format]))),
          codes.set(i32.add(codes.get, i32.const(BLOCK / 2))),
          scales.set(i32.add(scales.get, i32.const(4))),
          count.set(i32.sub(count.get, i32.const(1))),
        ],
        count.get,
      ),
      v128.store(tally.get, sum.get),
      v128.store(tally.get, worst.get, 16),
    ];
  });
}

/** The value of the largest magnitude, the positive of two alike. */
function findExtreme({ low, high, extreme }: Locals, values: readonly Local[]): Code {
  const over = (pick: (a: Code, b: Code) => Code) => values.map(({ get }) => get).reduce((a, b) => pick(a, b));
  const [most, least] = [f32x4.extract(high.get, 0), f32x4.extract(low.get, 0)];
  return [
    high.set(over(f32x4.pmax)),
    low.set(over(f32x4.pmin)),
    acrossLanes(high, f32x4.pmax),
    acrossLanes(low, f32x4.pmin),
    extreme.set(choose(f32.ge(most, f32.neg(least)), most, least)),
  ];
}

function findScale(locals: Locals, values: readonly Local[], spans: readonly number[]): Code {
  const { scale, extreme, bestGain, bestFactor } = locals;
  return [
    scale.set(f32.div(f32.const(1), extreme.get)),
    values.map((vector) => vector.set(f32x4.mul(vector.get, f32x4.splat(scale.get)))),
    bestGain.set(f32.const(0)),
    bestFactor.set(f32.const(0)),
    spans.map((span) => tryScale(locals, values, span)),
    scale.set(f32.mul(extreme.get, bestFactor.get)),
  ];
}

/** `values` are divided by the extreme. */
function tryScale(
  { low, high, one, gain, scale, bestGain, bestFactor }: Locals,
  values: readonly Local[],
  span: number,
) {
  const [xq, qq] = [low, high];
  const addTo = (total: Local, product: Code, first: boolean) =>
    total.set(first ? product : f32x4.add(total.get, product));
  const better = f32.gt(gain.get, bestGain.get);
  return [
    values.map((vector, index) => {
      const atMost = f32x4.pmin(f32x4.mul(vector.get, f32x4.const(-span)), f32x4.const(HIGHEST));
      // The extreme itself is the lowest, and rounds to the lowest code unless it is scaled beyond.
      const clamped = span < ZERO + 0.5 ? atMost : f32x4.pmax(atMost, f32x4.const(LOWEST));
      return [
        one.set(f32x4.sub(f32x4.add(clamped, f32x4.const(ROUNDER)), f32x4.const(ROUNDER))),
        addTo(xq, f32x4.mul(vector.get, one.get), index === 0),
        addTo(qq, f32x4.mul(one.get, one.get), index === 0),
      ];
    }),
    // Both sums over the lanes at once.
    one.set(f32x4.add(v128.shuffle32(xq.get, qq.get, [0, 1, 4, 5]), v128.shuffle32(xq.get, qq.get, [2, 3, 6, 7]))),
    one.set(f32x4.add(one.get, v128.shuffle32(one.get, one.get, [1, 0, 3, 2]))),
    scale.set(f32.div(f32x4.extract(one.get, 0), f32x4.extract(one.get, 2))),
    gain.set(f32.mul(scale.get, f32x4.extract(one.get, 0))),
    bestFactor.set(choose(better, scale.get, bestFactor.get)),
    bestGain.set(choose(better, gain.get, bestGain.get)),
  ];
}

/** The nearest value that a float16 holds, as `roundToFloat16`; infinite from 65520 on. */
function toFloat16(value: Code): Code {
  const magnitude = f32.abs(value);
  const bits = i32.reinterpret_f32(magnitude);
  const even = i32.and(i32.shr_u(bits, i32.const(13)), i32.const(1));
  const normal = f32.reinterpret_i32(i32.and(i32.add(i32.add(bits, i32.const(0xfff)), even), i32.const(~0x1fff)));
  // Below 2^-14 steps are 2^-24, which is what a float32 next to 0.75 has.
  const subnormal = f32.sub(f32.add(magnitude, f32.const(0.75)), f32.const(0.75));
  const rounded = choose(i32.lt_u(bits, i32.const(0x38800000)), subnormal, normal);
  const infinite = f32.ge(magnitude, f32.const(65520));
  return f32.copysign(choose(infinite, f32.const(Number.POSITIVE_INFINITY), rounded), value);
}

/** Codes for the values as they are in the checkpoint, in the places of the values, and what they are off by. */
function encode(locals: Locals, values: readonly Local[], format: FloatFormat): Code {
  const { source, scale, scales4, inverses4, one, low, errors, worst, sum } = locals;
  const inverse = choose(f32.gt(f32.abs(scale.get), f32.const(0)), f32.div(f32.const(1), scale.get), scale.get);
  const rounder = f32x4.const(ROUNDER + ZERO);
  return [
    scales4.set(f32x4.splat(scale.get)),
    inverses4.set(f32x4.splat(inverse)),
    values.map((vector, index) => {
      const steps = f32x4.mul(one.get, inverses4.get);
      const clamped = f32x4.pmax(f32x4.pmin(steps, f32x4.const(HIGHEST)), f32x4.const(LOWEST));
      const value = f32x4.mul(f32x4.sub(low.get, rounder), scales4.get);
      return [
        one.set(loadFloats(format, source.get, index)),
        low.set(f32x4.add(clamped, rounder)),
        vector.set(v128.and(low.get, i32x4.const(LARGEST_CODE))),
        one.set(f32x4.abs(f32x4.sub(one.get, value))),
        worst.set(f32x4.pmax(worst.get, one.get)),
        errors.set(index === 0 ? one.get : f32x4.add(errors.get, one.get)),
      ];
    }),
    addToSum(sum, errors),
  ];
}

/** 32 codes as 16 bytes. */
function packed({ low, high }: Locals, codes: readonly Local[]): Code {
  const bytes = (first: number) => {
    const words = (index: number) => i16x8.narrow_i32x4_s(codes[index]!.get, codes[index + 1]!.get);
    return i8x16.narrow_i16x8_u(words(first), words(first + 2));
  };
  // Of each two bytes the high four bits of the second and the low four of the first are wanted, next to each other.
  const pairs = (vector: Local) =>
    v128.and(v128.or(vector.get, i16x8.shr_u(vector.get, i32.const(4))), i16x8.const(0xff));
  return [low.set(bytes(0)), high.set(bytes(4)), i8x16.narrow_i16x8_u(pairs(low), pairs(high))];
}
