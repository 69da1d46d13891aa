/**
 * GPT-NeoX sizes as a checkpoint's config.json gives them, read strictly.
 *
 * The page runs this one architecture: Dolly 2.0 and its Pythia relatives. Names of shapes are the paper's.
 */

import { AppError } from "../errors.ts";

export interface NeoXConfig {
  readonly layers: number;
  readonly heads: number;
  readonly headDim: number;
  readonly hidden: number;
  readonly ffn: number;
  readonly vocab: number;
  /** Positions the model was trained on; prompt and answer together never exceed it. */
  readonly contextLength: number;
  /** How many of the headDim dimensions are rotated; even. */
  readonly rotaryDim: number;
  readonly rotaryBase: number;
  readonly layerNormEpsilon: number;
  /** h + Attn(LN1 h) + MLP(LN2 h) when true; else the MLP reads the attention's result. */
  readonly parallelResidual: boolean;
}

/** Throws `unsupported` for another architecture, `bad-file` for sizes that cannot be. */
export function parseNeoXConfig(json: unknown): NeoXConfig {
  if (typeof json !== "object" || json === null) throw new AppError("bad-file", "config.json does not hold an object.");
  const config = json as Record<string, unknown>;

  const architecture = config.model_type;
  if (architecture !== "gpt_neox") {
    throw new AppError(
      "unsupported",
      `config.json describes a model of type ${JSON.stringify(architecture)}; only "gpt_neox" (Dolly 2.0, Pythia, GPT-NeoX) can run here.`,
    );
  }
  const activation = config.hidden_act ?? "gelu";
  if (activation !== "gelu") {
    throw new AppError(
      "unsupported",
      `config.json asks for the activation ${JSON.stringify(activation)}; only "gelu" is supported.`,
    );
  }
  const scaling = config.rope_scaling ?? null;
  if (scaling !== null) throw new AppError("unsupported", "config.json asks for rope_scaling, which is not supported.");

  const hidden = positiveInteger(config, "hidden_size");
  const heads = positiveInteger(config, "num_attention_heads");
  if (hidden % heads !== 0) {
    throw new AppError(
      "bad-file",
      `config.json: hidden_size ${hidden} is not a multiple of num_attention_heads ${heads}.`,
    );
  }
  const headDim = hidden / heads;
  const rotaryDim = Math.trunc(headDim * number(config, "rotary_pct", 0.25));
  if (rotaryDim < 2 || rotaryDim > headDim || rotaryDim % 2 !== 0) {
    throw new AppError(
      "bad-file",
      `config.json: rotary_pct gives ${rotaryDim} rotated dimensions of ${headDim}; it must be even and fit.`,
    );
  }
  return {
    layers: positiveInteger(config, "num_hidden_layers"),
    heads,
    headDim,
    hidden,
    ffn: positiveInteger(config, "intermediate_size"),
    vocab: positiveInteger(config, "vocab_size"),
    contextLength: positiveInteger(config, "max_position_embeddings"),
    rotaryDim,
    rotaryBase: number(config, "rotary_emb_base", 10000),
    layerNormEpsilon: number(config, "layer_norm_eps", 1e-5),
    parallelResidual: config.use_parallel_residual !== false,
  };
}

function number(config: Record<string, unknown>, key: string, fallback?: number): number {
  const value = config[key] ?? fallback;
  if (typeof value !== "number" || !Number.isFinite(value) || value <= 0) {
    throw new AppError("bad-file", `config.json: ${key} is ${JSON.stringify(value)}; a positive number was expected.`);
  }
  return value;
}

function positiveInteger(config: Record<string, unknown>, key: string): number {
  const value = number(config, key);
  if (!Number.isInteger(value))
    throw new AppError("bad-file", `config.json: ${key} is ${value}; a whole number was expected.`);
  return value;
}
