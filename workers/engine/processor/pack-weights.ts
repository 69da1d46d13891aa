/**
 * Brings a model's weights from its files into the memory, in the order that blocks.ts has. Files are read in pieces: beside
 * the memory there is never more than one piece, and one matrix's scales.
 */

import { AppError } from "../../../models/errors.ts";
import { decodeFloats } from "../../../models/exporter/float.ts";
import type { ExternalInitializer } from "../../../models/exporter/onnx.ts";
import { BLOCK, GROUP, padded, Q4_BLOCK_BYTES, Q4_SCALES_OFFSET, Q8_BLOCK_BYTES, VECTOR_BYTES } from "./blocks.ts";
import type { GraphWeights, StoredLinear, StoredMatrix, StoredNorm } from "./graph-weights.ts";
import type { Layout, LinearPlace, NormPlace } from "./layout.ts";

const PIECE_BYTES = 4 * 2 ** 20;
const Q8_ZERO = 128;

/** By the name the graph gives them. `subarray` may read, and what it gives holds until the next call. */
export type WeightFiles = ReadonlyMap<string, Pick<Uint8Array, "byteLength" | "subarray">>;

/** Into memory that is all zeros. Throws `bad-file` where a file ends too early, and what reading throws. */
export function packWeights(weights: GraphWeights, layout: Layout, files: WeightFiles, buffer: ArrayBufferLike): void {
  const target = {
    files,
    bytes: new Uint8Array(buffer),
    words: new Uint32Array(buffer),
    floats: new Float32Array(buffer),
  };
  const linear = (stored: StoredLinear, place: LinearPlace) => {
    if (stored.bias) target.floats.set(readFloats(files, stored.bias), place.bias / 4);
    packers[weights.kind](target, stored.matrix, place);
  };
  const norm = ({ gain, bias }: StoredNorm, place: NormPlace) => {
    target.floats.set(readFloats(files, gain), place.gain / 4);
    target.floats.set(readFloats(files, bias), place.bias / 4);
  };

  target.floats.set(readFloats(files, weights.cos), layout.cos / 4);
  target.floats.set(readFloats(files, weights.sin), layout.sin / 4);
  const { codes, scales } = weights.embedding;
  for (let from = 0; from < codes.length; from += PIECE_BYTES) {
    const length = Math.min(PIECE_BYTES, codes.length - from);
    target.bytes.set(readBytes(files, codes, from, length), layout.embedding.codes + from);
  }
  if (scales) target.floats.set(readFloats(files, scales), layout.embedding.scales / 4);
  for (const [index, place] of layout.layers.entries()) {
    const layer = weights.layers[index]!;
    norm(layer.attentionNorm, place.attentionNorm);
    norm(layer.mlpNorm, place.mlpNorm);
    linear(layer.qkv, place.qkv);
    linear(layer.dense, place.dense);
    linear(layer.up, place.up);
    linear(layer.down, place.down);
  }
  norm(weights.finalNorm, layout.finalNorm);
  linear(weights.head, layout.logitsHead);
}

interface Target {
  readonly files: WeightFiles;
  readonly bytes: Uint8Array;
  readonly words: Uint32Array;
  readonly floats: Float32Array;
}

const packers = { q4: packBlocks, q8: packBytes, fp32: packFloats } as const;

/** [rows, columns / 2] with scales [rows, columns / 32]: words of four rows change places, and their scales follow them. */
function packBlocks(
  { files, words, floats }: Target,
  { rows, columns, codes, scales }: StoredMatrix,
  place: LinearPlace,
) {
  const steps = readFloats(files, scales!).slice();
  const blocks = columns / BLOCK;
  const rowBytes = columns / 2;
  const some = Math.max(GROUP, Math.floor(PIECE_BYTES / rowBytes / GROUP) * GROUP);
  for (let first = 0; first < rows; first += some) {
    const count = Math.min(some, rows - first);
    const from = wordsOf(readBytes(files, codes, first * rowBytes, count * rowBytes));
    for (let row = 0; row < count; row++) {
      const [group, lane] = [Math.floor((first + row) / GROUP), (first + row) % GROUP];
      let to = (place.weights + group * blocks * Q4_BLOCK_BYTES) / 4 + lane;
      let at = (row * rowBytes) / 4;
      let step = (first + row) * blocks;
      for (let block = 0; block < blocks; block++) {
        words[to] = from[at]!;
        words[to + 4] = from[at + 1]!;
        words[to + 8] = from[at + 2]!;
        words[to + 12] = from[at + 3]!;
        floats[to + Q4_SCALES_OFFSET / 4] = steps[step++]!;
        to += Q4_BLOCK_BYTES / 4;
        at += 4;
      }
    }
  }
}

/** int8 [columns, rows] with scales [rows]. */
function packBytes(
  { files, bytes, floats }: Target,
  { rows, columns, codes, scales }: StoredMatrix,
  place: LinearPlace,
) {
  const steps = readFloats(files, scales!).slice();
  const groupBytes = VECTOR_BYTES + (padded(columns) / BLOCK) * Q8_BLOCK_BYTES;
  const at = (row: number) => place.weights + Math.floor(row / GROUP) * groupBytes;
  // Padding must be zero too, which is another byte here.
  for (let row = 0; row < padded(rows); row += GROUP) bytes.fill(Q8_ZERO, at(row) + VECTOR_BYTES, at(row) + groupBytes);
  for (let row = 0; row < rows; row++) floats[at(row) / 4 + (row % GROUP)] = steps[row]!;
  const some = Math.max(1, Math.floor(PIECE_BYTES / rows));
  for (let first = 0; first < columns; first += some) {
    const count = Math.min(some, columns - first);
    const from = readBytes(files, codes, first * rows, count * rows);
    for (let column = 0; column < count; column++) {
      const offset = VECTOR_BYTES + codeOffset(first + column);
      let read = column * rows;
      for (let row = 0; row < rows; row++) {
        bytes[place.weights + (row >> 2) * groupBytes + offset + (row & 3) * 4] = from[read++]! ^ Q8_ZERO;
      }
    }
  }
}

/** Of a column of a group's first row: of each eight, those of even index lie in one vector and the others in the next. */
function codeOffset(column: number): number {
  const within = column % BLOCK;
  const vector = 2 * Math.floor(within / 8) + (within % 2);
  return Math.floor(column / BLOCK) * Q8_BLOCK_BYTES + vector * VECTOR_BYTES + Math.floor((within % 8) / 2);
}

/** float32 [columns, rows]. */
function packFloats({ files, floats }: Target, { rows, columns, codes }: StoredMatrix, place: LinearPlace) {
  const groupFloats = padded(columns) * GROUP;
  const some = Math.max(1, Math.floor(PIECE_BYTES / (rows * 4)));
  for (let first = 0; first < columns; first += some) {
    const count = Math.min(some, columns - first);
    const from = decodeFloats(readBytes(files, codes, first * rows * 4, count * rows * 4), "float32");
    for (let column = 0; column < count; column++) {
      let to = place.weights / 4 + (first + column) * GROUP;
      for (let row = 0; row < rows; row++) {
        floats[to + (row % GROUP)] = from[column * rows + row]!;
        if (row % GROUP === GROUP - 1) to += groupFloats;
      }
    }
  }
}

function wordsOf(bytes: Uint8Array): Uint32Array {
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
  return new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.length / 4);
}

function readFloats(files: WeightFiles, initializer: ExternalInitializer): Float32Array {
  const format = initializer.type === "float16" ? "float16" : "float32";
  return decodeFloats(readBytes(files, initializer, 0, initializer.length), format);
}

function readBytes(
  files: WeightFiles,
  { name, location, offset, length: whole }: ExternalInitializer,
  from: number,
  length: number,
): Uint8Array {
  const file = files.get(location);
  if (!file) throw new AppError("bad-file", `The model has no file ${location}, in which its graph has ${name}.`);
  const end = offset + from + length;
  if (from + length <= whole && end <= file.byteLength) return file.subarray(offset + from, end);
  throw new AppError("bad-file", `${location} has ${file.byteLength} bytes and ${name} would end at byte ${end}.`);
}
