/**
 * Quantizes rows as they lie in a checkpoint's file, and multiplies with what it made of them: by WebAssembly wherever
 * vectors of it run, which is wherever onnxruntime-web does, else by quantize.ts and products.ts. The bytes are the same.
 */

import { decodeFloats, type FloatFormat, floatBytes } from "./float.ts";
import { type BlocksProduct, type Interleaved, openBlocksProduct, plainBlocksProduct } from "./products.ts";
import { BLOCK, type ErrorTally, newTally, quantizeBlocks, quantizeRows } from "./quantize.ts";
import { type Kernels, kernelModule } from "./wasm/kernels.ts";
import { ROW_MULTIPLE } from "./wasm/rows-kernel.ts";

export interface BlocksJob {
  /** Whole blocks. */
  readonly bytes: Uint8Array;
  readonly format: FloatFormat;
  readonly scaleFormat: "float32" | "float16";
}

export interface RowsJob {
  /** Whole rows. */
  readonly bytes: Uint8Array;
  readonly format: FloatFormat;
  readonly columns: number;
}

export interface TransposeJob {
  readonly bytes: Uint8Array;
  readonly columns: number;
}

export interface Quantized {
  readonly codes: Uint8Array;
  readonly scales: Float32Array;
  readonly tally: ErrorTally;
  /** The job's, back again: room for the next, once codes and scales, which may lie in it, have been used. */
  readonly bytes: Uint8Array;
}

export interface ProductJob {
  /** Whole rows of 4-bit blocks. */
  readonly codes: Uint8Array;
  /** Their scales as they are stored. */
  readonly scales: Uint8Array;
  readonly scaleFormat: "float32" | "float16";
  readonly columns: number;
  readonly vectors: Interleaved;
}

export interface Product {
  /** [vectors, rows] */
  readonly products: Float64Array;
  /** The job's, back again: room for the next. */
  readonly codes: Uint8Array;
}

/** Plain data in and out, so that it may be on another thread. A job's arrays are given away, with their buffers. */
export interface Quantizer {
  /** As `quantizeBlocks`. */
  blocks(job: BlocksJob): Promise<Quantized>;
  /** As `quantizeRows`, the codes' bits as they are. */
  rows(job: RowsJob): Promise<Quantized>;
  /** [rows, columns] → [columns, rows]. */
  transpose(job: TransposeJob): Promise<Uint8Array>;
  /** Rows times vectors, as `plainBlocksProduct`. */
  product(job: ProductJob): Promise<Product>;
}

/** On this thread; it keeps memory for the largest job it was given. */
export function openQuantizer(): Quantizer {
  const module = kernelModule();
  return WebAssembly.validate(module) ? vectorQuantizer(module) : plainQuantizer;
}

export const plainQuantizer: Quantizer = {
  async blocks({ bytes, format, scaleFormat }) {
    const values = decodeFloats(bytes, format);
    const codes = new Uint8Array(values.length / 2);
    const scales = new Float32Array(values.length / BLOCK);
    const tally = newTally();
    quantizeBlocks(values, scaleFormat, codes, scales, tally);
    return { codes, scales, tally, bytes };
  },
  async rows({ bytes, format, columns }) {
    const values = decodeFloats(bytes, format);
    const codes = new Int8Array(values.length);
    const scales = new Float32Array(values.length / columns);
    const tally = newTally();
    quantizeRows(values, columns, codes, scales, tally);
    return { codes: new Uint8Array(codes.buffer), scales, tally, bytes };
  },
  async transpose({ bytes, columns }) {
    const rows = bytes.length / columns;
    const transposed = new Uint8Array(bytes.length);
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        transposed[column * rows + row] = bytes[row * columns + column] as number;
      }
    }
    return transposed;
  },
  product: productsBy(plainBlocksProduct),
};

function productsBy(multiply: BlocksProduct): Quantizer["product"] {
  return async ({ codes, scales, scaleFormat, columns, vectors }) => ({
    products: multiply(codes, decodeFloats(scales, scaleFormat), columns, vectors),
    codes,
  });
}

/** The tally of a call: { sum: float64[2], max: float32[4] }. */
const TALLY_BYTES = 32;
const PAGE_BYTES = 65536;
const ALIGNMENT = 16;

function vectorQuantizer(module: BufferSource): Quantizer {
  const kernels = new WebAssembly.Instance(new WebAssembly.Module(module)).exports as unknown as Kernels;

  /** Lays pieces end to end behind the tally, the first of them `bytes`; gives their addresses. */
  function place(bytes: Uint8Array, ...lengths: readonly number[]): readonly [number, number, number] {
    let end = TALLY_BYTES;
    const addresses = [bytes.length, ...lengths].map((length) => {
      const address = end;
      end += Math.ceil(length / ALIGNMENT) * ALIGNMENT;
      return address;
    });
    const missing = end - kernels.memory.buffer.byteLength;
    if (missing > 0) kernels.memory.grow(Math.ceil(missing / PAGE_BYTES));
    new Uint8Array(kernels.memory.buffer).set(bytes, TALLY_BYTES);
    return addresses as unknown as readonly [number, number, number];
  }

  function quantized(
    bytes: Uint8Array,
    codes: number,
    scales: number,
    count: number,
    codeCount: number,
    scaleCount: number,
  ): Quantized {
    const [even, odd] = new Float64Array(kernels.memory.buffer, 0, 2) as unknown as readonly [number, number];
    const max = Math.max(...new Float32Array(kernels.memory.buffer, 16, 4));
    // They take less than the checkpoint's floats, but for rows of a few columns, and lie where those lay.
    const fits = bytes.byteOffset % 4 === 0 && codeCount % 4 === 0 && codeCount + 4 * scaleCount <= bytes.length;
    const into = fits ? bytes : new Uint8Array(codeCount + 4 * scaleCount);
    const result = {
      codes: into.subarray(0, codeCount),
      scales: new Float32Array(into.buffer, into.byteOffset + codeCount, scaleCount),
    };
    result.codes.set(new Uint8Array(kernels.memory.buffer, codes, codeCount));
    result.scales.set(new Float32Array(kernels.memory.buffer, scales, scaleCount));
    return {
      ...result,
      tally: { max, sum: even + odd, count },
      bytes,
    };
  }

  return {
    async blocks({ bytes, format, scaleFormat }) {
      const count = bytes.length / floatBytes[format];
      const blocks = count / BLOCK;
      const [source, codes, scales] = place(bytes, count / 2, 4 * blocks);
      kernels[`blocks_${format}`](source, blocks, codes, scales, scaleFormat === "float16" ? 1 : 0, 0);
      return quantized(bytes, codes, scales, count, count / 2, blocks);
    },
    async rows(job) {
      const { bytes, format, columns } = job;
      if (columns % ROW_MULTIPLE > 0) return plainQuantizer.rows(job);
      const count = bytes.length / floatBytes[format];
      const rows = count / columns;
      const [source, codes, scales] = place(bytes, count, 4 * rows);
      kernels[`rows_${format}`](source, rows, columns, codes, scales, 0);
      return quantized(bytes, codes, scales, count, count, rows);
    },
    async transpose({ bytes, columns }) {
      const { length } = bytes;
      const [source, target] = place(bytes, length);
      kernels.transpose(source, length / columns, columns, target);
      bytes.set(new Uint8Array(kernels.memory.buffer, target, length));
      return bytes;
    },
    product: productsBy(openBlocksProduct()),
  };
}
