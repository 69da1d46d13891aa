/**
 * GPT-NeoX as models/DOLLY.md has it, as the program that every thread runs: rows of positions through all layers. The
 * caller has put their embeddings into `h`; logits of the last ones are in `logits` when all threads have met at the end.
 */

import { ACTIVATION_BLOCK_BYTES, BLOCK, GROUP, VECTOR_BYTES } from "./blocks.ts";
import type { Kernels } from "./kernels.ts";
import { headOffsets, PAGE_POSITIONS } from "./kv-layout.ts";
import type { Layout, LinearPlace, NormPlace, RowsPlace } from "./layout.ts";
import type { ForwardJob, Team } from "./team.ts";

/** Rows of a matrix that a thread takes at once: a block of what the next matrix reads. */
const PIECE = BLOCK;

/** Memory must be there for `start + rows` positions. */
export function forward(layout: Layout, kernels: Kernels, team: Team, job: ForwardJob): void {
  const { rows, start, keep } = job;
  const { kind, head, h, qkv, context, up, logits, shape } = layout;
  const { downInput, scratch, kv } = layout;
  const own = scratch.at + team.index * scratch.stride;
  const row = ({ at, stride }: RowsPlace, index: number) => at + index * stride;

  /** Runs `work` for the numbers below `count`, each on one thread, and waits for all of them. */
  function share(count: number, work: (index: number) => void): void {
    for (let index = team.next(); index < count; index = team.next()) work(index);
    team.meet();
  }

  /** Prepares a matrix's input: a single row on every thread for itself, which is quicker than waiting for another. */
  function prepare(count: number, work: (index: number) => void): void {
    if (count > 1) share(count, work);
    else work(0);
  }
  const ownRow = (name: keyof typeof scratch.inputs): RowsPlace => ({ at: own + scratch.inputs[name], stride: 0 });
  const inputOf = (name: keyof typeof scratch.inputs, count: number) => (count > 1 ? layout[name] : ownRow(name));
  const attentionInput = inputOf("attentionInput", rows);
  const mlpInput = inputOf("mlpInput", rows);
  const denseInput = kind === "fp32" ? context : inputOf("denseInput", rows);

  /** Some rows of a matrix times all rows of its input. */
  function product(place: LinearPlace, piece: number, input: number, output: RowsPlace, count: number, add: boolean) {
    const groups = PIECE / GROUP;
    const bytes = (place.weightBytes / place.rows) * PIECE;
    kernels.product(
      place.weights + piece * bytes,
      place.blocks,
      groups,
      input,
      count,
      output.at + piece * PIECE * 4,
      output.stride,
      place.bias + piece * PIECE * 4,
      add ? 1 : 0,
    );
  }

  /** Floats at `from` as the matrices read them. */
  function round(from: number, blocks: number, to: number): void {
    if (kind !== "fp32") kernels.round(from, blocks, to);
  }

  function norm({ gain, bias }: NormPlace, from: number, to: number): void {
    const floats = kind === "fp32" ? to : own;
    kernels.norm(from, gain, bias, floats);
    round(floats, hiddenBlocks, to);
  }

  function attend(page: number, index: number): void {
    const { rotaryWidth, headDim, paddedDim } = head;
    const offsets = headOffsets(kv, index);
    const ofHead = index * headDim * 4;
    const query = own + scratch.query;
    const attention = own + scratch.attention;
    for (let at = 0; at < rows; at++) {
      const position = start + at;
      const within = position % PAGE_POSITIONS;
      const here = page + Math.floor(position / PAGE_POSITIONS) * kv.pageBytes;
      const scales = here + offsets.scales + within * 4;
      const turn = position * rotaryWidth * 4;
      const from = row(qkv, at) + ofHead;
      const keys = here + offsets.keys + Math.floor(within / 4) * paddedDim * 4 + (within % 4) * 4;
      kernels.key(from + shape.hidden * 4, layout.cos + turn, layout.sin + turn, attention, keys, scales);
      const values = here + offsets.values + Math.floor(within / 4) * VECTOR_BYTES + (within % 4);
      kernels.value(from + 2 * shape.hidden * 4, attention, values, scales);
    }
    for (let at = 0; at < rows; at++) {
      const turn = (start + at) * rotaryWidth * 4;
      kernels.query(row(qkv, at) + ofHead, layout.cos + turn, layout.sin + turn, attention, query);
      kernels.attend(
        query,
        page + offsets.keys,
        page + offsets.values,
        page + offsets.scales,
        start + at + 1,
        attention,
        row(context, at) + ofHead,
      );
    }
  }

  const hiddenBlocks = layout.layers[0]!.qkv.blocks;
  const pieces = (place: LinearPlace) => place.rows / PIECE;

  const layers = job.program === "prepare" ? layout.layers.slice(0, 1) : layout.layers;
  for (const [index, layer] of layers.entries()) {
    const page = kv.at + index * kv.layerBytes;
    const upPiece = (piece: number) => {
      product(layer.up, piece, mlpInput.at, up, rows, false);
      for (let at = 0; at < rows; at++) {
        const from = row(up, at) + piece * PIECE * 4;
        kernels.gelu(from, 1);
        round(from, 1, row(downInput, at) + piece * ACTIVATION_BLOCK_BYTES);
      }
    };
    const parallel = layout.parallelResidual;

    prepare(rows, (at) => {
      norm(layer.attentionNorm, row(h, at), row(attentionInput, at));
      if (parallel) norm(layer.mlpNorm, row(h, at), row(mlpInput, at));
    });
    share(pieces(layer.qkv), (piece) => product(layer.qkv, piece, attentionInput.at, qkv, rows, false));
    // Heads are large pieces of work, so what does not need them fills the end.
    share(shape.heads + (parallel ? pieces(layer.up) : 0), (piece) => {
      if (piece < shape.heads) attend(page, piece);
      else upPiece(piece - shape.heads);
    });
    if (kind !== "fp32") prepare(rows, (at) => round(row(context, at), hiddenBlocks, row(denseInput, at)));
    share(pieces(layer.dense), (piece) => {
      product(layer.dense, piece, denseInput.at, h, rows, true);
      if (parallel) product(layer.down, piece, downInput.at, h, rows, true);
    });
    if (parallel) continue;
    prepare(rows, (at) => norm(layer.mlpNorm, row(h, at), row(mlpInput, at)));
    share(pieces(layer.up), upPiece);
    share(pieces(layer.down), (piece) => product(layer.down, piece, downInput.at, h, rows, true));
  }

  if (keep === 0) return;
  const input = inputOf("attentionInput", keep);
  prepare(keep, (at) => norm(layout.finalNorm, row(h, rows - keep + at), row(input, at)));
  share(pieces(layout.logitsHead), (piece) => product(layout.logitsHead, piece, input.at, logits, keep, false));
}
