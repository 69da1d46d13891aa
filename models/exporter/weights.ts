/**
 * Makes the data files' bytes: takes each weight of a plan from the checkpoint, a range of rows at a time, quantizes or
 * transposes it, and writes it at its place. The checkpoint is read front to back, because it may be at the other end of
 * a line. Peak memory is about one matrix; for 4 bits its scales, and its codes too where rows change places.
 */

import type { NeoXConfig } from "../dolly/config.ts";
import { AppError, assert } from "../errors.ts";
import type { QuantizationError } from "../manifest.ts";
import { rotaryTable } from "./attention-layout.ts";
import { readRange } from "./bytes.ts";
import { type Checkpoint, formatOf, tensorOf } from "./checkpoint.ts";
import { decodeFloats, encodeFloats, floatBytes } from "./float.ts";
import type { ExternalInitializer } from "./onnx.ts";
import { BLOCK, type ErrorTally, newTally } from "./quantize.ts";
import type { Quantized, Quantizer } from "./quantizer.ts";
import type { Rooms } from "./rooms.ts";
import type { StoredTensor } from "./tensor.ts";
import type { RowBlock, Weight } from "./weight-plan.ts";

/** Elements read at once: 4 MB of bfloat16. Larger ones are no faster, and several are in memory. */
const CHUNK_ELEMENTS = 2 ** 21;

const FLOAT16_MAX = 65504;

/** Takes an initializer's bytes, front to back; the initializers come in the plan's order. */
export type WriteBytes = (initializer: ExternalInitializer, bytes: Uint8Array) => Promise<void>;

/** The checkpoint's tensors that a plan needs, checked for presence, shape and type before anything is written. */
export function checkTensors(checkpoint: Checkpoint, weights: readonly Weight[]): void {
  for (const weight of weights) if (weight.kind !== "rotary") tensorOf(checkpoint, weight.tensor, weight.shape);
}

export interface WeightJob {
  readonly weight: Weight;
  readonly config: NeoXConfig;
  readonly checkpoint: Checkpoint;
  readonly quantizer: Quantizer;
  readonly write: WriteBytes;
  /** Arrays that earlier chunks lay in, for the next. */
  readonly rooms: Rooms;
  /** Told how much of the weight has been converted, 0 to 1; what changes places is written only then. */
  readonly onConverted?: (share: number) => void;
  readonly signal: AbortSignal;
}

/**
 * Writes one weight: every byte of its initializers, in their order. Returns how far quantizing moved it, or `null` when
 * it was not quantized.
 *
 * Memory, beside a few chunks: nothing for `floats`, the scales for `blocks` (1/8 of a bfloat16 matrix) and, where rows
 * change places, its codes (1/4), the same for `rows` where they change places or are transposed (half of one), the whole in float32 for `transposed`, which only
 * tests of small models use.
 *
 * Throws `bad-file` where a value is not finite or too large for float16, what the source throws, and `AbortError`.
 */
export async function writeWeight(job: WeightJob): Promise<QuantizationError | null> {
  const { weight, config, checkpoint, quantizer, write } = job;
  if (weight.kind === "rotary") {
    await writeFloats(weight.values, rotaryTable(config, weight.table), `rotary.${weight.table}`, write);
    return null;
  }
  const { tensor, columns, shape } = weight;
  const stored = tensorOf(checkpoint, tensor, shape);
  const format = formatOf(stored);
  const places = placesOf(weight.rows);
  switch (weight.kind) {
    case "floats":
    case "transposed": {
      const all = new Float32Array(elements(weight.values));
      for await (const { row, bytes } of readRows(stored, columns, job)) {
        copyRows(decodeFloats(bytes, format), all, columns, row, places);
      }
      if (weight.kind === "floats") await writeFloats(weight.values, all, tensor, write);
      else {
        checkMagnitude(all, Number.MAX_VALUE, tensor);
        await writeTransposed(weight.values, all, columns, job);
      }
      return null;
    }
    case "blocks": {
      // Codes go out as they come, unless rows change places; scales lie behind all of them, so they wait. A chunk is
      // whole rows, hence whole blocks.
      const scales = new Float32Array(elements(weight.scales));
      const scaleFormat = weight.scales.type === "float16" ? "float16" : "float32";
      const gathered = places && roomFor(weight.codes, job);
      const tally = newTally();
      const chunks = quantizeRows(stored, columns, job, (bytes) => quantizer.blocks({ bytes, format, scaleFormat }));
      for await (const { row, quantized } of chunks) {
        addTally(tally, quantized.tally);
        copyRows(quantized.scales, scales, columns / BLOCK, row, places);
        if (gathered) copyRows(quantized.codes, gathered, columns / 2, row, places);
        else await write(weight.codes, quantized.codes);
      }
      if (gathered) await write(weight.codes, gathered);
      if (gathered) job.rooms.put(gathered);
      await write(weight.scales, encodeFloats(scales, scaleFormat));
      return summary(tensor, tally);
    }
    case "rows": {
      const scales = new Float32Array(elements(weight.scales));
      const gathered = places || weight.transposed ? roomFor(weight.codes, job) : null;
      const tally = newTally();
      const chunks = quantizeRows(stored, columns, job, (bytes) => quantizer.rows({ bytes, format, columns }));
      for await (const { row, quantized } of chunks) {
        addTally(tally, quantized.tally);
        copyRows(quantized.scales, scales, 1, row, places);
        if (gathered) copyRows(quantized.codes, gathered, columns, row, places);
        else await write(weight.codes, quantized.codes);
      }
      if (gathered && weight.transposed) await writeTransposed(weight.codes, gathered, columns, job);
      else if (gathered) await write(weight.codes, gathered);
      if (gathered) job.rooms.put(gathered);
      await write(weight.scales, encodeFloats(scales, "float32"));
      return summary(tensor, tally);
    }
  }
}

/** For all of an initializer's bytes, each of which is going to be written. */
function roomFor({ length }: ExternalInitializer, { rooms }: WeightJob): Uint8Array {
  return rooms.take(length);
}

/** Chunks that are being quantized, two for each thread, while the next is read and the one before is written. */
const AT_WORK = 4;

/** Yields a matrix quantized, chunk by chunk, front to back. */
async function* quantizeRows(
  tensor: StoredTensor,
  columns: number,
  job: WeightJob,
  quantize: (bytes: Uint8Array) => Promise<Quantized>,
): AsyncGenerator<{ readonly row: number; readonly quantized: Quantized }> {
  const atWork: { row: number; quantized: Promise<Quantized> }[] = [];
  async function* next() {
    const { row, quantized } = atWork.shift()!;
    const done = await quantized;
    yield { row, quantized: done };
    job.rooms.put(done.bytes);
  }
  for await (const { row, bytes } of readRows(tensor, columns, job)) {
    const quantized = quantize(bytes);
    quantized.catch(() => undefined); // told to whoever waits for it, if anybody still does
    atWork.push({ row, quantized });
    if (atWork.length > AT_WORK) yield* next();
  }
  while (atWork.length > 0) yield* next();
}

function addTally(tally: ErrorTally, { max, sum, count }: ErrorTally): void {
  tally.max = Math.max(tally.max, max);
  tally.sum += sum;
  tally.count += count;
}

/** Whole rows of a matrix as they lie in the checkpoint. */
interface Rows {
  /** The first one's number. */
  readonly row: number;
  readonly count: number;
  readonly bytes: Uint8Array;
}

/** Chunks that a source is asked for before they are needed: a disk, or a browser on the way to it, answers late. */
const READS_AHEAD = 3;

/** Yields a matrix front to back, and has asked for the next rows when it yields some. */
async function* readRows(
  tensor: StoredTensor,
  columns: number,
  { signal, onConverted, rooms }: WeightJob,
): AsyncGenerator<Rows> {
  const rowBytes = columns * floatBytes[formatOf(tensor)];
  const rowCount = tensor.bytes / rowBytes;
  const chunkRows = Math.max(1, Math.floor(CHUNK_ELEMENTS / columns));
  const coming: { readonly row: number; readonly count: number; readonly bytes: Promise<Uint8Array> }[] = [];
  let next = 0;
  const ask = () => {
    while (next < rowCount && coming.length < READS_AHEAD) {
      const count = Math.min(chunkRows, rowCount - next);
      const length = count * rowBytes;
      const bytes = readRange(tensor.source, tensor.offset + next * rowBytes, length, rooms.take(length));
      bytes.catch(() => undefined); // told to whoever waits for it, if anybody still does
      coming.push({ row: next, count, bytes });
      next += count;
    }
  };
  for (ask(); coming.length > 0; ) {
    signal.throwIfAborted();
    const { row, count, bytes } = coming.shift()!;
    const rows = { row, count, bytes: await bytes };
    ask();
    yield rows;
    onConverted?.((row + count) / rowCount);
  }
}

/** Where each of the checkpoint's rows goes; `null` where none moves. */
function placesOf(blocks: readonly RowBlock[]): Int32Array | null {
  const places = new Int32Array(blocks.reduce((sum, { count }) => sum + count, 0));
  let place = 0;
  for (const { first, count, order } of blocks) {
    for (let row = 0; row < count; row++) places[first + (order?.[row] ?? row)] = place++;
  }
  return places.every((to, from) => to === from) ? null : places;
}

/** `rows` are a matrix's from row `first` on, of `width` numbers each; they go to their places in `matrix`. */
function copyRows<T extends Uint8Array | Float32Array>(
  rows: T,
  matrix: T,
  width: number,
  first: number,
  places: Int32Array | null,
): void {
  if (!places) {
    matrix.set(rows, first * width);
    return;
  }
  for (let at = 0, row = first; at < rows.length; at += width, row++) {
    matrix.set(rows.subarray(at, at + width), (places[row] as number) * width);
  }
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

/** Writes [rows, columns] of floats or bytes as [columns, rows], some columns at a time. */
async function writeTransposed(
  initializer: ExternalInitializer,
  matrix: Float32Array | Uint8Array,
  columns: number,
  { write, quantizer }: WeightJob,
): Promise<void> {
  const rows = matrix.length / columns;
  const panelColumns = Math.max(1, Math.min(columns, Math.floor(CHUNK_ELEMENTS / rows)));
  for (let start = 0; start < columns; start += panelColumns) {
    const width = Math.min(panelColumns, columns - start);
    if (matrix instanceof Uint8Array) {
      const panel = new Uint8Array(width * rows);
      for (let row = 0; row < rows; row++) {
        const from = row * columns + start;
        panel.set(matrix.subarray(from, from + width), row * width);
      }
      await write(initializer, await quantizer.transpose({ bytes: panel, columns: width }));
    } else {
      const panel = new Float32Array(width * rows);
      for (let row = 0; row < rows; row++) {
        for (let column = 0; column < width; column++) {
          panel[column * rows + row] = matrix[row * columns + start + column] as number;
        }
      }
      await write(initializer, new Uint8Array(panel.buffer));
    }
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
