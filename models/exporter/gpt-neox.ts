/**
 * GPT-NeoX as an ONNX graph, and the list of weights that the graph's data files hold. A pure function of the sizes and
 * the dtype: the graph is known before a single weight is read. Knows nothing of files, checkpoints or progress.
 *
 *   inputs    input_ids                          int64 [batch_size, sequence_length]
 *             attention_mask                     int64 [batch_size, total_sequence_length], ones: past + new positions
 *             past_key_values.N.key, .value      float [batch_size, heads, past_sequence_length, headDim]
 *   outputs   logits                             float32 [batch_size, 1, vocab], of the last position only
 *             present.N.key, .value              float [batch_size, heads, present_sequence_length, headDim]
 *
 * How many positions are filled comes from the mask, not from the cache's shape: the same graph runs with a cache that
 * grows by what it is fed, and with one buffer of the full context length that is both past and present.
 */

import type { NeoXConfig } from "../dolly/config.ts";
import { AppError, assert } from "../errors.ts";
import type { Dtype } from "../manifest.ts";
import {
  type Attribute,
  type ExternalInitializer,
  type Graph,
  type InlineInitializer,
  type Node,
  type TensorType,
  tensorTypeBytes,
  type Value,
} from "./onnx.ts";
import { BLOCK } from "./quantize.ts";

/** Rows of a checkpoint's matrix in the order the graph wants them: `count` from `first`, permuted when `order` is set. */
export interface RowBlock {
  readonly first: number;
  readonly count: number;
  /** Row i of the block is the checkpoint's row `first + order[i]`. */
  readonly order: readonly number[] | null;
}

interface FromTensor {
  readonly tensor: string;
  readonly rows: readonly RowBlock[];
  /** A vector is a matrix of one column. */
  readonly columns: number;
  /** As the checkpoint has it. */
  readonly shape: readonly number[];
}

/** How to make the bytes of one or two initializers. They lie in the data files in the order of the list. */
export type Weight =
  | (FromTensor & { readonly kind: "floats"; readonly values: ExternalInitializer })
  /** [rows, columns] → float32 [columns, rows]. */
  | (FromTensor & { readonly kind: "transposed"; readonly values: ExternalInitializer })
  /** 4 bits: quantize.ts, `quantizeBlocks`. */
  | (FromTensor & {
      readonly kind: "blocks";
      readonly codes: ExternalInitializer;
      readonly scales: ExternalInitializer;
    })
  /** 8 bits: quantize.ts, `quantizeRows`; the codes as [columns, rows] when transposed. */
  | (FromTensor & {
      readonly kind: "rows";
      readonly transposed: boolean;
      readonly codes: ExternalInitializer;
      readonly scales: ExternalInitializer;
    })
  | { readonly kind: "rotary"; readonly table: "cos" | "sin"; readonly values: ExternalInitializer };

export interface DataFile {
  readonly name: string;
  readonly bytes: number;
}

export interface ModelPlan {
  readonly graph: Graph;
  readonly weights: readonly Weight[];
  readonly dataFiles: readonly DataFile[];
}

/** What the letters of a dtype mean for the graph. */
interface Precision {
  readonly activation: "float32" | "float16";
  readonly linear: "float32" | "int8" | "blocks";
}

const precisions: Readonly<Record<Dtype, Precision>> = {
  fp32: { activation: "float32", linear: "float32" },
  q8: { activation: "float32", linear: "int8" },
  q4: { activation: "float32", linear: "blocks" },
  q4f16: { activation: "float16", linear: "blocks" },
};

/** The type of past_key_values and present. */
export function kvDtype(dtype: Dtype): "float32" | "float16" {
  return precisions[dtype].activation;
}

/** Initializers begin at multiples of this: WebGPU wants 4 for copies and 256 for bindings. */
const ALIGNMENT = 256;
/**
 * Data files are cut near 1 GiB. Past 4 GiB onnxruntime-web reads the wrong bytes without a word, past 2 GiB a browser
 * cannot hold the file in one array, and a smaller piece is less to repeat when a download breaks.
 */
export const DATA_FILE_LIMIT_BYTES = 2 ** 30;
/** A single matrix may exceed the limit above; never this one. */
const MATRIX_LIMIT_BYTES = 2 ** 32 - 1;

/** GroupQueryAttention wants the width of the rotary tables, half the rotated dimensions, to be a multiple of this. */
const ROTARY_MULTIPLE = 8;

/** Throws `unsupported` for sizes that the dtype's kernels cannot take. `dataName` names the first data file. */
export function planModel(
  config: NeoXConfig,
  dtype: Dtype,
  dataName: string,
  dataFileLimitBytes = DATA_FILE_LIMIT_BYTES,
): ModelPlan {
  const precision = precisions[dtype];
  if (precision.linear === "blocks") {
    for (const [what, size] of Object.entries({ hidden_size: config.hidden, intermediate_size: config.ffn })) {
      if (size % BLOCK === 0) continue;
      throw new AppError(
        "unsupported",
        `${dtype} needs ${what} to be a multiple of ${BLOCK}, and config.json says ${size}; q8 and fp32 can be exported.`,
      );
    }
  }
  const { heads, headDim, hidden, ffn, vocab, layers } = config;
  const { activation } = precision;
  const layout = dataLayout(dataName, dataFileLimitBytes);
  const nodes: Node[] = [];
  const inline: InlineInitializer[] = [];
  const weights: Weight[] = [];
  const inputs: Value[] = [];
  const outputs: Value[] = [];

  /** Adds a node whose name is that of its first output, and returns that. */
  function node(
    operator: string,
    domain: Node["domain"],
    from: readonly string[],
    to: string | readonly string[],
    attributes: Readonly<Record<string, Attribute>> = {},
  ): string {
    const out = typeof to === "string" ? [to] : to;
    const name = out[0];
    assert(name !== undefined, `${operator} has no output.`);
    nodes.push({ name, operator, domain, inputs: from, outputs: out, attributes });
    return name;
  }

  function constant(name: string, dims: readonly number[], int64: readonly number[]): string {
    inline.push({ name, dims, int64 });
    return name;
  }

  function vector(tensor: string, length: number, rows: readonly RowBlock[] = wholeMatrix(length)): string {
    const values = layout.place(tensor, activation, [length]);
    weights.push({ kind: "floats", tensor, rows, columns: 1, shape: [length], values });
    return values.name;
  }

  /** x [..., K] → x · Wᵀ + b [..., N]. */
  function linear(x: string, out: string, prefix: string, n: number, k: number, options: LinearOptions = {}): string {
    const { rows = wholeMatrix(n), bias = true } = options;
    const tensor = `${prefix}.weight`;
    const from: FromTensor = { tensor, rows, columns: k, shape: [n, k] };
    const biasName = () => (bias ? [vector(`${prefix}.bias`, n, rows)] : []);
    switch (precision.linear) {
      case "float32": {
        const values = layout.place(tensor, "float32", [k, n]);
        weights.push({ ...from, kind: "transposed", values });
        if (!bias) return node("MatMul", "", [x, values.name], out);
        const product = node("MatMul", "", [x, values.name], `${out}.product`);
        return node("Add", "", [product, ...biasName()], out);
      }
      case "int8": {
        const codes = layout.place(`${tensor}.codes`, "int8", [k, n]);
        const scales = layout.place(`${tensor}.scales`, "float32", [n]);
        weights.push({ ...from, kind: "rows", transposed: true, codes, scales });
        const b = biasName();
        const optional = b.length > 0 ? ["", ...b] : [];
        return node("DynamicQuantizeMatMul", "com.microsoft", [x, codes.name, scales.name, ...optional], out);
      }
      case "blocks": {
        const codes = layout.place(`${tensor}.codes`, "uint8", [n, k / BLOCK, BLOCK / 2]);
        const scales = layout.place(`${tensor}.scales`, activation, [n * (k / BLOCK)]);
        weights.push({ ...from, kind: "blocks", codes, scales });
        const b = biasName();
        const optional = b.length > 0 ? ["", "", ...b] : [];
        return node("MatMulNBits", "com.microsoft", [x, codes.name, scales.name, ...optional], out, {
          K: { int: k },
          N: { int: n },
          bits: { int: 4 },
          block_size: { int: BLOCK },
          // 4 would let a provider round activations to int8, an error of 1e-2; 0 is the activations' own type.
          accuracy_level: { int: 0 },
        });
      }
    }
  }

  /** ids [batch, sequence] → hidden [batch, sequence, hidden]. */
  function embedding(): string {
    const tensor = "gpt_neox.embed_in.weight";
    const from: FromTensor = { tensor, rows: wholeMatrix(vocab), columns: hidden, shape: [vocab, hidden] };
    switch (precision.linear) {
      case "float32": {
        const values = layout.place(tensor, "float32", [vocab, hidden]);
        weights.push({ ...from, kind: "floats", values });
        return node("Gather", "", [values.name, "input_ids"], "embedding", { axis: { int: 0 } });
      }
      case "int8": {
        const codes = layout.place(`${tensor}.codes`, "int8", [vocab, hidden]);
        const scales = layout.place(`${tensor}.scales`, "float32", [vocab, 1]);
        weights.push({ ...from, kind: "rows", transposed: false, codes, scales });
        const taken = node("Gather", "", [codes.name, "input_ids"], "embedding.codes", { axis: { int: 0 } });
        const scale = node("Gather", "", [scales.name, "input_ids"], "embedding.scales", { axis: { int: 0 } });
        const wide = node("Cast", "", [taken], "embedding.wide", { to: { int: 1 } });
        return node("Mul", "", [wide, scale], "embedding");
      }
      case "blocks": {
        const codes = layout.place(`${tensor}.codes`, "uint8", [vocab, hidden / 2]);
        const scales = layout.place(`${tensor}.scales`, activation, [vocab, hidden / BLOCK]);
        weights.push({ ...from, kind: "blocks", codes, scales });
        return node("GatherBlockQuantized", "com.microsoft", [codes.name, "input_ids", scales.name], "embedding", {
          gather_axis: { int: 0 },
          quantize_axis: { int: 1 },
          block_size: { int: BLOCK },
          bits: { int: 4 },
        });
      }
    }
  }

  const epsilon: Attribute = { float: config.layerNormEpsilon };

  function norm(x: string, out: string, prefix: string): string {
    const weight = vector(`${prefix}.weight`, hidden);
    const bias = vector(`${prefix}.bias`, hidden);
    return node("LayerNormalization", "", [x, weight, bias], out, { axis: { int: -1 }, epsilon });
  }

  /** norm(x + delta) as `out`, and the sum as `sum` where it is wanted: one node for two. */
  function addNorm(x: string, delta: string, out: string, prefix: string, sum: string | null): string {
    const weight = vector(`${prefix}.weight`, hidden);
    const bias = vector(`${prefix}.bias`, hidden);
    const to = sum === null ? [out] : [out, "", "", sum];
    return node("SkipLayerNormalization", "com.microsoft", [x, delta, weight, bias], to, { epsilon });
  }

  inputs.push(
    { name: "input_ids", type: "int64", dims: ["batch_size", "sequence_length"] },
    { name: "attention_mask", type: "int64", dims: ["batch_size", "total_sequence_length"] },
  );

  // Positions: GroupQueryAttention wants the index of each row's last filled position, and the filled length.
  const filled = node("ReduceSum", "", ["attention_mask", constant("axis_1", [1], [1])], "filled", {
    keepdims: { int: 0 },
  });
  const last = node("Sub", "", [filled, constant("one", [1], [1])], "last_position");
  const seqlensK = node("Cast", "", [last], "seqlens_k", { to: { int: 6 } });
  const maskShape = node("Shape", "", ["attention_mask"], "attention_mask.shape");
  const total = node("Gather", "", [maskShape, constant("dim_1", [], [1])], "attention_mask.length", {
    axis: { int: 0 },
  });
  const totalLength = node("Cast", "", [total], "total_length", { to: { int: 6 } });

  const halfRotary = paddedHalfRotary(config);
  const rotary = (["cos", "sin"] as const).map((table) => {
    const values = layout.place(`rotary.${table}`, activation, [config.contextLength, halfRotary]);
    weights.push({ kind: "rotary", table, values });
    return values.name;
  });
  const qkvRows = packedQkvRows(config);

  let x = embedding();
  // What the last layer adds to x. Its sum is left to the next norm, which does it on the way.
  let pending: string | null = null;

  for (let layer = 0; layer < layers; layer++) {
    const tensors = `gpt_neox.layers.${layer}`;
    const at = `layer.${layer}`;

    const normed: string = pending
      ? addNorm(x, pending, `${at}.input_norm`, `${tensors}.input_layernorm`, `${at}.input`)
      : norm(x, `${at}.input_norm`, `${tensors}.input_layernorm`);
    if (pending) x = `${at}.input`;

    const past = [`past_key_values.${layer}.key`, `past_key_values.${layer}.value`];
    const present = [`present.${layer}.key`, `present.${layer}.value`];
    for (const name of past) {
      inputs.push({ name, type: activation, dims: ["batch_size", heads, "past_sequence_length", headDim] });
    }
    for (const name of present) {
      outputs.push({ name, type: activation, dims: ["batch_size", heads, "present_sequence_length", headDim] });
    }
    const parallelNorm = config.parallelResidual
      ? norm(x, `${at}.mlp_norm`, `${tensors}.post_attention_layernorm`)
      : null;

    const qkv = linear(normed, `${at}.qkv`, `${tensors}.attention.query_key_value`, 3 * hidden, hidden, {
      rows: qkvRows,
    });
    const context = node(
      "GroupQueryAttention",
      "com.microsoft",
      [qkv, "", "", ...past, seqlensK, totalLength, ...rotary],
      [`${at}.context`, ...present],
      {
        num_heads: { int: heads },
        kv_num_heads: { int: heads },
        do_rotary: { int: 1 },
        rotary_interleaved: { int: 0 },
        scale: { float: 1 / Math.sqrt(headDim) },
      },
    );
    const attention = linear(context, `${at}.attention`, `${tensors}.attention.dense`, hidden, hidden);

    let mlpInput: string;
    if (parallelNorm !== null) {
      mlpInput = parallelNorm;
    } else {
      mlpInput = addNorm(x, attention, `${at}.mlp_norm`, `${tensors}.post_attention_layernorm`, `${at}.middle`);
      x = `${at}.middle`;
    }
    const up = linear(mlpInput, `${at}.up`, `${tensors}.mlp.dense_h_to_4h`, ffn, hidden);
    const activated = node("Gelu", "", [up], `${at}.gelu`);
    const mlp = linear(activated, `${at}.mlp`, `${tensors}.mlp.dense_4h_to_h`, hidden, ffn);
    pending = config.parallelResidual ? node("Add", "", [attention, mlp], `${at}.delta`) : mlp;
  }

  assert(pending !== null, "A model has at least one layer.");
  const final = addNorm(x, pending, "final_norm", "gpt_neox.final_layer_norm", null);
  const lastPosition = node(
    "Slice",
    "",
    [final, constant("minus_one", [1], [-1]), constant("far", [1], [2 ** 31 - 1]), "axis_1"],
    "last_hidden",
  );
  if (activation === "float32") {
    linear(lastPosition, "logits", "embed_out", vocab, hidden, { bias: false });
  } else {
    const half = linear(lastPosition, "logits.half", "embed_out", vocab, hidden, { bias: false });
    node("Cast", "", [half], "logits", { to: { int: 1 } });
  }
  outputs.unshift({ name: "logits", type: "float32", dims: ["batch_size", 1, vocab] });

  return {
    graph: { name: `gpt_neox_${dtype}`, nodes, inline, external: layout.placed, inputs, outputs },
    weights,
    dataFiles: layout.files(),
  };
}

interface LinearOptions {
  readonly rows?: readonly RowBlock[];
  readonly bias?: boolean;
}

function wholeMatrix(rows: number): RowBlock[] {
  return [{ first: 0, count: rows, order: null }];
}

/** Gives initializers their places, front to back, over as many files as the limit asks for. */
function dataLayout(firstName: string, limitBytes: number) {
  const placed: ExternalInitializer[] = [];
  const sizes = [0];
  const nameOf = (index: number) => (index === 0 ? firstName : `${firstName}_${index}`);
  return {
    placed,
    place(name: string, type: TensorType, dims: readonly number[]): ExternalInitializer {
      const length = dims.reduce((product, size) => product * size, tensorTypeBytes[type]);
      if (length > MATRIX_LIMIT_BYTES) {
        throw new AppError(
          "unsupported",
          `${name} would take ${length} bytes in one piece and at most ${MATRIX_LIMIT_BYTES} can be loaded; choose a smaller dtype.`,
        );
      }
      const size = sizes.at(-1) as number;
      let offset = Math.ceil(size / ALIGNMENT) * ALIGNMENT;
      if (size > 0 && offset + length > limitBytes) {
        sizes.push(0);
        offset = 0;
      }
      sizes[sizes.length - 1] = offset + length;
      const initializer = { name, type, dims, location: nameOf(sizes.length - 1), offset, length };
      placed.push(initializer);
      return initializer;
    },
    files: (): DataFile[] => sizes.map((bytes, index) => ({ name: nameOf(index), bytes })),
  };
}

/** Half the rotated dimensions, padded for the kernel: 16 stays 16 (7b, 12b), 10 becomes 16 (3b). */
export function paddedHalfRotary(config: NeoXConfig): number {
  const padded = Math.ceil(config.rotaryDim / 2 / ROTARY_MULTIPLE) * ROTARY_MULTIPLE;
  if (padded * 2 > config.headDim) {
    throw new AppError(
      "unsupported",
      `A head of ${config.headDim} dimensions has no room for ${padded * 2} rotated ones, which the attention kernel needs.`,
    );
  }
  return padded;
}

/**
 * The cos or sin of position · base^(-2j / rotaryDim), [contextLength, paddedHalfRotary] row-major. The padding turns
 * by nothing: cos 1, sin 0.
 */
export function rotaryTable(config: NeoXConfig, table: "cos" | "sin"): Float32Array {
  const half = config.rotaryDim / 2;
  const width = paddedHalfRotary(config);
  const values = new Float32Array(config.contextLength * width);
  for (let position = 0; position < config.contextLength; position++) {
    for (let j = 0; j < width; j++) {
      const angle = j < half ? position / config.rotaryBase ** ((2 * j) / config.rotaryDim) : 0;
      values[position * width + j] = table === "cos" ? Math.cos(angle) : Math.sin(angle);
    }
  }
  return values;
}

/**
 * The rows of query_key_value, [heads, 3, headDim] in the checkpoint, as [3, heads, headDim].
 *
 * Where the tables are padded, the dimensions of each query and key head move so that the padding rotates dimensions that
 * are not to be rotated, by nothing. Dimension j is rotated together with dimension width + j, so the first half of the
 * rotated ones stays in front, the second half moves to `width`, and the rest fill the gaps in their order. Queries and
 * keys move alike, so their products stay what they were. Values do not move.
 */
export function packedQkvRows(config: NeoXConfig): RowBlock[] {
  const { heads, headDim } = config;
  const order = headOrder(config);
  const blocks: RowBlock[] = [];
  for (let part = 0; part < 3; part++) {
    for (let head = 0; head < heads; head++) {
      blocks.push({ first: (head * 3 + part) * headDim, count: headDim, order: part < 2 ? order : null });
    }
  }
  return blocks;
}

/** Which of a head's dimensions goes where: [new] = old. `null` when none moves. */
function headOrder(config: NeoXConfig): number[] | null {
  const half = config.rotaryDim / 2;
  const width = paddedHalfRotary(config);
  if (width === half) return null;
  let next = config.rotaryDim;
  return Array.from({ length: config.headDim }, (_, dim) => {
    if (dim < half) return dim;
    if (dim >= width && dim < width + half) return half + (dim - width);
    return next++;
  });
}
