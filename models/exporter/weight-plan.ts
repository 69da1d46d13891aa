/**
 * Which weights a graph's data files hold, where each lies, and how each is made from the checkpoint. Places are given
 * front to back before a single weight is read; weights.ts then makes the bytes in the same order.
 */

import { AppError } from "../errors.ts";
import { type ExternalInitializer, type TensorType, tensorTypeBytes } from "./onnx.ts";
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
  /** As the checkpoint has it. */
  readonly shape: readonly number[];
  readonly rows: readonly RowBlock[];
  /** A vector is a matrix of one column. */
  readonly columns: number;
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
  /** The tables of attention-layout.ts. */
  | { readonly kind: "rotary"; readonly table: "cos" | "sin"; readonly values: ExternalInitializer };

/** In the order in which they are written. */
export function initializersOf(weight: Weight): readonly ExternalInitializer[] {
  return "values" in weight ? [weight.values] : [weight.codes, weight.scales];
}

export interface DataFile {
  readonly name: string;
  readonly bytes: number;
}

/**
 * Data files are cut near 1 GiB. At 4 GiB onnxruntime-web reads the wrong bytes without a word, at 2 GiB a browser cannot
 * hold the file in one array, and a smaller piece is less to repeat when a download breaks.
 */
export const DATA_FILE_LIMIT_BYTES = 2 ** 30;
/** A single matrix may exceed the limit above; never this one. */
const MATRIX_LIMIT_BYTES = 2 ** 32 - 1;
/** Initializers begin at multiples of this: WebGPU wants 4 for copies and 256 for bindings. */
const ALIGNMENT = 256;

export type WeightPlanner = ReturnType<typeof weightPlanner>;

/** `firstName` names the first data file; the others add `_1`, `_2` and so on. */
export function weightPlanner(firstName: string, fileLimitBytes: number) {
  const weights: Weight[] = [];
  const initializers: ExternalInitializer[] = [];
  const sizes = [0];
  const nameOf = (index: number) => (index === 0 ? firstName : `${firstName}_${index}`);

  function place(name: string, type: TensorType, dims: readonly number[]): ExternalInitializer {
    const length = dims.reduce((product, size) => product * size, tensorTypeBytes[type]);
    if (length > MATRIX_LIMIT_BYTES) {
      throw new AppError(
        "unsupported",
        `${name} would take ${length} bytes in one piece and at most ${MATRIX_LIMIT_BYTES} can be loaded; choose a smaller dtype.`,
      );
    }
    const size = sizes.at(-1) ?? 0;
    let offset = Math.ceil(size / ALIGNMENT) * ALIGNMENT;
    if (size > 0 && offset + length > fileLimitBytes) {
      sizes.push(0);
      offset = 0;
    }
    sizes[sizes.length - 1] = offset + length;
    const initializer = { name, type, dims, location: nameOf(sizes.length - 1), offset, length };
    initializers.push(initializer);
    return initializer;
  }

  return {
    weights,
    initializers,
    files: (): DataFile[] => sizes.map((bytes, index) => ({ name: nameOf(index), bytes })),

    /** Each of these returns the names of its initializers. */

    vector(tensor: string, length: number, type: "float32" | "float16", rows = allRows(length)): string {
      const values = place(tensor, type, [length]);
      weights.push({ kind: "floats", tensor, shape: [length], rows, columns: 1, values });
      return values.name;
    },
    /** float32 [rows, columns]. */
    matrix(tensor: string, shape: Shape2): string {
      const values = place(tensor, "float32", shape);
      weights.push({ ...fromMatrix(tensor, shape), kind: "floats", values });
      return values.name;
    },
    /** float32 [columns, rows]. */
    transposedMatrix(tensor: string, shape: Shape2, rows: readonly RowBlock[]): string {
      const values = place(tensor, "float32", [shape[1], shape[0]]);
      weights.push({ ...fromMatrix(tensor, shape, rows), kind: "transposed", values });
      return values.name;
    },
    /** `codesShape` and `scalesShape` are how the operator that reads the 4-bit blocks wants their dims. */
    blocks(
      tensor: string,
      shape: Shape2,
      scaleType: "float32" | "float16",
      [codesShape, scalesShape]: readonly [readonly number[], readonly number[]],
      rows = allRows(shape[0]),
    ): readonly [codes: string, scales: string] {
      const codes = place(`${tensor}.codes`, "uint8", codesShape);
      const scales = place(`${tensor}.scales`, scaleType, scalesShape);
      weights.push({ ...fromMatrix(tensor, shape, rows), kind: "blocks", codes, scales });
      return [codes.name, scales.name];
    },
    /** int8 [rows, columns] with scales [rows, 1]. */
    int8Rows(tensor: string, shape: Shape2): readonly [codes: string, scales: string] {
      const codes = place(`${tensor}.codes`, "int8", shape);
      const scales = place(`${tensor}.scales`, "float32", [shape[0], 1]);
      weights.push({ ...fromMatrix(tensor, shape), kind: "rows", transposed: false, codes, scales });
      return [codes.name, scales.name];
    },
    /** int8 [columns, rows] with scales [rows]. */
    int8Columns(tensor: string, shape: Shape2, rows: readonly RowBlock[]): readonly [codes: string, scales: string] {
      const codes = place(`${tensor}.codes`, "int8", [shape[1], shape[0]]);
      const scales = place(`${tensor}.scales`, "float32", [shape[0]]);
      weights.push({ ...fromMatrix(tensor, shape, rows), kind: "rows", transposed: true, codes, scales });
      return [codes.name, scales.name];
    },
    rotary(table: "cos" | "sin", shape: Shape2, type: "float32" | "float16"): string {
      const values = place(`rotary.${table}`, type, shape);
      weights.push({ kind: "rotary", table, values });
      return values.name;
    },
  };
}

/** [rows, columns] */
export type Shape2 = readonly [number, number];

/** The rows as they are. */
export function allRows(count: number): readonly RowBlock[] {
  return [{ first: 0, count, order: null }];
}

function fromMatrix(tensor: string, shape: Shape2, rows = allRows(shape[0])): FromTensor {
  return { tensor, shape, rows, columns: shape[1] };
}

/** The dims of 4-bit codes and scales as MatMulNBits wants them: blocks apart. */
export function matMulDims([rows, columns]: Shape2): readonly [readonly number[], readonly number[]] {
  return [[rows, columns / BLOCK, BLOCK / 2], [rows * (columns / BLOCK)]];
}

/** The dims of 4-bit codes and scales as GatherBlockQuantized wants them: rows whole. */
export function gatherDims([rows, columns]: Shape2): readonly [readonly number[], readonly number[]] {
  return [
    [rows, columns / 2],
    [rows, columns / BLOCK],
  ];
}
