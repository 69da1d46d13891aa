/**
 * GPT-NeoX sizes as a checkpoint's config.json gives them, read strictly.
 *
 * The page runs this one architecture: Dolly 2.0 and its Pythia relatives. Names of shapes are the paper's.
 */

import { AppError, shown } from "../errors.ts";

/**
 * The largest sizes that are believed, several times those of GPT-NeoX 20B: what is made from them (graphs, caches, tables)
 * must not take a page's memory because a number was damaged.
 */
export const sizeLimits = {
  layers: 512,
  heads: 1024,
  hidden: 2 ** 16,
  ffn: 2 ** 18,
  vocab: 2 ** 20,
  contextLength: 2 ** 17,
};

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
      `config.json describes a model of type ${shown(architecture)}; only "gpt_neox" (Dolly 2.0, Pythia, GPT-NeoX) can run here.`,
    );
  }
  const activation = config.hidden_act ?? "gelu";
  if (activation !== "gelu") {
    throw new AppError(
      "unsupported",
      `config.json asks for the activation ${shown(activation)}; only "gelu" is supported.`,
    );
  }
  const scaling = config.rope_scaling ?? null;
  if (scaling !== null) throw new AppError("unsupported", "config.json asks for rope_scaling, which is not supported.");

  const hidden = size(config, "hidden_size", sizeLimits.hidden);
  const heads = size(config, "num_attention_heads", sizeLimits.heads);
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
    layers: size(config, "num_hidden_layers", sizeLimits.layers),
    heads,
    headDim,
    hidden,
    ffn: size(config, "intermediate_size", sizeLimits.ffn),
    vocab: size(config, "vocab_size", sizeLimits.vocab),
    contextLength: size(config, "max_position_embeddings", sizeLimits.contextLength),
    rotaryDim,
    rotaryBase: number(config, "rotary_emb_base", 10000),
    layerNormEpsilon: number(config, "layer_norm_eps", 1e-5),
    parallelResidual: config.use_parallel_residual !== false,
  };
}

function number(config: Record<string, unknown>, key: string, fallback?: number): number {
  const value = config[key] ?? fallback;
  if (typeof value !== "number" || !Number.isFinite(value) || value <= 0) {
    throw new AppError("bad-file", `config.json: ${key} is ${shown(value)}; a positive number was expected.`);
  }
  return value;
}

function size(config: Record<string, unknown>, key: string, limit: number): number {
  const value = number(config, key);
  if (!Number.isInteger(value))
    throw new AppError("bad-file", `config.json: ${key} is ${value}; a whole number was expected.`);
  if (value > limit) throw new AppError("bad-file", `config.json: ${key} is ${value}; at most ${limit} can be run.`);
  return value;
}
