/**
 * What the processor's kernels compute, in plain TypeScript: every step rounded to float32, sums over four lanes where the
 * kernels have lanes. Slow and to the last bit the same.
 */

import {
  ERFC_SLOPE,
  ERFC_TERMS,
  EXP_TERMS,
  LEAST_EXPONENT,
  LOG2_HIGH,
  LOG2_LOW,
} from "../../../../workers/engine/processor/vector-math.ts";

const { fround: f } = Math;
const ROUNDER = 1.5 * 2 ** 23;

/** To the nearest, ties to even. */
export function whole(value: number): number {
  return f(f(value + ROUNDER) - ROUNDER);
}

export interface Rounded {
  readonly codes: readonly number[];
  readonly scale: number;
}

export function inSteps(values: ArrayLike<number>, steps: number): Rounded & { readonly largest: number } {
  const largest = Math.max(...Array.from(values, Math.abs));
  const inverse = largest > 2 ** -100 ? f(steps / largest) : 0;
  return { largest, codes: Array.from(values, (x) => whole(f(x * inverse))), scale: f(largest / steps) };
}

export function exponential(given: number): number {
  const x = Math.max(given, LEAST_EXPONENT);
  const steps = whole(f(x * f(Math.LOG2E)));
  const rest = f(f(x - f(steps * f(LOG2_HIGH))) - f(steps * f(LOG2_LOW)));
  const power = f(f(f(polynomial(EXP_TERMS, rest) * f(rest * rest)) + rest) + 1);
  return f(power * 2 ** steps);
}

export function gelu(x: number): number {
  const z = f(Math.abs(x) * f(Math.SQRT1_2));
  const t = f(1 / f(f(z * f(ERFC_SLOPE)) + 1));
  const erfc = f(exponential(f(0 - f(z * z))) * f(t * polynomial(ERFC_TERMS, t)));
  return f(Math.max(x, 0) - f(erfc * f(Math.abs(x) * 0.5)));
}

function polynomial(terms: readonly number[], x: number): number {
  return terms.map(f).reduce((sum, term) => f(f(sum * x) + term));
}

export function norm(x: Float32Array, gain: Float32Array, bias: Float32Array, epsilon: number): Float32Array {
  const n = f(x.length);
  const mean = f(overLanes(x) / n);
  const variance = f(overLanes(x.map((value) => f(f(value - mean) * f(value - mean)))) / n);
  const inverse = f(1 / f(Math.sqrt(f(variance + f(epsilon)))));
  return x.map((value, i) => f(f(f(f(value - mean) * inverse) * gain[i]!) + bias[i]!));
}

/** The sum as four lanes add it up. */
export function overLanes(values: ArrayLike<number>): number {
  const lanes = [0, 0, 0, 0];
  for (let i = 0; i < values.length; i++) lanes[i % 4] = f(lanes[i % 4]! + values[i]!);
  const [a, b, c, d] = lanes as [number, number, number, number];
  return f(f(a + c) + f(b + d));
}
