/**
 * Brings a model's weights from its files into its memory. Every thread that can open the files takes the next piece that
 * nobody has, reads it into room of its own beside the keys and values to come, and packs it: the files are read several
 * pieces at a time, and nothing of them is ever in JavaScript's memory.
 */

import { AppError } from "../../../models/errors.ts";
import type { WeightFile, WeightFiles } from "../weight-files.ts";
import { padded, VECTOR_BYTES } from "./blocks.ts";
import type { Kernels } from "./kernels.ts";
import type { Layout } from "./layout.ts";
import type { Part, Piece, Target } from "./pieces.ts";
import type { Team } from "./team.ts";

/** Until the memory grows. */
export function targetOf({ buffer }: WebAssembly.Memory, kernels: Kernels): Target {
  return { bytes: new Uint8Array(buffer), floats: new Float32Array(buffer), kernels };
}

/** Bytes that a thread needs beside the model, for the largest piece. */
export function roomFor(pieces: readonly Piece[]): number {
  return padded(
    Math.max(...pieces.map(({ parts }) => parts.reduce((sum, { room }) => sum + padded(room, VECTOR_BYTES), 0))),
    64,
  );
}

/** Throws `bad-file` where a file is not there or ends too early. */
export function checkFiles(pieces: readonly Piece[], files: WeightFiles): void {
  for (const { parts } of pieces) for (const part of parts) fileOf(files, part);
}

/**
 * A thread's share, into memory that is all zeros and is so again where the pieces were; without files it only waits for
 * the others. `onRead` is told how many bytes of the files have been taken since it was told last. Throws what reading throws.
 */
export function loadWeights(
  pieces: readonly Piece[],
  files: WeightFiles | null,
  { kv }: Pick<Layout, "kv">,
  target: Target,
  team: Team,
  onRead: (bytes: number) => void = () => {},
): void {
  if (files) {
    const room = roomFor(pieces);
    const start = kv.at + team.index * room;
    let told = 0;
    const tell = (end: number) => {
      onRead(pieces.slice(told, end).reduce((sum, { parts }) => sum + bytesOf(parts), 0));
      told = end;
    };
    for (let index = team.next(); index < pieces.length; index = team.next()) {
      const piece = pieces[index]!;
      piece.pack(target, read(piece, start, files, target));
      tell(index + 1); // they are taken in order
    }
    tell(pieces.length);
    target.bytes.fill(0, start, start + room);
  }
  team.meet();
}

/** Returns where each part has been put. */
function read({ parts }: Piece, start: number, files: WeightFiles, { bytes }: Target): number[] {
  let end = start;
  return parts.map((part) => {
    const at = end;
    end += padded(part.room, VECTOR_BYTES);
    fileOf(files, part).readInto(bytes.subarray(at, at + part.length), part.tensor.offset + part.from);
    bytes.fill(0, at + part.length, at + part.room);
    return at;
  });
}

function bytesOf(parts: readonly Part[]): number {
  return parts.reduce((sum, { length }) => sum + length, 0);
}

function fileOf(files: WeightFiles, { tensor, from, length }: Part): WeightFile {
  const { name, location, offset } = tensor;
  const file = files.get(location);
  if (!file) throw new AppError("bad-file", `The model has no file ${location}, in which its graph has ${name}.`);
  const end = offset + from + length;
  if (from + length <= tensor.length && end <= file.byteLength) return file;
  throw new AppError("bad-file", `${location} has ${file.byteLength} bytes and ${name} would end at byte ${end}.`);
}
