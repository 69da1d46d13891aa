/**
 * Makes the data files' bytes: takes each weight of a plan from the checkpoint, a range of rows at a time, quantizes or
 * transposes it, and writes it at its place. The checkpoint is read front to back, because it may be at the other end of
 * a line. Peak memory is about one matrix; for 4 bits its scales, and its codes too where rows change places.
 */

import type { NeoXConfig } from "../dolly/config.ts";
import { AppError, assert } from "../errors.ts";
import type { QuantizationError } from "../manifest.ts";
import { rotaryTable } from "./attention-layout.ts";
import { type Checkpoint, readFloats, tensorOf } from "./checkpoint.ts";
import { encodeFloats } from "./float.ts";
import type { ExternalInitializer } from "./onnx.ts";
import { BLOCK, type ErrorTally, newTally, quantizeBlocks, quantizeRows } from "./quantize.ts";
import type { StoredTensor } from "./tensor.ts";
import type { RowBlock, Weight } from "./weight-plan.ts";

/** Elements read at once: 16 MB as float32. 3b's largest matrix takes 31 reads. */
const CHUNK_ELEMENTS = 2 ** 22;

const FLOAT16_MAX = 65504;

/** Takes an initializer's bytes, front to back; the initializers come in the plan's order. */
export type WriteBytes = (initializer: ExternalInitializer, bytes: Uint8Array) => Promise<void>;

/** The checkpoint's tensors that a plan needs, checked for presence, shape and type before anything is written. */
export function checkTensors(checkpoint: Checkpoint, weights: readonly Weight[]): void {
  for (const weight of weights) if (weight.kind !== "rotary") tensorOf(checkpoint, weight.tensor, weight.shape);
}

/**
 * Writes one weight: every byte of its initializers, in their order. Returns how far quantizing moved it, or `null` when
 * it was not quantized.
 *
 * Memory, beside one chunk: nothing for `floats`, the scales for `blocks` (1/16 of a bfloat16 matrix in float32) and,
 * where rows change places, its codes (1/4), the codes for `rows` (half of one), the whole in float32 for `transposed`, which only tests of small models use.
 *
 * Throws `bad-file` where a value is not finite or too large for float16, what the source throws, and `AbortError`.
 */
export async function writeWeight(
  weight: Weight,
  config: NeoXConfig,
  checkpoint: Checkpoint,
  write: WriteBytes,
  signal: AbortSignal,
): Promise<QuantizationError | null> {
  if (weight.kind === "rotary") {
    await writeFloats(weight.values, rotaryTable(config, weight.table), `rotary.${weight.table}`, write);
    return null;
  }
  const { tensor, rows, columns, shape } = weight;
  const chunks = readRows(tensorOf(checkpoint, tensor, shape), rows, columns, signal);
  switch (weight.kind) {
    case "floats":
      if (inOrder(rows)) {
        for await (const { values } of chunks) await writeFloats(weight.values, values, tensor, write);
      } else {
        const all = new Float32Array(elements(weight.values));
        for await (const { at, values } of chunks) all.set(values, at);
        await writeFloats(weight.values, all, tensor, write);
      }
      return null;
    case "transposed": {
      // [rows, columns]; the kernel wants [columns, rows], and a column is complete only with the last row.
      const matrix = new Float32Array(elements(weight.values));
      for await (const { at, values } of chunks) {
        checkMagnitude(values, Number.MAX_VALUE, tensor);
        matrix.set(values, at);
      }
      await writeTransposed(weight.values, matrix, columns, write);
      return null;
    }
    case "blocks": {
      // Codes go out as they come, unless rows change places; scales lie behind all of them, so they wait. A chunk is
      // whole rows, hence whole blocks.
      const scales = new Float32Array(elements(weight.scales));
      const scaleFormat = weight.scales.type === "float16" ? "float16" : "float32";
      const tally = newTally();
      const gathered = inOrder(rows) ? null : new Uint8Array(elements(weight.codes));
      for await (const { at, values } of chunks) {
        const codes = gathered ? gathered.subarray(at / 2) : new Uint8Array(values.length / 2);
        quantizeBlocks(values, scaleFormat, codes, scales.subarray(at / BLOCK), tally);
        if (!gathered) await write(weight.codes, codes);
      }
      if (gathered) await write(weight.codes, gathered);
      await write(weight.scales, encodeFloats(scales, scaleFormat));
      return summary(tensor, tally);
    }
    case "rows": {
      const scales = new Float32Array(elements(weight.scales));
      // [rows, columns], as for `transposed`.
      const codes = new Int8Array(elements(weight.codes));
      const tally = newTally();
      for await (const { at, values } of chunks) {
        quantizeRows(values, columns, codes.subarray(at), scales.subarray(at / columns), tally);
      }
      if (weight.transposed) await writeTransposed(weight.codes, codes, columns, write);
      else await write(weight.codes, new Uint8Array(codes.buffer));
      await write(weight.scales, encodeFloats(scales, "float32"));
      return summary(tensor, tally);
    }
  }
}

/** Whole rows as float32, and where they go: elements from the start of the blocks laid end to end. */
interface Rows {
  readonly at: number;
  readonly values: Float32Array;
}

/** Whether rows are wanted in the order in which they lie in the checkpoint. */
function inOrder(blocks: readonly RowBlock[]): boolean {
  return blocks.every(({ first }, index) => index === 0 || first > blocks[index - 1]!.first);
}

/** Yields rows in the checkpoint's order. */
async function* readRows(
  tensor: StoredTensor,
  blocks: readonly RowBlock[],
  columns: number,
  signal: AbortSignal,
): AsyncGenerator<Rows> {
  const chunkRows = Math.max(1, Math.floor(CHUNK_ELEMENTS / columns));
  let end = 0;
  const placed = blocks.map((block) => {
    const start = end;
    end += block.count;
    return { ...block, start };
  });
  for (const { first, count, order, start } of placed.sort((a, b) => a.first - b.first)) {
    // A permuted block is read whole: it is one attention head.
    const step = order === null ? chunkRows : count;
    for (let row = 0; row < count; row += step) {
      signal.throwIfAborted();
      const taken = Math.min(step, count - row);
      const values = await readFloats(tensor, (first + row) * columns, taken * columns);
      yield { at: (start + row) * columns, values: order === null ? values : permuteRows(values, columns, order) };
    }
  }
}

/** values [rows, columns] → the same rows in another order. */
function permuteRows(values: Float32Array, columns: number, order: readonly number[]): Float32Array {
  const permuted = new Float32Array(values.length);
  order.forEach((from, to) => {
    permuted.set(values.subarray(from * columns, (from + 1) * columns), to * columns);
  });
  return permuted;
}

/** In the initializer's type. */
async function writeFloats(
  initializer: ExternalInitializer,
  values: Float32Array,
  tensor: string,
  write: WriteBytes,
): Promise<void> {
  const format = initializer.type === "float16" ? "float16" : "float32";
  checkMagnitude(values, format === "float16" ? FLOAT16_MAX : Number.MAX_VALUE, tensor);
  await write(initializer, encodeFloats(values, format));
}

/**
 * A NaN among a model's norms or biases turns every answer into noise without an error anywhere; better to stop here. For
 * quantized matrices the tally serves the same end.
 */
function checkMagnitude(values: Float32Array, largest: number, tensor: string): void {
  for (const value of values) {
    // Written so that NaN fails too.
    if (!(Math.abs(value) <= largest)) throw notFinite(tensor, value);
  }
}

/**
 * Writes [rows, columns] as [columns, rows], some columns at a time: a panel of a chunk's size is filled row by row, so
 * reads run along the matrix and only the writes jump.
 */
async function writeTransposed(
  initializer: ExternalInitializer,
  matrix: Float32Array | Int8Array,
  columns: number,
  write: WriteBytes,
): Promise<void> {
  const rows = matrix.length / columns;
  const panelColumns = Math.max(1, Math.min(columns, Math.floor(CHUNK_ELEMENTS / rows)));
  for (let start = 0; start < columns; start += panelColumns) {
    const width = Math.min(panelColumns, columns - start);
    const panel = matrix instanceof Int8Array ? new Int8Array(width * rows) : new Float32Array(width * rows);
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < width; column++) {
        panel[column * rows + row] = matrix[row * columns + start + column] as number;
      }
    }
    await write(initializer, new Uint8Array(panel.buffer));
  }
}

function elements(initializer: ExternalInitializer): number {
  return initializer.dims.reduce((product, size) => product * size, 1);
}

function summary(tensor: string, tally: ErrorTally): QuantizationError {
  assert(tally.count > 0, `${tensor} is empty.`);
  if (!Number.isFinite(tally.sum)) throw notFinite(tensor, tally.sum);
  return { tensor, max: tally.max, mean: tally.sum / tally.count };
}

function notFinite(tensor: string, value: number): AppError {
  return new AppError("bad-file", `${tensor} holds ${value}, which the chosen dtype cannot represent.`);
}
