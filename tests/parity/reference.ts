/**
 * GPT-NeoX as models/DOLLY.md states it, one position after another in float64, without cache, fusion or any of the
 * exporter's tricks. Slow and plain on purpose: every graph is measured against it, and it is measured against Hugging
 * Face's logits.
 */

import type { NeoXConfig } from "../../models/dolly/config.ts";
import { add, attend, gelu, layerNorm, type Vector } from "../../models/exporter/neox-math.ts";

/** A tensor's values by its name in the checkpoint, row-major. */
export type Weights = (name: string) => Float32Array;

/** ids [T] → logits [T][vocab]. */
export function referenceLogits(config: NeoXConfig, weights: Weights, ids: readonly number[]): Vector[] {
  const { hidden, layers } = config;
  const norm = (at: string, x: Vector) =>
    layerNorm(config.layerNormEpsilon, x, weights(`${at}.weight`), weights(`${at}.bias`));
  const embedding = weights("gpt_neox.embed_in.weight");
  let h = ids.map((id) => Float64Array.from(embedding.subarray(id * hidden, (id + 1) * hidden)));
  for (let layer = 0; layer < layers; layer++) {
    const at = `gpt_neox.layers.${layer}`;
    const qkv = h.map((x) => linear(weights, `${at}.attention.query_key_value`, norm(`${at}.input_layernorm`, x)));
    const attended = attend(config, qkv).map((row) => linear(weights, `${at}.attention.dense`, row));
    h = h.map((x, position) => {
      const a = attended[position]!;
      const mlpInput = config.parallelResidual ? x : add(x, a);
      const up = linear(weights, `${at}.mlp.dense_h_to_4h`, norm(`${at}.post_attention_layernorm`, mlpInput));
      return add(x, add(a, linear(weights, `${at}.mlp.dense_4h_to_h`, gelu(up))));
    });
  }
  const head = weights("embed_out.weight");
  return h.map((x) => matrixVector(head, norm("gpt_neox.final_layer_norm", x)));
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
