/**
 * A file being written that knows its length and the hashes of its chunks so far. Where it stands can be put down as plain
 * data and taken up again, so that of a file of a gigabyte no more than one chunk is read again.
 */

import { CHUNK_BYTES, type ModelFile } from "../manifest.ts";
import type { ByteSink, OutputFolder } from "./bytes.ts";
import { sha256 } from "./sha256.ts";

/** Where a file stands; plain data. */
export interface FileState {
  readonly path: string;
  readonly bytes: number;
  /** Hashes of the chunks that are complete. */
  readonly chunks: readonly string[];
}

export interface HashedFile {
  readonly path: string;
  readonly bytes: number;
  /** Takes the bytes before it resolves. */
  write(bytes: Uint8Array): Promise<void>;
  /** What was written before; `room` as in `ByteSource.read`. */
  read(offset: number, length: number, room?: Uint8Array): Promise<Uint8Array>;
  /** Where it stands now; resolves when that much is hashed. */
  state(): Promise<FileState>;
  /** Resolves when what was written would outlive a crash. */
  flush(): Promise<void>;
  close(): Promise<ModelFile>;
  abort(): Promise<void>;
  suspend(): Promise<void>;
}

export async function createHashed(output: OutputFolder, path: string): Promise<HashedFile> {
  return hashedFile(await output.create(path), { path, bytes: 0, chunks: [] }, new Uint8Array(0));
}

/** `null` when the file is not there, or shorter than its state says. */
export async function resumeHashed(output: OutputFolder, state: FileState): Promise<HashedFile | null> {
  const sink = await output.resume(state.path, state.bytes);
  if (!sink) return null;
  const begun = state.bytes % CHUNK_BYTES;
  return hashedFile(sink, state, await sink.read(state.bytes - begun, begun));
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

/** `begun` is what there is of the chunk that is not complete. */
function hashedFile(sink: ByteSink, { path, bytes, chunks }: FileState, begun: Uint8Array): HashedFile {
  const hashes: Promise<string>[] = chunks.map(async (hash) => hash);
  let length = bytes;
  let chunk = new Uint8Array(begun);

  /** Of the chunk as it is; a failure is told by whoever waits for all of them. */
  function hashChunk(): void {
    const hash = sha256(chunk.subarray(0, length % CHUNK_BYTES || chunk.length));
    hash.catch(() => undefined);
    hashes.push(hash);
  }

  function add(more: Uint8Array): void {
    for (let at = 0; at < more.length; ) {
      const filled = length % CHUNK_BYTES;
      const piece = more.subarray(at, at + CHUNK_BYTES - filled);
      if (chunk.length < filled + piece.length) chunk = enlarged(chunk, filled + piece.length);
      chunk.set(piece, filled);
      length += piece.length;
      at += piece.length;
      if (length % CHUNK_BYTES === 0) hashChunk();
    }
  }

  return {
    path,
    get bytes() {
      return length;
    },
    async write(more) {
      await sink.write(more);
      add(more);
    },
    read: (offset, length, room) => sink.read(offset, length, room),
    async state() {
      const [bytes, complete] = [length, [...hashes]];
      return { path, bytes, chunks: await Promise.all(complete) };
    },
    flush: () => sink.flush(),
    async close() {
      if (length % CHUNK_BYTES > 0 || length === 0) hashChunk();
      const all = await Promise.all(hashes);
      await sink.close();
      return { path, bytes: length, ...(all.length > 1 ? { chunks: all } : { sha256: all[0]! }) };
    },
    abort: () => sink.abort(),
    suspend: () => sink.suspend(),
  };
}

/** Most files are small: a whole chunk's room is made when more than half of it is needed. */
function enlarged(chunk: Uint8Array<ArrayBuffer>, needed: number): Uint8Array<ArrayBuffer> {
  const room = new Uint8Array(needed > CHUNK_BYTES / 2 ? CHUNK_BYTES : needed * 2);
  room.set(chunk);
  return room;
}
