/**
 * The layout transformers.js expects of a model's folder (its src/utils/dtypes.js and model-loader.js, 4.3): file names,
 * and what config.json and generation_config.json must say. Pure: JSON in, JSON out.
 */

import { END } from "../dolly/prompt.ts";
import type { Dtype } from "../manifest.ts";

const suffixes: Readonly<Record<Dtype, string>> = { fp32: "", q8: "_quantized", q4: "_q4", q4f16: "_q4f16" };

const END_OF_TEXT = "<|endoftext|>";

/** The folder of graphs and data files. */
export const GRAPH_FOLDER = "onnx";

/** The graph's file name in GRAPH_FOLDER. Data files are `…_data`, `…_data_1`, `…_data_2` and so on. */
export function graphName(dtype: Dtype): string {
  return `model${suffixes[dtype]}.onnx`;
}

export function dataName(dtype: Dtype): string {
  return `${graphName(dtype)}_data`;
}

/** Copied as they are, where the checkpoint has them. */
export const tokenizerFiles = ["tokenizer.json", "tokenizer_config.json", "special_tokens_map.json"] as const;

/** One variant as config.json describes it. */
export interface ConfiguredVariant {
  readonly dtype: Dtype;
  readonly dataFiles: number;
  readonly kvDtype: "float32" | "float16";
}

/** The checkpoint's config.json with `transformers.js_config`, which tells the loader how many data files there are. */
export function describeVariants(config: unknown, variants: readonly ConfiguredVariant[]): Record<string, unknown> {
  const external = variants.map(({ dtype, dataFiles }) => [graphName(dtype), dataFiles] as const);
  const half = variants.filter(({ kvDtype }) => kvDtype === "float16");
  return {
    ...(config as Record<string, unknown>),
    "transformers.js_config": {
      use_external_data_format: Object.fromEntries(external),
      // Read by 3.x; 4.x asks the graph.
      kv_cache_dtype: Object.fromEntries(half.map(({ dtype, kvDtype }) => [dtype, kvDtype])),
    },
  };
}

/**
 * generation_config.json: transformers.js stops where this says. A checkpoint's own config names only `<|endoftext|>`,
 * and a plain generate() would run on past Dolly's `### End`. `tokenizer` is the parsed tokenizer.json, or `null`.
 */
export function generationConfig(config: unknown, tokenizer: unknown, existing: unknown): Record<string, unknown> {
  const { bos_token_id: bos, eos_token_id: eos } = config as Record<string, unknown>;
  const endOfText = tokenId(tokenizer, END_OF_TEXT);
  const stops = new Set([tokenId(tokenizer, END), endOfText, ...[eos].flat()].filter((id) => typeof id === "number"));
  const padding = endOfText ?? [...stops].at(-1);
  return {
    ...((existing ?? {}) as Record<string, unknown>),
    ...(typeof bos === "number" ? { bos_token_id: bos } : {}),
    ...(stops.size > 0 ? { eos_token_id: [...stops], pad_token_id: padding } : {}),
  };
}

/** The id of an added token, or `null` when the tokenizer has none of that text. */
function tokenId(tokenizer: unknown, text: string): number | null {
  const added = (tokenizer as { added_tokens?: unknown } | null)?.added_tokens;
  if (!Array.isArray(added)) return null;
  for (const token of added as { id?: unknown; content?: unknown }[]) {
    if (token.content === text && typeof token.id === "number") return token.id;
  }
  return null;
}
