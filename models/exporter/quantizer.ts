/**
 * Quantizes rows as they lie in a checkpoint's file: by WebAssembly wherever vectors of it run, which is wherever
 * onnxruntime-web does, else by quantize.ts. The bytes are the same.
 */

import { decodeFloats, type FloatFormat, floatBytes } from "./float.ts";
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
  /** The job's, back again: room for the next. */
  readonly bytes: Uint8Array;
}

/** Plain data in and out, so that it may be on another thread. A job's bytes are given away. */
export interface Quantizer {
  /** As `quantizeBlocks`. */
  blocks(job: BlocksJob): Promise<Quantized>;
  /** As `quantizeRows`, the codes' bits as they are. */
  rows(job: RowsJob): Promise<Quantized>;
  /** [rows, columns] → [columns, rows]. */
  transpose(job: TransposeJob): Promise<Uint8Array>;
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
};

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

  function bytesAt(address: number, length: number): Uint8Array<ArrayBuffer> {
    return new Uint8Array(kernels.memory.buffer, address, length).slice();
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
    return {
      codes: bytesAt(codes, codeCount),
      scales: new Float32Array(bytesAt(scales, 4 * scaleCount).buffer),
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
      return bytesAt(target, length);
    },
  };
}
