/**
 * The operators a GPT-NeoX graph is made of, in the form that each dtype calls for: the same words, `linear`, `embedding`,
 * `norm`, whatever the weights are stored as. Each adds its nodes and weights and returns the name of its result.
 */

import type { Dtype } from "../manifest.ts";
import { type Attribute, type InlineInitializer, type Node, type TensorType, tensorType } from "./onnx.ts";
import { BLOCK } from "./quantize.ts";
import { allRows, gatherDims, matMulDims, type RowBlock, type Shape2, type WeightPlanner } from "./weight-plan.ts";

/** What the letters of a dtype mean for the graph. */
export interface Precision {
  readonly activation: "float32" | "float16";
  readonly weights: "float32" | "int8" | "blocks";
}

export const precisions: Readonly<Record<Dtype, Precision>> = {
  fp32: { activation: "float32", weights: "float32" },
  q8: { activation: "float32", weights: "int8" },
  q4: { activation: "float32", weights: "blocks" },
  q4f16: { activation: "float16", weights: "blocks" },
};

interface LinearOptions {
  /** The checkpoint's order where not given. */
  readonly rows?: readonly RowBlock[];
  readonly bias?: boolean;
}

/** One graph's operators. `nodes` and `inline` fill as they are used, and the planner with them. */
export function operators({ activation, weights }: Precision, epsilon: number, planner: WeightPlanner) {
  // In the order they are added, which is an order they can run in: ONNX asks for one.
  const nodes: Node[] = [];
  const inline: InlineInitializer[] = [];
  const blockSize: Attribute = { int: BLOCK };
  const fourBits: Attribute = { int: 4 };

  /** A node is named by its first output. Outputs in between that nobody wants have empty names. */
  function adderOf(domain: Node["domain"]) {
    return (
      operator: string,
      inputs: readonly string[],
      output: string,
      attributes: Node["attributes"] = {},
      moreOutputs: readonly string[] = [],
    ): string => {
      nodes.push({ name: output, operator, domain, inputs, outputs: [output, ...moreOutputs], attributes });
      return output;
    };
  }
  const node = adderOf("");
  const microsoft = adderOf("com.microsoft");

  /** A scalar, or a list when `dims` is [1]; added once, however often it is asked for. */
  function constant(
    name: string,
    value: number,
    dims: readonly [] | readonly [1],
    type: InlineInitializer["type"] = "int64",
  ): string {
    if (!inline.some((each) => each.name === name)) inline.push({ name, dims, type, values: [value] });
    return name;
  }

  /**
   * The last inputs of a GroupQueryAttention on the processor: a sink so low that it takes no part in any softmax. It
   * keeps onnxruntime 1.30 from its tiled attention, which in WebAssembly, where the size of the processor's cache is not
   * known, takes tiles of one number: seven times slower for 128 positions after 1,400. Empty for a GPU.
   */
  function untiled(heads: number): readonly string[] {
    if (weights === "blocks") return [];
    const sink = "no_sink";
    if (!inline.some(({ name }) => name === sink)) {
      inline.push({ name: sink, dims: [heads], type: "float32", values: new Array<number>(heads).fill(-1e30) });
    }
    const [positionIds, attentionBias] = ["", ""];
    return [positionIds, attentionBias, sink];
  }

  function cast(x: string, output: string, type: TensorType): string {
    return node("Cast", [x], output, { to: { int: tensorType[type] } });
  }

  /** x [..., columns] · Wᵀ + b → [..., rows], by `prefix.weight` [rows, columns] and `prefix.bias` [rows]. */
  function linear(x: string, output: string, prefix: string, shape: Shape2, options: LinearOptions = {}): string {
    const { rows = allRows(shape[0]), bias = true } = options;
    const tensor = `${prefix}.weight`;
    const biasInput = () => (bias ? [planner.vector(`${prefix}.bias`, shape[0], activation, rows)] : []);
    switch (weights) {
      // x · [columns, rows], then + b: two nodes, because ONNX's Gemm takes no batch.
      case "float32": {
        const matrix = planner.transposedMatrix(tensor, shape, rows);
        if (!bias) return node("MatMul", [x, matrix], output);
        return node("Add", [node("MatMul", [x, matrix], `${output}.product`), ...biasInput()], output);
      }
      // Rounds each row of x to 8 bits by its own largest number, and multiplies integers. DynamicQuantizeMatMul would do
      // it in one node, but with one scale for all rows that come at once: then a token's logits depend on what it is
      // read with, and one row of large numbers, such as a text's first token has, blots out the others.
      case "int8": {
        const [codes, scales] = planner.int8Columns(tensor, shape, rows);
        const lastAxis = constant("last_axis", -1, [1]);
        // A row divided by its peak reaches from -1 to 1: 127 steps on both sides of 128.
        const step = constant("row.step", 1 / 127, [], "float32");
        const zero = constant("row.zero", 128, [], "uint8");
        const peak = node("ReduceMax", [node("Abs", [x], `${output}.abs`), lastAxis], `${output}.peak`);
        const unit = node("Div", [x, peak], `${output}.unit`);
        const quantized = node("QuantizeLinear", [unit, step, zero], `${output}.codes`);
        const product = microsoft("MatMulIntegerToFloat", [quantized, codes, step, scales, zero], `${output}.product`);
        if (!bias) return node("Mul", [product, peak], output);
        return node("Add", [node("Mul", [product, peak], `${output}.unbiased`), ...biasInput()], output);
      }
      // Multiplies x as it is by the dequantized weights; without zero points a code of 8 is zero.
      case "blocks": {
        const [codes, scales] = planner.blocks(tensor, shape, activation, matMulDims(shape), rows);
        const [zeroPoints, groups] = ["", ""];
        return microsoft("MatMulNBits", [x, codes, scales, zeroPoints, groups, ...biasInput()], output, {
          K: { int: shape[1] },
          N: { int: shape[0] },
          bits: fourBits,
          block_size: blockSize,
          // 4 would let a provider round activations to int8, an error of 1e-2; 0 is the activations' own type.
          accuracy_level: { int: 0 },
        });
      }
    }
  }

  /** ids [batch, sequence] → rows of `tensor` [batch, sequence, columns]. */
  function embedding(ids: string, output: string, tensor: string, shape: Shape2): string {
    const firstAxis: Node["attributes"] = { axis: { int: 0 } };
    switch (weights) {
      case "float32":
        return node("Gather", [planner.matrix(tensor, shape), ids], output, firstAxis);
      // Whole rows are taken first and widened after, so the table itself stays a byte a number.
      case "int8": {
        const [codes, scales] = planner.int8Rows(tensor, shape);
        const taken = cast(node("Gather", [codes, ids], `${output}.codes`, firstAxis), `${output}.steps`, "float32");
        return node("Mul", [taken, node("Gather", [scales, ids], `${output}.scales`, firstAxis)], output);
      }
      case "blocks": {
        const [codes, scales] = planner.blocks(tensor, shape, activation, gatherDims(shape));
        return microsoft("GatherBlockQuantized", [codes, ids, scales], output, {
          gather_axis: { int: 0 },
          quantize_axis: { int: 1 },
          block_size: blockSize,
          bits: fourBits,
        });
      }
    }
  }

  /** Two vectors [hidden]. */
  function gainAndBias(prefix: string, hidden: number): readonly string[] {
    return [`${prefix}.weight`, `${prefix}.bias`].map((tensor) => planner.vector(tensor, hidden, activation));
  }

  /** x [batch, sequence, hidden] → the same shape. */
  function norm(x: string, output: string, prefix: string, hidden: number): string {
    return node("LayerNormalization", [x, ...gainAndBias(prefix, hidden)], output, {
      axis: { int: -1 },
      epsilon: { float: epsilon },
    });
  }

  /** norm(x + delta), and x + delta as `sum` where that is wanted: one node for two. */
  function addNorm(
    x: string,
    delta: string,
    output: string,
    sum: string | null,
    prefix: string,
    hidden: number,
  ): string {
    const inputs = [x, delta, ...gainAndBias(prefix, hidden)];
    // Outputs 1 and 2 are the mean and the deviation.
    const moreOutputs = sum === null ? [] : ["", "", sum];
    return microsoft("SkipLayerNormalization", inputs, output, { epsilon: { float: epsilon } }, moreOutputs);
  }

  return { nodes, inline, node, microsoft, constant, untiled, cast, linear, embedding, norm, addNorm };
}
