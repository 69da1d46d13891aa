/**
 * Quantizes rows as they lie in a checkpoint's file: by WebAssembly wherever vectors of it run, which is wherever
 * onnxruntime-web does, else by quantize.ts. The bytes are the same.
 */

import { decodeFloats, type FloatFormat, floatBytes } from "./float.ts";
import { BLOCK, type ErrorTally, quantizeBlocks, quantizeRows } from "./quantize.ts";
import { type Kernels, kernelModule } from "./wasm/kernels.ts";
import { ROW_MULTIPLE } from "./wasm/rows-kernel.ts";

export interface Quantizer {
  /** As `quantizeBlocks`, from bytes of whole blocks. */
  blocks(
    bytes: Uint8Array,
    format: FloatFormat,
    scaleFormat: "float32" | "float16",
    codes: Uint8Array,
    scales: Float32Array,
    tally: ErrorTally,
  ): void;
  /** As `quantizeRows`, from bytes of whole rows. */
  rows(
    bytes: Uint8Array,
    format: FloatFormat,
    columns: number,
    codes: Int8Array,
    scales: Float32Array,
    tally: ErrorTally,
  ): void;
  /** [rows, columns] → [columns, rows]. */
  transpose(bytes: Uint8Array, columns: number): Uint8Array;
}

let shared: Quantizer | null = null;

/** The one for this thread; it keeps memory for the largest piece it was given. */
export function quantizer(): Quantizer {
  if (shared) return shared;
  const module = kernelModule();
  shared = WebAssembly.validate(module) ? vectorQuantizer(module) : plainQuantizer;
  return shared;
}

export const plainQuantizer: Quantizer = {
  blocks(bytes, format, scaleFormat, codes, scales, tally) {
    quantizeBlocks(decodeFloats(bytes, format), scaleFormat, codes, scales, tally);
  },
  rows(bytes, format, columns, codes, scales, tally) {
    quantizeRows(decodeFloats(bytes, format), columns, codes, scales, tally);
  },
  transpose(bytes, columns) {
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

  function take(target: Uint8Array | Int8Array | Float32Array, address: number): void {
    const bytes = new Uint8Array(target.buffer, target.byteOffset, target.byteLength);
    bytes.set(new Uint8Array(kernels.memory.buffer, address, target.byteLength));
  }

  function addTally(tally: ErrorTally, count: number): void {
    const [even, odd] = new Float64Array(kernels.memory.buffer, 0, 2) as unknown as readonly [number, number];
    tally.max = Math.max(tally.max, ...new Float32Array(kernels.memory.buffer, 16, 4));
    tally.sum += even + odd;
    tally.count += count;
  }

  return {
    blocks(bytes, format, scaleFormat, codes, scales, tally) {
      const count = bytes.length / floatBytes[format] / BLOCK;
      const blockCodes = codes.subarray(0, (count * BLOCK) / 2);
      const blockScales = scales.subarray(0, count);
      const [source, toCodes, toScales] = place(bytes, blockCodes.length, blockScales.byteLength);
      kernels[`blocks_${format}`](source, count, toCodes, toScales, scaleFormat === "float16" ? 1 : 0, 0);
      take(blockCodes, toCodes);
      take(blockScales, toScales);
      addTally(tally, count * BLOCK);
    },
    rows(bytes, format, columns, codes, scales, tally) {
      if (columns % ROW_MULTIPLE > 0) return plainQuantizer.rows(bytes, format, columns, codes, scales, tally);
      const count = bytes.length / floatBytes[format];
      const rowCodes = codes.subarray(0, count);
      const rowScales = scales.subarray(0, count / columns);
      const [source, toCodes, toScales] = place(bytes, rowCodes.length, rowScales.byteLength);
      kernels[`rows_${format}`](source, count / columns, columns, toCodes, toScales, 0);
      take(rowCodes, toCodes);
      take(rowScales, toScales);
      addTally(tally, count);
    },
    transpose(bytes, columns) {
      const [source, target] = place(bytes, bytes.length);
      kernels.transpose(source, bytes.length / columns, columns, target);
      return new Uint8Array(kernels.memory.buffer, target, bytes.length).slice();
    },
  };
}
