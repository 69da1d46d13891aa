/**
 * GPT-NeoX as models/DOLLY.md states it, one position after another in float64, without cache, fusion or any of the
 * exporter's tricks. Slow and plain on purpose: every graph is measured against it, and it is measured against Hugging
 * Face's logits.
 */

import type { NeoXConfig } from "../../models/dolly/config.ts";

/** A tensor's values by its name in the checkpoint, row-major. */
export type Weights = (name: string) => Float32Array;

type Vector = Float64Array<ArrayBuffer>;

/** ids [T] → logits [T][vocab]. */
export function referenceLogits(config: NeoXConfig, weights: Weights, ids: readonly number[]): Vector[] {
  const { hidden, layers } = config;
  const embedding = weights("gpt_neox.embed_in.weight");
  let h = ids.map((id) => Float64Array.from(embedding.subarray(id * hidden, (id + 1) * hidden)));
  for (let layer = 0; layer < layers; layer++) {
    const at = `gpt_neox.layers.${layer}`;
    const attended = attention(
      config,
      weights,
      `${at}.attention`,
      h.map((x) => layerNorm(config, weights, `${at}.input_layernorm`, x)),
    );
    h = h.map((x, position) => {
      const a = attended[position]!;
      const mlpInput = config.parallelResidual ? x : add(x, a);
      const normed = layerNorm(config, weights, `${at}.post_attention_layernorm`, mlpInput);
      return add(x, add(a, mlp(weights, `${at}.mlp`, normed)));
    });
  }
  const head = weights("embed_out.weight");
  return h.map((x) => matrixVector(head, layerNorm(config, weights, "gpt_neox.final_layer_norm", x)));
}

/** x [T][hidden] → [T][hidden]; causal. */
function attention(config: NeoXConfig, weights: Weights, at: string, x: readonly Vector[]): Vector[] {
  const { heads, headDim, hidden } = config;
  // Per position and head: query, key, value, interleaved head by head.
  const qkv = x.map((row) => linear(weights, `${at}.query_key_value`, row));
  const part = (position: number, head: number, which: 0 | 1 | 2) => {
    const start = (head * 3 + which) * headDim;
    return qkv[position]!.subarray(start, start + headDim);
  };
  const context = x.map(() => new Float64Array(hidden));
  for (let head = 0; head < heads; head++) {
    const keys = x.map((_, position) => rotate(config, part(position, head, 1), position));
    for (let position = 0; position < x.length; position++) {
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
  return context.map((row) => linear(weights, `${at}.dense`, row));
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

function mlp(weights: Weights, at: string, x: Vector): Vector {
  const up = linear(weights, `${at}.dense_h_to_4h`, x);
  return linear(
    weights,
    `${at}.dense_4h_to_h`,
    up.map((u) => 0.5 * u * (1 + erf(u / Math.SQRT2))),
  );
}

function layerNorm(config: NeoXConfig, weights: Weights, at: string, x: Vector): Vector {
  const gain = weights(`${at}.weight`);
  const bias = weights(`${at}.bias`);
  const mean = x.reduce((sum, value) => sum + value, 0) / x.length;
  const variance = x.reduce((sum, value) => sum + (value - mean) ** 2, 0) / x.length;
  const deviation = Math.sqrt(variance + config.layerNormEpsilon);
  return x.map((value, i) => ((value - mean) / deviation) * gain[i]! + bias[i]!);
}

function linear(weights: Weights, at: string, x: Vector): Vector {
  return add(matrixVector(weights(`${at}.weight`), x), weights(`${at}.bias`));
}

/** matrix [N, K] · x [K] → [N] */
function matrixVector(matrix: Float32Array, x: Vector): Vector {
  const columns = x.length;
  const y = new Float64Array(matrix.length / columns);
  for (let row = 0; row < y.length; row++) {
    let sum = 0;
    for (let column = 0; column < columns; column++) sum += matrix[row * columns + column]! * x[column]!;
    y[row] = sum;
  }
  return y;
}

function add(a: Vector, b: Vector | Float32Array): Vector {
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
