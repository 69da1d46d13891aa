/**
 * Opens a folder of official weights, in either format, sharded or not, and gives its tensors by name. Headers are read
 * at once, a tensor's numbers only when asked for, a range of rows at a time.
 */

import { AppError, shown } from "../errors.ts";
import { type ByteSource, readJson, type SourceFolder } from "./bytes.ts";
import type { FloatFormat } from "./float.ts";
import { readSafetensors } from "./safetensors.ts";
import { type StoredTensor, shapeWords, TENSOR_LIMIT } from "./tensor.ts";
import { readTorch } from "./torch.ts";

export interface Checkpoint {
  /** In the files' order. */
  readonly tensors: ReadonlyMap<string, StoredTensor>;
}

/** A shard is a plain file name: an index is data from outside and must not reach beyond its folder. */
const shardName = /^[\w-][\w.-]*$/;
/** dolly-v2-12b in transformers' usual shards of 10 GB has 3. */
const SHARD_LIMIT = 1000;

/** The layouts the hub uses, best first: safetensors need no pickle. */
const layouts = [
  { single: "model.safetensors", index: "model.safetensors.index.json", read: readSafetensors },
  { single: "pytorch_model.bin", index: "pytorch_model.bin.index.json", read: readTorch },
] as const;

/**
 * Reads the headers of all files there are, a few kilobytes each. Throws `bad-file` when the folder holds no checkpoint or
 * a damaged one, and `unsupported` for one of a kind that is not read.
 */
export async function openCheckpoint(folder: SourceFolder): Promise<Checkpoint> {
  for (const { single, index, read } of layouts) {
    const file = await folder.open(single);
    if (file) return { tensors: byName(await read(file)) };
    const indexFile = await folder.open(index);
    if (indexFile) return openShards(folder, indexFile, read);
  }
  throw new AppError(
    "bad-file",
    `${folder.name} holds no checkpoint: none of ${layouts.flatMap((l) => [l.single, l.index]).join(", ")} is there.`,
  );
}

/** Whether there is one, of whatever state. */
export async function holdsCheckpoint(folder: SourceFolder): Promise<boolean> {
  for (const name of layouts.flatMap(({ single, index }) => [single, index])) if (await folder.open(name)) return true;
  return false;
}

/** An index maps each tensor to its file; the files' own headers must agree. */
async function openShards(
  folder: SourceFolder,
  indexFile: ByteSource,
  read: (source: ByteSource) => Promise<StoredTensor[]>,
): Promise<Checkpoint> {
  const index = await readJson(indexFile);
  const map = (index as { weight_map?: unknown } | null)?.weight_map;
  if (typeof map !== "object" || map === null) {
    throw new AppError("bad-file", `${indexFile.name} has no weight_map.`);
  }
  const places = Object.entries(map as Record<string, unknown>);
  if (places.length > TENSOR_LIMIT) {
    throw new AppError("bad-file", `${indexFile.name} lists ${places.length} tensors, more than ${TENSOR_LIMIT}.`);
  }
  const files = [...new Set(places.map(([, file]) => file))];
  if (files.length > SHARD_LIMIT) {
    throw new AppError("bad-file", `${indexFile.name} names ${files.length} files, more than ${SHARD_LIMIT}.`);
  }
  const found = new Map<string, StoredTensor>();
  for (const file of files) {
    if (typeof file !== "string" || !shardName.test(file)) {
      throw new AppError("bad-file", `${indexFile.name} names ${shown(file)}, which is not a plain file name.`);
    }
    const shard = await folder.open(file);
    if (!shard) throw new AppError("bad-file", `${indexFile.name} names ${file}, which is not in ${folder.name}.`);
    const tensors = byName(await read(shard));
    for (const [name, place] of places) {
      if (place !== file) continue;
      const tensor = tensors.get(name);
      if (!tensor)
        throw new AppError("bad-file", `${indexFile.name} says that ${file} holds ${name}, and it does not.`);
      found.set(name, tensor);
    }
  }
  return { tensors: found };
}

/** A name that comes twice is the later one's, as in a Python dictionary. */
function byName(tensors: readonly StoredTensor[]): Map<string, StoredTensor> {
  return new Map(tensors.map((tensor) => [tensor.name, tensor]));
}

/**
 * The tensor `name`, after checking its shape and that it holds floats. Throws `bad-file` where it is missing or the
 * checkpoint and its config disagree, `unsupported` for other numbers than floats.
 */
export function tensorOf(checkpoint: Checkpoint, name: string, shape: readonly number[]): StoredTensor {
  const tensor = checkpoint.tensors.get(name);
  if (!tensor) throw new AppError("bad-file", `The checkpoint has no tensor ${name}.`);
  if (tensor.shape.length !== shape.length || tensor.shape.some((size, axis) => size !== shape[axis])) {
    throw new AppError(
      "bad-file",
      `${tensor.source.name}: ${name} has the shape ${shapeWords(tensor.shape)} and config.json asks for ${shapeWords(shape)}.`,
    );
  }
  if (tensor.format === null) {
    throw new AppError(
      "unsupported",
      `${tensor.source.name}: ${name} is stored as ${tensor.type}; 32-bit and 16-bit floats are supported.`,
    );
  }
  return tensor;
}

/** How a tensor's floats are stored; throws `unsupported` where it holds others. */
export function formatOf({ name, format }: StoredTensor): FloatFormat {
  if (format === null) throw new AppError("unsupported", `${name} does not hold floats.`);
  return format;
}
