/** All kernels as one WebAssembly module. */

import { assemble } from "../../wasm/assembler.ts";
import type { FloatFormat } from "../float.ts";
import { blocksKernel } from "./blocks-kernel.ts";
import { productsKernel } from "./products-kernel.ts";
import { rowsKernel } from "./rows-kernel.ts";
import { transposeKernel } from "./transpose-kernel.ts";

type BlocksKernel = (source: number, count: number, codes: number, scales: number, half: number, tally: number) => void;

type RowsKernel = (
  source: number,
  count: number,
  columns: number,
  codes: number,
  scales: number,
  tally: number,
) => void;

/** Arguments are addresses in `memory` and numbers; see each kernel. */
export type Kernels = { readonly memory: WebAssembly.Memory } & Readonly<
  Record<`blocks_${FloatFormat}`, BlocksKernel> & Record<`rows_${FloatFormat}`, RowsKernel>
> & {
    readonly transpose: (source: number, rows: number, columns: number, target: number) => void;
    readonly products_blocks: (
      codes: number,
      scales: number,
      rowBlocks: number,
      rows: number,
      x: number,
      sums: number,
    ) => void;
  };

const formats: readonly FloatFormat[] = ["float32", "float16", "bfloat16"];

/** The module's bytes; the same each time. */
export function kernelModule(): Uint8Array<ArrayBuffer> {
  const quantizers = formats.flatMap((format) => [blocksKernel(format), rowsKernel(format)]);
  return assemble([...quantizers, transposeKernel(), productsKernel()]);
}
