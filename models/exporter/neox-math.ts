/** The parts of GPT-NeoX that are no matrix product, as models/DOLLY.md states them, in float64. */

import type { NeoXConfig } from "../dolly/config.ts";

export type Vector = Float64Array<ArrayBuffer>;

/** (x - mean) / deviation · gain + bias. */
export function layerNorm(epsilon: number, x: Vector, gain: ArrayLike<number>, bias: ArrayLike<number>): Vector {
  const mean = x.reduce((sum, value) => sum + value, 0) / x.length;
  const variance = x.reduce((sum, value) => sum + (value - mean) ** 2, 0) / x.length;
  const deviation = Math.sqrt(variance + epsilon);
  return x.map((value, i) => ((value - mean) / deviation) * gain[i]! + bias[i]!);
}

/** qkv [T][heads · 3 · headDim], each head's query, key and value in turn → context [T][hidden]; causal. */
export function attend(config: NeoXConfig, qkv: readonly Vector[]): Vector[] {
  const { heads, headDim, hidden } = config;
  const part = (position: number, head: number, which: 0 | 1 | 2) => {
    const start = (head * 3 + which) * headDim;
    return qkv[position]!.subarray(start, start + headDim);
  };
  const context = qkv.map(() => new Float64Array(hidden));
  for (let head = 0; head < heads; head++) {
    const keys = qkv.map((_, position) => rotate(config, part(position, head, 1), position));
    for (let position = 0; position < qkv.length; position++) {
      const query = rotate(config, part(position, head, 0), position);
      const scores = keys.slice(0, position + 1).map((key) => dot(query, key) / Math.sqrt(headDim));
      const largest = Math.max(...scores);
      const exponentials = scores.map((score) => Math.exp(score - largest));
      const total = exponentials.reduce((sum, value) => sum + value, 0);
      const out = context[position]!.subarray(head * headDim, (head + 1) * headDim);
      exponentials.forEach((exponential, earlier) => {
        const value = part(earlier, head, 2);
        for (let dim = 0; dim < headDim; dim++) out[dim] = out[dim]! + (exponential / total) * value[dim]!;
      });
    }
  }
  return context;
}

/** Turns the first rotaryDim dimensions, dimension j together with j + rotaryDim / 2; the others pass. */
function rotate(config: NeoXConfig, x: Vector, position: number): Vector {
  const half = config.rotaryDim / 2;
  const turned = x.slice();
  for (let j = 0; j < half; j++) {
    const angle = position * config.rotaryBase ** ((-2 * j) / config.rotaryDim);
    turned[j] = x[j]! * Math.cos(angle) - x[j + half]! * Math.sin(angle);
    turned[j + half] = x[j + half]! * Math.cos(angle) + x[j]! * Math.sin(angle);
  }
  return turned;
}

/** The exact one, by the error function. */
export function gelu(x: Vector): Vector {
  return x.map((u) => 0.5 * u * (1 + erf(u / Math.SQRT2)));
}

export function add(a: Vector, b: ArrayLike<number>): Vector {
  return a.map((value, i) => value + b[i]!);
}

function dot(a: Vector, b: Vector): number {
  return a.reduce((sum, value, i) => sum + value * b[i]!, 0);
}

/** The error function to float64 accuracy: its Taylor series where that converges fast, else its continued fraction. */
export function erf(x: number): number {
  const magnitude = Math.abs(x);
  if (magnitude > 6) return Math.sign(x);
  if (magnitude < 2.5) {
    let term = x;
    let sum = x;
    for (let n = 1; Math.abs(term) > 1e-18; n++) {
      term *= -(x * x) / n;
      sum += term / (2 * n + 1);
    }
    return (2 / Math.sqrt(Math.PI)) * sum;
  }
  let fraction = 0;
  for (let k = 120; k > 0; k--) fraction = k / 2 / (magnitude + fraction);
  return Math.sign(x) * (1 - Math.exp(-x * x) / Math.sqrt(Math.PI) / (magnitude + fraction));
}
