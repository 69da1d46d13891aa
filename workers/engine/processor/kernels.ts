/** The kernels of one model as a WebAssembly module over a memory that is given: its sizes stand in the code. */

import { assemble } from "../../../models/wasm/assembler.ts";
import { attentionKernel } from "./attention-kernel.ts";
import type { MatrixKind } from "./blocks.ts";
import { type HeadShape, keyKernel, queryKernel, valueKernel } from "./cache-kernels.ts";
import type { DotInstructions } from "./dot.ts";
import { interleaveKernel } from "./interleave-kernel.ts";
import { productKernel } from "./matrix-kernels.ts";
import { geluKernel, normKernel, roundKernel } from "./row-kernels.ts";

export interface KernelSizes {
  readonly hidden: number;
  readonly epsilon: number;
  readonly head: HeadShape;
  readonly pageBytes: number;
  readonly kind: MatrixKind;
}

/** Arguments are addresses in the memory and numbers; see each kernel. */
export interface Kernels {
  product(
    weights: number,
    blocks: number,
    groups: number,
    x: number,
    rows: number,
    y: number,
    stride: number,
    bias: number,
    add: number,
  ): void;
  interleave(codes: number, scales: number, groups: number, blocks: number, to: number): void;
  norm(x: number, gain: number, bias: number, y: number): void;
  round(x: number, blocks: number, y: number): void;
  gelu(x: number, blocks: number): void;
  key(x: number, cos: number, sin: number, scratch: number, codes: number, scales: number): void;
  value(x: number, scratch: number, codes: number, scales: number): void;
  query(x: number, cos: number, sin: number, scratch: number, planes: number): void;
  attend(
    query: number,
    keys: number,
    values: number,
    scales: number,
    count: number,
    scratch: number,
    out: number,
  ): void;
}

/** The same sizes give the same bytes. */
export function kernelModule(
  { hidden, epsilon, head, pageBytes, kind }: KernelSizes,
  instructions: DotInstructions,
  shared: boolean,
): Uint8Array<ArrayBuffer> {
  const kernels = [
    productKernel(kind, instructions),
    normKernel(hidden, epsilon),
    roundKernel(),
    interleaveKernel(kind === "q4" ? "q4" : "q4f16"),
    geluKernel(),
    keyKernel(head),
    valueKernel(head),
    queryKernel(head),
    attentionKernel(head, pageBytes, instructions),
  ];
  return assemble(kernels, shared ? "given shared" : "given");
}
