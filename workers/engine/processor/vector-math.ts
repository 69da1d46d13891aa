/** Functions of four floats at once. Every step is rounded to float32 in this order, so each processor gives the same bits. */

import { type Code, choose, f32, f32x4, i32, i32x4, type Local, v128 } from "../../../models/wasm/assembler.ts";

/** Added and taken away again, it rounds a float32 of up to 2^22 to the nearest whole number, ties to even. */
export const ROUNDER = 1.5 * 2 ** 23;
/** Below this e to the power of it is no normal float32 any more. */
export const LEAST_EXPONENT = -87;
/** log 2 in two parts, the first short enough that its multiples are exact. */
export const LOG2_HIGH = 0.693359375;
export const LOG2_LOW = -2.1219444e-4;
/** Cephes' expf: (exp(r) - 1 - r) / r² for |r| up to half a log 2, highest power first. */
export const EXP_TERMS = [
  1.98756915e-4, 1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1, 5.0000001201e-1,
] as const;
/** Abramowitz and Stegun 7.1.26: erfc(z) = t · polynomial(t) · exp(-z²), t = 1 / (1 + ERFC_SLOPE · z); within 1.5e-7. */
export const ERFC_SLOPE = 0.3275911;
export const ERFC_TERMS = [1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592] as const;
const FRACTION_BITS = 23;

const multiplyAdd = (a: Code, b: Code, c: Code): Code => f32x4.add(f32x4.mul(a, b), c);

function polynomial(terms: readonly number[], x: Code): Code {
  return terms.map((term) => f32x4.const(term)).reduce((sum, term) => multiplyAdd(sum, x, term));
}

/** x becomes exp(x), for x ≤ 0; two variables are its own meanwhile. */
export function exponential(x: Local, steps: Local, rest: Local): Code {
  const whole = f32x4.sub(steps.get, f32x4.const(ROUNDER));
  const without = (value: Code, part: number) => f32x4.sub(value, f32x4.mul(whole, f32x4.const(part)));
  return [
    x.set(f32x4.pmax(x.get, f32x4.const(LEAST_EXPONENT))),
    // The whole number of log 2 lies in the lowest bits of `steps`.
    steps.set(multiplyAdd(x.get, f32x4.const(Math.LOG2E), f32x4.const(ROUNDER))),
    rest.set(without(without(x.get, LOG2_HIGH), LOG2_LOW)),
    x.set(f32x4.mul(polynomial(EXP_TERMS, rest.get), f32x4.mul(rest.get, rest.get))),
    x.set(f32x4.add(f32x4.add(x.get, rest.get), f32x4.const(1))),
    x.set(i32x4.add(x.get, i32x4.shl(steps.get, i32.const(FRACTION_BITS)))),
  ];
}

/** x becomes gelu(x), the exact one by erf: max(x, 0) - |x| / 2 · erfc(|x| / √2). Four variables are its own meanwhile. */
export function gelu(x: Local, t: Local, power: Local, steps: Local, rest: Local): Code {
  return [
    t.set(f32x4.mul(f32x4.abs(x.get), f32x4.const(Math.SQRT1_2))),
    power.set(f32x4.sub(f32x4.const(0), f32x4.mul(t.get, t.get))),
    t.set(f32x4.div(f32x4.const(1), multiplyAdd(t.get, f32x4.const(ERFC_SLOPE), f32x4.const(1)))),
    exponential(power, steps, rest),
    power.set(f32x4.mul(power.get, f32x4.mul(t.get, polynomial(ERFC_TERMS, t.get)))),
    power.set(f32x4.mul(power.get, f32x4.mul(f32x4.abs(x.get), f32x4.const(0.5)))),
    x.set(f32x4.sub(f32x4.pmax(x.get, f32x4.const(0)), power.get)),
  ];
}

/** Leaves in every lane the sum of all four. */
export function sumOverLanes(vector: Local): Code {
  return overLanes(vector, f32x4.add);
}

export function largestOverLanes(vector: Local): Code {
  return overLanes(vector, f32x4.pmax);
}

/** Leaves in every lane the sum of all four whole numbers. */
export function wholeSumOverLanes(vector: Local): Code {
  return overLanes(vector, i32x4.add);
}

function overLanes(vector: Local, pick: (a: Code, b: Code) => Code): Code {
  const swapped = (lanes: readonly number[]) => v128.shuffle32(vector.get, vector.get, lanes);
  return [vector.set(pick(vector.get, swapped([2, 3, 0, 1]))), vector.set(pick(vector.get, swapped([1, 0, 3, 2])))];
}

/** Whole numbers nearest to `values` · `inverse`, ties to even. */
export function nearestWhole(values: Code, inverse: Code): Code {
  return i32x4.sub(
    f32x4.add(f32x4.mul(values, inverse), f32x4.const(ROUNDER)),
    f32x4.const(ROUNDER), // its bits: the whole numbers lie in the lowest ones
  );
}

/** Below this a largest magnitude counts as 0: reciprocals of less overflow. */
export const SMALLEST = 2 ** -100;

/** `steps` / magnitude, a scalar; 0 where there is next to nothing. */
export function stepsOver(steps: number, magnitude: Code): Code {
  return choose(f32.gt(magnitude, f32.const(SMALLEST)), f32.div(f32.const(steps), magnitude), f32.const(0));
}
