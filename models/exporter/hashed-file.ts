/**
 * A file being written that knows its length and hashes so far, whole and by chunks. Where it stands can be put down as
 * plain data and taken up again, so that a file of a gigabyte is never hashed twice.
 */

import { CHUNK_BYTES, type ModelFile } from "../manifest.ts";
import type { ByteSink, OutputFolder } from "./bytes.ts";
import { Sha256 } from "./sha256.ts";

/** Where a file stands; plain data. */
export interface FileState {
  readonly path: string;
  readonly bytes: number;
  /** Saved hashes: of the whole, and of the chunk begun. */
  readonly hash: string;
  readonly chunkHash: string;
  /** Of the chunks that are complete. */
  readonly chunks: readonly string[];
}

export interface HashedFile {
  readonly path: string;
  readonly bytes: number;
  write(bytes: Uint8Array): Promise<void>;
  /** What would outlive a crash from here on. */
  save(): Promise<FileState>;
  close(): Promise<ModelFile>;
  abort(): Promise<void>;
  suspend(): Promise<void>;
}

export async function createHashed(output: OutputFolder, path: string): Promise<HashedFile> {
  return hashedFile(path, await output.create(path), null);
}

/** `null` when the file is not there, or shorter than its state says. */
export async function resumeHashed(output: OutputFolder, state: FileState): Promise<HashedFile | null> {
  const sink = await output.resume(state.path, state.bytes);
  return sink && hashedFile(state.path, sink, state);
}

export async function writeFile(output: OutputFolder, path: string, bytes: Uint8Array): Promise<ModelFile> {
  const file = await createHashed(output, path);
  try {
    await file.write(bytes);
    return await file.close();
  } catch (error) {
    await file.abort();
    throw error;
  }
}

function hashedFile(path: string, sink: ByteSink, state: FileState | null): HashedFile {
  const hash = state ? Sha256.restore(state.hash) : new Sha256();
  let chunkHash = state ? Sha256.restore(state.chunkHash) : new Sha256();
  const chunks = [...(state?.chunks ?? [])];
  let length = state?.bytes ?? 0;

  function add(bytes: Uint8Array): void {
    hash.update(bytes);
    for (let at = 0; at < bytes.length; ) {
      const piece = bytes.subarray(at, at + CHUNK_BYTES - (length % CHUNK_BYTES));
      chunkHash.update(piece);
      length += piece.length;
      at += piece.length;
      if (length % CHUNK_BYTES > 0) continue;
      chunks.push(chunkHash.digest());
      chunkHash = new Sha256();
    }
  }

  return {
    path,
    get bytes() {
      return length;
    },
    async write(bytes) {
      await sink.write(bytes);
      add(bytes);
    },
    async save() {
      await sink.flush();
      return { path, bytes: length, hash: hash.save(), chunkHash: chunkHash.save(), chunks: [...chunks] };
    },
    async close() {
      await sink.close();
      if (length % CHUNK_BYTES > 0) chunks.push(chunkHash.digest());
      return { path, bytes: length, sha256: hash.digest(), ...(chunks.length > 1 ? { chunks } : {}) };
    },
    abort: () => sink.abort(),
    suspend: () => sink.suspend(),
  };
}
