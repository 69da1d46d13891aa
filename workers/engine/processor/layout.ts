/** Where everything lies in a model's memory. Plain data: every thread has the same. */

import type { ModelShape } from "../../../models/manifest.ts";
import { attentionScratchBytes } from "./attention-kernel.ts";
import { activationBytes, BLOCK, type MatrixKind, matrixBytes, padded, VECTOR_BYTES } from "./blocks.ts";
import { type HeadShape, queryBytes } from "./cache-kernels.ts";
import type { GraphWeights, StoredMatrix } from "./graph-weights.ts";
import type { KernelSizes } from "./kernels.ts";
import { type KvLayout, kvLayout, PAGE_POSITIONS } from "./kv-layout.ts";
import { CONTROL_BYTES } from "./team.ts";

/** Positions that go through the layers together; longer pieces are read in several. */
export const MOST_ROWS = 64;
const ALIGNMENT = 64;

export interface LinearPlace {
  readonly weights: number;
  readonly weightBytes: number;
  readonly bias: number;
  /** Padded. */
  readonly rows: number;
  /** Of a row of its input. */
  readonly blocks: number;
}

export interface NormPlace {
  readonly gain: number;
  readonly bias: number;
}

export interface LayerPlace {
  readonly attentionNorm: NormPlace;
  readonly mlpNorm: NormPlace;
  readonly qkv: LinearPlace;
  readonly dense: LinearPlace;
  readonly up: LinearPlace;
  readonly down: LinearPlace;
}

/** A buffer of MOST_ROWS rows. */
export interface RowsPlace {
  readonly at: number;
  /** From one row to the next. */
  readonly stride: number;
}

export interface Layout {
  readonly kind: MatrixKind;
  readonly sizes: KernelSizes;
  readonly shape: ModelShape;
  readonly parallelResidual: boolean;
  readonly head: HeadShape;
  readonly cos: number;
  readonly sin: number;
  readonly layers: readonly LayerPlace[];
  readonly finalNorm: NormPlace;
  readonly logitsHead: LinearPlace;
  /** As it is in the file. */
  readonly embedding: { readonly codes: number; readonly scales: number; readonly scaleFormat: "float32" | "float16" };
  /** Floats. */
  readonly h: RowsPlace;
  readonly qkv: RowsPlace;
  readonly context: RowsPlace;
  readonly up: RowsPlace;
  readonly logits: RowsPlace;
  /** What the matrices of these names read: rounded, or the floats themselves. */
  readonly attentionInput: RowsPlace;
  readonly mlpInput: RowsPlace;
  readonly denseInput: RowsPlace;
  readonly downInput: RowsPlace;
  /** Each thread's own: a row of floats, a row of each input, a query, what attention needs. */
  readonly scratch: {
    readonly at: number;
    readonly stride: number;
    readonly inputs: { readonly attentionInput: number; readonly mlpInput: number; readonly denseInput: number };
    readonly query: number;
    readonly attention: number;
  };
  readonly kv: KvLayout & { readonly at: number };
  /** Without keys and values. */
  readonly bytes: number;
  /** With those of the whole window. */
  readonly mostBytes: number;
}

export function layoutOf(weights: GraphWeights, shape: ModelShape, threads: number): Layout {
  const { kind, ffn } = weights;
  const { hidden, heads, headDim, layers, vocab, contextLength } = shape;
  let end = CONTROL_BYTES;
  const place = (bytes: number): number => {
    const at = end;
    end += padded(bytes, ALIGNMENT);
    return at;
  };
  const floats = (count: number) => place(padded(count) * 4);
  const norm = (): NormPlace => ({ gain: floats(hidden), bias: floats(hidden) });
  const linear = ({ rows, columns }: StoredMatrix): LinearPlace => {
    const weightBytes = matrixBytes(kind, rows, columns);
    const places = { weights: place(weightBytes), weightBytes, bias: floats(rows) };
    return { ...places, rows: padded(rows), blocks: padded(columns) / BLOCK };
  };
  const rows = (bytes: number): RowsPlace => ({ at: place(MOST_ROWS * bytes), stride: bytes });
  const floatRows = (count: number) => rows(padded(count) * 4);
  const input = (count: number) => rows(activationBytes(kind, count));

  const head: HeadShape = { headDim, paddedDim: padded(headDim, VECTOR_BYTES), rotaryWidth: weights.rotaryWidth };
  const kv = kvLayout(layers, heads, headDim);
  const tables = contextLength * weights.rotaryWidth;
  const cos = floats(tables);
  const sin = floats(tables);
  const layerPlaces = weights.layers.map(
    (layer): LayerPlace => ({
      attentionNorm: norm(),
      mlpNorm: norm(),
      qkv: linear(layer.qkv.matrix),
      dense: linear(layer.dense.matrix),
      up: linear(layer.up.matrix),
      down: linear(layer.down.matrix),
    }),
  );
  const finalNorm = norm();
  const logitsHead = linear(weights.head.matrix);
  const { codes, scales } = weights.embedding;
  const scaleFormat = scales?.type === "float16" ? "float16" : "float32";
  const embedding = { codes: place(codes.length), scales: place(scales?.length ?? 0), scaleFormat } as const;

  const h = floatRows(hidden);
  const qkv = floatRows(3 * hidden);
  const context = floatRows(hidden);
  const up = floatRows(ffn);
  const logits = floatRows(vocab);
  const attentionInput = input(hidden);
  const mlpInput = input(hidden);
  const denseInput = kind === "fp32" ? context : input(hidden);
  const downInput = kind === "fp32" ? up : input(ffn);
  const floatsBytes = padded(hidden) * 4;
  const inputBytes = activationBytes(kind, hidden);
  const inputs = {
    attentionInput: floatsBytes,
    mlpInput: floatsBytes + inputBytes,
    denseInput: floatsBytes + 2 * inputBytes,
  };
  const query = padded(floatsBytes + 3 * inputBytes, VECTOR_BYTES);
  const attention = query + padded(queryBytes(head), VECTOR_BYTES);
  const stride = padded(attention + attentionScratchBytes(head, contextLength), ALIGNMENT);
  const scratch = { at: place(threads * stride), stride, inputs, query, attention };
  const at = place(0);
  return {
    kind,
    sizes: { hidden, epsilon: weights.epsilon, head, pageBytes: kv.pageBytes, kind },
    shape,
    parallelResidual: weights.parallelResidual,
    head,
    cos,
    sin,
    layers: layerPlaces,
    finalNorm,
    logitsHead,
    embedding,
    h,
    qkv,
    context,
    up,
    logits,
    attentionInput,
    mlpInput,
    denseInput,
    downInput,
    scratch,
    kv: { ...kv, at },
    bytes: at,
    mostBytes: at + pagesFor(contextLength) * kv.pageBytes,
  };
}

export function pagesFor(positions: number): number {
  return Math.ceil(positions / PAGE_POSITIONS);
}
