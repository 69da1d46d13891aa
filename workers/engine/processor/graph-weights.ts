/**
 * What a graph of the exporter's computes, read back from it: its weights by the checkpoint's names, and the few things that
 * stand in its nodes. The graph itself is never run here: forward.ts is the same model.
 */

import { AppError } from "../../../models/errors.ts";
import type { ExternalInitializer, Graph } from "../../../models/exporter/onnx.ts";
import type { ModelShape } from "../../../models/manifest.ts";
import { BLOCK, type MatrixKind } from "./blocks.ts";

export interface StoredMatrix {
  readonly rows: number;
  readonly columns: number;
  readonly codes: ExternalInitializer;
  /** `null` for fp32, whose codes are the numbers. */
  readonly scales: ExternalInitializer | null;
}

export interface StoredNorm {
  readonly gain: ExternalInitializer;
  readonly bias: ExternalInitializer;
}

export interface StoredLinear {
  readonly matrix: StoredMatrix;
  readonly bias: ExternalInitializer | null;
}

export interface StoredLayer {
  readonly attentionNorm: StoredNorm;
  readonly mlpNorm: StoredNorm;
  readonly qkv: StoredLinear;
  readonly dense: StoredLinear;
  readonly up: StoredLinear;
  readonly down: StoredLinear;
}

export interface GraphWeights {
  readonly kind: MatrixKind;
  readonly epsilon: number;
  /** Whether attention and feed-forward read the same input. */
  readonly parallelResidual: boolean;
  readonly ffn: number;
  /** Half of the dimensions of a head that are turned, padded. */
  readonly rotaryWidth: number;
  readonly cos: ExternalInitializer;
  readonly sin: ExternalInitializer;
  readonly embedding: StoredMatrix;
  readonly layers: readonly StoredLayer[];
  readonly finalNorm: StoredNorm;
  readonly head: StoredLinear;
}

/** Throws `unsupported` for a graph that is not of this layout, and `bad-file` where its weights do not fit the shape. */
export function readWeights(
  graph: Graph,
  { layers, hidden, vocab, heads, headDim, contextLength }: ModelShape,
): GraphWeights {
  const weights = new Map(graph.external.map((initializer) => [initializer.name, initializer]));
  const find = (name: string): ExternalInitializer => {
    const found = weights.get(name);
    if (found) return found;
    throw new AppError(
      "unsupported",
      `The model's graph has no weights named ${name}. On a processor only graphs made by this project's exporter run; ` +
        "a graphics adapter may run this one.",
    );
  };
  const headName = "embed_out.weight";
  const kind = kindOf();

  function kindOf(): MatrixKind {
    if (weights.has(headName)) return "fp32";
    if (find(`${headName}.codes`).type === "int8") return "q8";
    return find(`${headName}.scales`).type === "float16" ? "q4f16" : "q4";
  }
  function sized(initializer: ExternalInitializer, elements: number): ExternalInitializer {
    const has = initializer.dims.reduce((product, size) => product * size, 1);
    if (has === elements) return initializer;
    throw new AppError("bad-file", `The model's ${initializer.name} has ${has} elements in place of ${elements}.`);
  }
  function matrix(name: string, rows: number, columns: number): StoredMatrix {
    if (kind === "fp32") return { rows, columns, codes: sized(find(name), rows * columns), scales: null };
    const [codes, scales] = [find(`${name}.codes`), find(`${name}.scales`)];
    if (kind === "q8") return { rows, columns, codes: sized(codes, rows * columns), scales: sized(scales, rows) };
    if ((scales.type === "float16") !== (kind === "q4f16")) {
      throw new AppError(
        "unsupported",
        `The model's ${scales.name} are ${scales.type}, and those of its head are not.`,
      );
    }
    const count = rows * columns;
    return { rows, columns, codes: sized(codes, count / 2), scales: sized(scales, count / BLOCK) };
  }
  const norm = (name: string): StoredNorm => ({
    gain: sized(find(`${name}.weight`), hidden),
    bias: sized(find(`${name}.bias`), hidden),
  });
  const linear = (name: string, rows: number, columns: number): StoredLinear => ({
    matrix: matrix(`${name}.weight`, rows, columns),
    bias: sized(find(`${name}.bias`), rows),
  });

  const ffn = find("gpt_neox.layers.0.mlp.dense_h_to_4h.bias").dims[0] ?? 0;
  const rotaryWidth = find("rotary.cos").dims[1] ?? 0;
  if (hidden !== heads * headDim || headDim % 4 !== 0 || rotaryWidth % 4 !== 0 || 2 * rotaryWidth > headDim) {
    throw new AppError(
      "unsupported",
      `The model has ${heads} heads of ${headDim} dimensions for ${hidden}, ${2 * rotaryWidth} of them turned; a processor takes multiples of 4.`,
    );
  }
  return {
    kind,
    epsilon: epsilonOf(graph),
    parallelResidual: graph.nodes.some(({ name }) => name === "layer.0.delta"),
    ffn,
    rotaryWidth,
    cos: sized(find("rotary.cos"), contextLength * rotaryWidth),
    sin: sized(find("rotary.sin"), contextLength * rotaryWidth),
    embedding: matrix("gpt_neox.embed_in.weight", vocab, hidden),
    layers: Array.from({ length: layers }, (_, layer) => {
      const at = `gpt_neox.layers.${layer}`;
      return {
        attentionNorm: norm(`${at}.input_layernorm`),
        mlpNorm: norm(`${at}.post_attention_layernorm`),
        qkv: linear(`${at}.attention.query_key_value`, 3 * hidden, hidden),
        dense: linear(`${at}.attention.dense`, hidden, hidden),
        up: linear(`${at}.mlp.dense_h_to_4h`, ffn, hidden),
        down: linear(`${at}.mlp.dense_4h_to_h`, hidden, ffn),
      };
    }),
    finalNorm: norm("gpt_neox.final_layer_norm"),
    head: { matrix: matrix(headName, vocab, hidden), bias: null },
  };
}

function epsilonOf(graph: Graph): number {
  const epsilon = graph.nodes.find(({ name }) => name === "layer.0.attention_norm")?.attributes.epsilon;
  if (epsilon && "float" in epsilon) return epsilon.float;
  throw new AppError("bad-file", "The model's graph does not say the epsilon of its norms.");
}
