/**
 * GPT-NeoX as an ONNX graph, and the list of weights that the graph's data files hold. A pure function of the sizes and
 * the dtype: the graph is known before a single weight is read. Knows nothing of files, checkpoints or progress.
 *
 *   inputs    input_ids                          int64 [batch_size, sequence_length]
 *             attention_mask                     int64 [batch_size, total_sequence_length], all ones: past + new
 *             num_logits_to_keep                 int64 [], of how many positions, from the last, logits are made; 0: of all
 *             past_key_values.N.key, .value      float [batch_size, heads, past_sequence_length, headDim]
 *   outputs   logits                             float32 [batch_size, logits_length, vocab]
 *             present.N.key, .value              float [batch_size, heads, present_sequence_length, headDim]
 *
 * How many positions are filled comes from the mask, not from the cache's shape: the same graph runs with a cache that
 * grows by what it is fed, and with one buffer of the full context length that is both past and present.
 */

import type { NeoXConfig } from "../dolly/config.ts";
import { AppError } from "../errors.ts";
import type { Dtype } from "../manifest.ts";
import { packedQkvRows, paddedHalfRotary } from "./attention-layout.ts";
import type { Graph, Value } from "./onnx.ts";
import { operators, precisions } from "./operators.ts";
import { BLOCK } from "./quantize.ts";
import { DATA_FILE_LIMIT_BYTES, type DataFile, type Weight, weightPlanner } from "./weight-plan.ts";

export interface ModelPlan {
  readonly graph: Graph;
  readonly weights: readonly Weight[];
  readonly dataFiles: readonly DataFile[];
}

/** The type of past_key_values and present: the attention kernel takes the activations' own. */
export function kvDtype(dtype: Dtype): "float32" | "float16" {
  return precisions[dtype].activation;
}

/** Throws `unsupported` for sizes that the dtype's kernels cannot take. `dataName` names the first data file. */
export function planModel(
  config: NeoXConfig,
  dtype: Dtype,
  dataName: string,
  dataFileLimitBytes = DATA_FILE_LIMIT_BYTES,
): ModelPlan {
  checkSizes(config, dtype);
  const { heads, headDim, hidden, ffn, vocab, layers, parallelResidual } = config;
  const { activation } = precisions[dtype];
  const planner = weightPlanner(dataName, dataFileLimitBytes);
  const build = operators(precisions[dtype], config.layerNormEpsilon, planner);
  const inputs: Value[] = [
    { name: "input_ids", type: "int64", dims: ["batch_size", "sequence_length"] },
    { name: "attention_mask", type: "int64", dims: ["batch_size", "total_sequence_length"] },
    { name: "num_logits_to_keep", type: "int64", dims: [] },
  ];
  const outputs: Value[] = [{ name: "logits", type: "float32", dims: ["batch_size", "logits_length", vocab] }];

  // Six nodes on a few numbers; a GPU leaves them to the processor and gets four bytes from them.
  // GroupQueryAttention asks for the index of each row's last filled position, and for how many are filled.
  const axis = build.constant("axis", 1, [1]);
  const filled = build.node("ReduceSum", ["attention_mask", axis], "filled", { keepdims: { int: 0 } });
  const lastFilled = build.cast(build.node("Sub", [filled, axis], "last_filled.int64"), "last_filled", "int32");
  const maskShape = build.node("Shape", ["attention_mask"], "attention_mask.shape");
  const maskLength = build.node("Gather", [maskShape, build.constant("second", 1, [])], "length.int64");
  const length = build.cast(maskLength, "length", "int32");

  const tableShape = [config.contextLength, paddedHalfRotary(config)] as const;
  const cos = planner.rotary("cos", tableShape, activation);
  const sin = planner.rotary("sin", tableShape, activation);
  const qkvRows = packedQkvRows(config);

  /** normed [batch, sequence, hidden] → Attn(normed) of the same shape. */
  function attention(normed: string, layer: number): string {
    const at = `layer.${layer}.attention`;
    const tensors = `gpt_neox.layers.${layer}.attention`;
    const past = [`past_key_values.${layer}.key`, `past_key_values.${layer}.value`];
    const present = [`present.${layer}.key`, `present.${layer}.value`];
    for (const name of past) {
      inputs.push({ name, type: activation, dims: ["batch_size", heads, "past_sequence_length", headDim] });
    }
    for (const name of present) {
      outputs.push({ name, type: activation, dims: ["batch_size", heads, "present_sequence_length", headDim] });
    }
    const qkv = build.linear(normed, `${at}.qkv`, `${tensors}.query_key_value`, [3 * hidden, hidden], {
      rows: qkvRows,
    });
    // Keys and values come packed with the queries.
    const [key, value] = ["", ""];
    const context = build.microsoft(
      "GroupQueryAttention",
      [qkv, key, value, ...past, lastFilled, length, cos, sin, ...build.untiled(heads)],
      `${at}.context`,
      {
        num_heads: { int: heads },
        kv_num_heads: { int: heads },
        do_rotary: { int: 1 },
        rotary_interleaved: { int: 0 },
        scale: { float: 1 / Math.sqrt(headDim) },
      },
      present,
    );
    return build.linear(context, at, `${tensors}.dense`, [hidden, hidden]);
  }

  /** normed [batch, sequence, hidden] → MLP(normed) of the same shape. Gelu is the exact one, by erf. */
  function mlp(normed: string, layer: number): string {
    const at = `layer.${layer}.mlp`;
    const tensors = `gpt_neox.layers.${layer}.mlp`;
    const up = build.linear(normed, `${at}.up`, `${tensors}.dense_h_to_4h`, [ffn, hidden]);
    return build.linear(build.node("Gelu", [up], `${at}.gelu`), at, `${tensors}.dense_4h_to_h`, [hidden, ffn]);
  }

  let h = build.embedding("input_ids", "embedding", "gpt_neox.embed_in.weight", [vocab, hidden]);
  // What is still to be added to h. The sum is left to the next norm, which makes it on the way.
  let delta: string | null = null;
  for (let layer = 0; layer < layers; layer++) {
    const at = `layer.${layer}`;
    const attentionNorm = `gpt_neox.layers.${layer}.input_layernorm`;
    const mlpNorm = `gpt_neox.layers.${layer}.post_attention_layernorm`;

    let normed: string;
    if (delta === null) {
      normed = build.norm(h, `${at}.attention_norm`, attentionNorm, hidden);
    } else {
      normed = build.addNorm(h, delta, `${at}.attention_norm`, `${at}.input`, attentionNorm, hidden);
      h = `${at}.input`;
    }
    if (parallelResidual) {
      const mlpInput = build.norm(h, `${at}.mlp_norm`, mlpNorm, hidden);
      delta = build.node("Add", [attention(normed, layer), mlp(mlpInput, layer)], `${at}.delta`);
    } else {
      const mlpInput = build.addNorm(h, attention(normed, layer), `${at}.mlp_norm`, `${at}.middle`, mlpNorm, hidden);
      h = `${at}.middle`;
      delta = mlp(mlpInput, layer);
    }
  }
  if (delta === null) throw new AppError("bad-file", "config.json asks for a model without layers.");

  // Logits that nobody asks for would cost hidden · vocab a position.
  const final = build.addNorm(h, delta, "final_norm", null, "gpt_neox.final_layer_norm", hidden);
  const minusOne = build.constant("minus_one", -1, [1]);
  const fromEnd = build.node("Mul", ["num_logits_to_keep", minusOne], "first_kept");
  const toEnd = build.constant("end", 2 ** 31 - 1, [1]);
  const kept = build.node("Slice", [final, fromEnd, toEnd, axis], "kept_positions");
  const logits = activation === "float32" ? "logits" : "logits.float16";
  build.linear(kept, logits, "embed_out", [vocab, hidden], { bias: false });
  if (logits !== "logits") build.cast(logits, "logits", "float32");

  const { nodes, inline } = build;
  return {
    graph: { name: `gpt_neox_${dtype}`, nodes, inline, external: planner.initializers, inputs, outputs },
    weights: planner.weights,
    dataFiles: planner.files(),
  };
}

/** Blocks of 32 must not cross a row's end. All of Dolly's and Pythia's sizes are multiples of 64. */
function checkSizes(config: NeoXConfig, dtype: Dtype): void {
  if (precisions[dtype].weights !== "blocks") return;
  for (const [what, size] of Object.entries({ hidden_size: config.hidden, intermediate_size: config.ffn })) {
    if (size % BLOCK === 0) continue;
    throw new AppError(
      "unsupported",
      `${dtype} needs ${what} to be a multiple of ${BLOCK}, and config.json says ${size}; q8 and fp32 can be exported.`,
    );
  }
}
