/**
 * Brings a model's weights from its files into its memory: the engine's thread reads them into room beside the keys and
 * values to come, batch by batch, while the others pack the batch before. Nothing of them is ever in JavaScript's memory.
 */

import { AppError } from "../../../models/errors.ts";
import type { WeightFile, WeightFiles } from "../weight-files.ts";
import { padded, VECTOR_BYTES } from "./blocks.ts";
import type { GraphWeights } from "./graph-weights.ts";
import type { Kernels } from "./kernels.ts";
import type { Layout } from "./layout.ts";
import { type Part, type Piece, piecesOf, type Target } from "./pieces.ts";
import type { Team } from "./team.ts";

/** At least one piece of each batch, and more as long as they are not larger together. */
const BATCH_BYTES = 4 * 2 ** 20;

export interface Batch {
  readonly pieces: readonly { readonly piece: Piece; readonly at: readonly number[] }[];
  readonly end: number;
}

/** Every second batch lies behind the one before, where it is the first ones' turn again. */
function batchesOf(pieces: readonly Piece[], stagingAt: number): Batch[] {
  const sized = pieces.map((piece) => ({ piece, rooms: piece.parts.map(({ room }) => padded(room, VECTOR_BYTES)) }));
  const groups: (typeof sized)[] = [];
  let bytes = Number.POSITIVE_INFINITY;
  let most = 0;
  for (const each of sized) {
    const more = each.rooms.reduce((sum, room) => sum + room, 0);
    if (bytes + more > BATCH_BYTES) {
      groups.push([]);
      bytes = 0;
    }
    groups.at(-1)!.push(each);
    bytes += more;
    most = Math.max(most, bytes);
  }
  return groups.map((group, index) => {
    let end = stagingAt + (index % 2) * most;
    const place = (room: number) => {
      const at = end;
      end += room;
      return at;
    };
    return { pieces: group.map(({ piece, rooms }) => ({ piece, at: rooms.map(place) })), end };
  });
}

/** The same for every thread. */
export function planLoad(weights: GraphWeights, layout: Layout): Batch[] {
  return batchesOf(piecesOf(weights, layout), layout.kv.at);
}

/** Until the memory grows. */
export function targetOf({ buffer }: WebAssembly.Memory, kernels: Kernels): Target {
  return { bytes: new Uint8Array(buffer), floats: new Float32Array(buffer), kernels };
}

/** Where the room ends that the batches need. */
export function stagingEnd(batches: readonly Batch[]): number {
  return batches.reduce((most, { end }) => Math.max(most, end), 0);
}

/** Throws `bad-file` where a file is not there or ends too early. */
export function checkFiles(batches: readonly Batch[], files: WeightFiles): void {
  for (const { pieces } of batches) {
    for (const { piece } of pieces) for (const part of piece.parts) fileOf(files, part);
  }
}

/** Into memory that is all zeros and is so again where the batches were. Throws what reading throws. */
export function loadWeights(batches: readonly Batch[], files: WeightFiles, target: Target, team: Team): void {
  read(batches[0], files, target);
  for (const index of batches.keys()) {
    team.begin({ program: "pack", batch: index });
    read(batches[index + 1], files, target);
    packBatch(batches, index, target, team);
  }
  target.bytes.fill(0, batches[0]?.pieces[0]?.at[0], stagingEnd(batches));
}

/** A thread's share of a batch that has been read. */
export function packBatch(batches: readonly Batch[], batch: number, target: Target, team: Team): void {
  const { pieces } = batches[batch]!;
  for (let index = team.next(); index < pieces.length; index = team.next()) {
    const { piece, at } = pieces[index]!;
    piece.pack(target, at);
  }
  team.meet();
}

function read(batch: Batch | undefined, files: WeightFiles, { bytes }: Target): void {
  for (const { piece, at } of batch?.pieces ?? []) {
    for (const [index, part] of piece.parts.entries()) {
      const to = at[index]!;
      fileOf(files, part).readInto(bytes.subarray(to, to + part.length), part.tensor.offset + part.from);
      bytes.fill(0, to + part.length, to + part.room);
    }
  }
}

function fileOf(files: WeightFiles, { tensor, from, length }: Part): WeightFile {
  const { name, location, offset } = tensor;
  const file = files.get(location);
  if (!file) throw new AppError("bad-file", `The model has no file ${location}, in which its graph has ${name}.`);
  const end = offset + from + length;
  if (from + length <= tensor.length && end <= file.byteLength) return file;
  throw new AppError("bad-file", `${location} has ${file.byteLength} bytes and ${name} would end at byte ${end}.`);
}
