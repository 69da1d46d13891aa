/** quantize.ts's `quantizeRows` with vectors of four: the same arithmetic in the same order, hence the same bytes. */

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
} from "../../wasm/assembler.ts";
import { type FloatFormat, floatBytes } from "../float.ts";
import { LARGEST_STEP, ROUNDER, SMALLEST } from "../quantize.ts";
import { acrossLanes, addToSum, loadFloats } from "./floats.ts";

/** Codes written at once. */
export const ROW_MULTIPLE = 16;
const VECTORS = ROW_MULTIPLE / 4;

const parameters = ["source", "count", "columns", "codes", "scales", "tally"] as const;
const variables = {
  c0: "v128",
  c1: "v128",
  c2: "v128",
  c3: "v128",
  largest: "v128",
  scales4: "v128",
  inverses4: "v128",
  one: "v128",
  step: "v128",
  errors: "v128",
  worst: "v128",
  sum: "v128",
  scale: "f32",
  at: "i32",
  end: "i32",
} as const;
type Locals = Readonly<Record<(typeof parameters)[number] | keyof typeof variables, Local>>;

/**
 * `rows_{format}(source, count, columns, codes, scales, tally)`: `count` rows, at least one, of a multiple of 16 columns.
 * Scales are float32. The tally is { sum: float64[2], max: float32[4] }.
 */
export function rowsKernel(format: FloatFormat): Kernel {
  return kernel(`rows_${format}`, parameters, variables, (locals) => {
    const { source, count, columns, codes, scales, tally, largest, at, end, sum, errors, worst } = locals;
    const stepBytes = ROW_MULTIPLE * floatBytes[format];
    const alongRow = (body: Code): Code => [
      at.set(source.get),
      repeat([body, at.set(i32.add(at.get, i32.const(stepBytes)))], i32.lt_u(at.get, end.get)),
    ];
    return [
      repeat(
        [
          end.set(i32.add(source.get, i32.mul(columns.get, i32.const(floatBytes[format])))),
          largest.set(f32x4.const(0)),
          alongRow(
            vectors.map((index) => largest.set(f32x4.pmax(largest.get, f32x4.abs(loadFloats(format, at.get, index))))),
          ),

          acrossLanes(largest, f32x4.pmax),
          setScale(locals),
          errors.set(f32x4.const(0)),
          alongRow([encode(locals, format), codes.set(i32.add(codes.get, i32.const(ROW_MULTIPLE)))]),
          addToSum(sum, errors),
          source.set(end.get),
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

const vectors = Array.from({ length: VECTORS }, (_, index) => index);

function setScale({ largest, scale, scales, scales4, inverses4 }: Locals): Code {
  const magnitude = f32x4.extract(largest.get, 0);
  const none = f32.lt(magnitude, f32.const(SMALLEST));
  const inverse = choose(f32.gt(scale.get, f32.const(0)), f32.div(f32.const(1), scale.get), scale.get);
  return [
    scale.set(choose(none, f32.const(0), f32.div(magnitude, f32.const(LARGEST_STEP)))),
    f32.store(scales.get, scale.get),
    scales4.set(f32x4.splat(scale.get)),
    inverses4.set(f32x4.splat(inverse)),
  ];
}

function encode(locals: Locals, format: FloatFormat): Code {
  const { at, codes, one, step, scales4, inverses4, errors, worst, c0, c1, c2, c3 } = locals;
  const rounder = f32x4.const(ROUNDER);
  return [
    [c0, c1, c2, c3].map((code, index) => [
      one.set(loadFloats(format, at.get, index)),
      step.set(f32x4.add(f32x4.mul(one.get, inverses4.get), rounder)),
      code.set(v128.and(step.get, i32x4.const(0xff))),
      one.set(f32x4.abs(f32x4.sub(one.get, f32x4.mul(f32x4.sub(step.get, rounder), scales4.get)))),
      worst.set(f32x4.pmax(worst.get, one.get)),
      errors.set(f32x4.add(errors.get, one.get)),
    ]),
    v128.store(
      codes.get,
      i8x16.narrow_i16x8_u(i16x8.narrow_i32x4_s(c0.get, c1.get), i16x8.narrow_i32x4_s(c2.get, c3.get)),
    ),
  ];
}
