/**
 * A model's weights cut into pieces of its files, each with what becomes of it in the model's memory. Pieces touch nothing
 * in common, so that threads can take them in any order.
 */

import { decodeFloats } from "../../../models/exporter/float.ts";
import type { ExternalInitializer } from "../../../models/exporter/onnx.ts";
import { BLOCK, type FourBitKind, GROUP, padded, Q4_BLOCK_BYTES, Q8_BLOCK_BYTES, VECTOR_BYTES } from "./blocks.ts";
import type { GraphWeights, StoredLinear, StoredMatrix, StoredNorm } from "./graph-weights.ts";
import type { Kernels } from "./kernels.ts";
import type { Layout, LinearPlace, NormPlace } from "./layout.ts";

/** Of a matrix, or a few of its rows where they are longer. */
const PIECE_BYTES = 2 ** 20;
const Q8_ZERO = 128;

export interface Piece {
  readonly parts: readonly Part[];
  /** `at` is where each part has been put. */
  pack(target: Target, at: readonly number[]): void;
}

/** Some bytes of a stored tensor. */
export interface Part {
  readonly tensor: ExternalInitializer;
  readonly from: number;
  readonly length: number;
  /** How many there are to be, zeros behind those that were read. */
  readonly room: number;
}

/** The model's memory. */
export interface Target {
  readonly bytes: Uint8Array;
  readonly floats: Float32Array;
  readonly kernels: Pick<Kernels, "interleave">;
}

/** Those of a whole model, roughly in the order of its files. */
export function piecesOf(weights: GraphWeights, layout: Layout): Piece[] {
  const { kind, embedding } = weights;
  const linear = ({ matrix, bias }: StoredLinear, place: LinearPlace): Piece[] => [
    ...matrixPieces[kind](matrix, place),
    ...(bias ? [floats(bias, place.bias)] : []),
  ];
  const norm = ({ gain, bias }: StoredNorm, place: NormPlace) => [floats(gain, place.gain), floats(bias, place.bias)];
  return [
    floats(weights.cos, layout.cos),
    floats(weights.sin, layout.sin),
    ...copied(embedding.codes, layout.embedding.codes),
    ...(embedding.scales ? copied(embedding.scales, layout.embedding.scales) : []),
    ...layout.layers.flatMap((place, index) => {
      const layer = weights.layers[index]!;
      return [
        ...norm(layer.attentionNorm, place.attentionNorm),
        ...norm(layer.mlpNorm, place.mlpNorm),
        ...linear(layer.qkv, place.qkv),
        ...linear(layer.dense, place.dense),
        ...linear(layer.up, place.up),
        ...linear(layer.down, place.down),
      ];
    }),
    ...norm(weights.finalNorm, layout.finalNorm),
    ...linear(weights.head, layout.logitsHead),
  ];
}

const matrixPieces = {
  q4: fourBits("q4"),
  q4f16: fourBits("q4f16"),
  q8: eightBits,
  fp32: floatColumns,
} as const;

function part(tensor: ExternalInitializer, from: number, length: number, room = length): Part {
  return { tensor, from, length, room };
}

function whole(tensor: ExternalInitializer): Part {
  return part(tensor, 0, tensor.length);
}

/** `first` and `count` of `all`, so many at a time. */
function* spans(all: number, some: number): Generator<readonly [first: number, count: number]> {
  for (let first = 0; first < all; first += some) yield [first, Math.min(some, all - first)];
}

/** As they are. */
function copied(tensor: ExternalInitializer, to: number): Piece[] {
  return Array.from(spans(tensor.length, PIECE_BYTES), ([from, length]) => ({
    parts: [part(tensor, from, length)],
    pack({ bytes }, [at]) {
      bytes.copyWithin(to + from, at!, at! + length);
    },
  }));
}

/** Of 16 or 32 bits, to 32. */
function floats(tensor: ExternalInitializer, to: number): Piece {
  return {
    parts: [whole(tensor)],
    pack(target, [at]) {
      target.floats.set(storedFloats(target, tensor, at!), to / 4);
    },
  };
}

function storedFloats({ bytes }: Target, { type, length }: ExternalInitializer, at: number): Float32Array {
  return decodeFloats(bytes.subarray(at, at + length), type === "float16" ? "float16" : "float32");
}

/** [rows, columns / 2] with scales [rows, columns / 32]. */
function fourBits(kind: FourBitKind) {
  return ({ rows, columns, codes, scales }: StoredMatrix, place: LinearPlace): Piece[] => {
    const blocks = columns / BLOCK;
    const rowBytes = columns / 2;
    const scaleBytes = scales!.length / rows;
    const some = Math.max(GROUP, Math.floor(PIECE_BYTES / rowBytes / GROUP) * GROUP);
    return Array.from(spans(rows, some), ([first, count]) => {
      const room = padded(count, GROUP);
      return {
        parts: [
          part(codes, first * rowBytes, count * rowBytes, room * rowBytes),
          part(scales!, first * scaleBytes, count * scaleBytes, room * scaleBytes),
        ],
        pack({ kernels }, [codesAt, scalesAt]) {
          const to = place.weights + (first / GROUP) * blocks * Q4_BLOCK_BYTES[kind];
          kernels.interleave(codesAt!, scalesAt!, room / GROUP, blocks, to);
        },
      };
    });
  };
}

/** int8 [columns, rows] with scales [rows]. */
function eightBits({ rows, columns, codes, scales }: StoredMatrix, place: LinearPlace): Piece[] {
  const groupBytes = VECTOR_BYTES + (padded(columns) / BLOCK) * Q8_BLOCK_BYTES;
  const group = (row: number) => place.weights + Math.floor(row / GROUP) * groupBytes;
  const steps: Piece = {
    parts: [whole(scales!)],
    pack(target, [at]) {
      for (const [row, step] of storedFloats(target, scales!, at!).entries()) {
        target.floats[group(row) / 4 + (row % GROUP)] = step;
      }
    },
  };
  const some = Math.max(1, Math.floor(PIECE_BYTES / rows / BLOCK)) * BLOCK;
  const columnPieces = Array.from(spans(columns, some), ([first, count]): Piece => {
    const start = VECTOR_BYTES + (first / BLOCK) * Q8_BLOCK_BYTES;
    const end = VECTOR_BYTES + Math.ceil((first + count) / BLOCK) * Q8_BLOCK_BYTES;
    return {
      parts: [part(codes, first * rows, count * rows)],
      pack({ bytes }, [at]) {
        // Padding must be zero too, which is another byte here.
        for (let row = 0; row < padded(rows); row += GROUP) bytes.fill(Q8_ZERO, group(row) + start, group(row) + end);
        let read = at!;
        for (let column = first; column < first + count; column++) {
          const offset = VECTOR_BYTES + codeOffset(column);
          for (let row = 0; row < rows; row++) {
            bytes[place.weights + (row >> 2) * groupBytes + offset + (row & 3) * 4] = bytes[read++]! ^ Q8_ZERO;
          }
        }
      },
    };
  });
  return [steps, ...columnPieces];
}

/** Of a column of a group's first row: of each eight, those of even index lie in one vector and the others in the next. */
function codeOffset(column: number): number {
  const within = column % BLOCK;
  const vector = 2 * Math.floor(within / 8) + (within % 2);
  return Math.floor(column / BLOCK) * Q8_BLOCK_BYTES + vector * VECTOR_BYTES + Math.floor((within % 8) / 2);
}

/** float32 [columns, rows]. */
function floatColumns({ rows, columns, codes }: StoredMatrix, place: LinearPlace): Piece[] {
  const groupFloats = padded(columns) * GROUP;
  const some = Math.max(1, Math.floor(PIECE_BYTES / (rows * 4)));
  return Array.from(spans(columns, some), ([first, count]) => ({
    parts: [part(codes, first * rows * 4, count * rows * 4)],
    pack({ floats }, [at]) {
      let read = at! / 4;
      for (let column = first; column < first + count; column++) {
        let to = place.weights / 4 + column * GROUP;
        for (let row = 0; row < rows; row++) {
          floats[to + (row % GROUP)] = floats[read++]!;
          if (row % GROUP === GROUP - 1) to += groupFloats;
        }
      }
    },
  }));
}
