/**
 * Where bytes come from and where they go. The exporter knows only these: files in Node, files of the browser's private
 * file system, HTTP ranges and memory all look alike, and nothing here does I/O.
 */

import { AppError } from "../errors.ts";

/** A file of known size, read by range. */
export interface ByteSource {
  /** As messages show it. */
  readonly name: string;
  readonly size: number;
  /** What changes when the content does (an ETag, a date); absent or `null` where nothing is known. */
  readonly version?: string | null;
  /**
   * Exactly `length` bytes from `offset`, which the caller may keep and change; throws rather than return fewer. `room`, of
   * `length` bytes, is given away: they may lie there, so that gigabytes need not be given room anew piece by piece.
   */
  read(offset: number, length: number, room?: Uint8Array): Promise<Uint8Array>;
}

/** A file being written, front to back. It appears under its name only when `close` succeeds. */
export interface ByteSink {
  /** Takes the bytes before it resolves: the caller may reuse the array afterwards. */
  write(bytes: Uint8Array): Promise<void>;
  /** What was written before; `room` as in `ByteSource.read`. */
  read(offset: number, length: number, room?: Uint8Array): Promise<Uint8Array>;
  /** Resolves when what was written would outlive a crash. */
  flush(): Promise<void>;
  close(): Promise<void>;
  /** Drops what was written; never throws. */
  abort(): Promise<void>;
  /** Keeps what was written, for `OutputFolder.resume`; never throws. */
  suspend(): Promise<void>;
}

/** A text file that grows line by line and outlives a crash up to its last whole line. */
export interface Journal {
  /** Those that were there when it was opened. */
  readonly lines: readonly string[];
  append(lines: readonly string[]): Promise<void>;
  /** Never throws. */
  close(): Promise<void>;
}

/** A flat or nested folder addressed by relative paths with `/`. */
export interface SourceFolder {
  /** As messages show it. */
  readonly name: string;
  /** `null` when there is no such file. */
  open(path: string): Promise<ByteSource | null>;
}

export interface OutputFolder extends SourceFolder {
  create(path: string): Promise<ByteSink>;
  /**
   * Goes on with a file, finished or not, after its first `bytes` bytes; what it holds beyond them is cut off. `null` when
   * there is no such file or it is shorter.
   */
  resume(path: string, bytes: number): Promise<ByteSink | null>;
  /** Opens a journal, or starts one. */
  journal(path: string): Promise<Journal>;
  /** A file that is not there is no error. */
  remove(path: string): Promise<void>;
}

/** Small text files only: a config, an index, a tokenizer. */
export const TEXT_LIMIT_BYTES = 64 * 2 ** 20;

/** Reads a range after checking that the file holds it; throws `bad-file` naming both sizes. */
export async function readRange(
  source: ByteSource,
  offset: number,
  length: number,
  room?: Uint8Array,
): Promise<Uint8Array> {
  if (offset + length > source.size) {
    throw new AppError(
      "bad-file",
      `${source.name} is cut short: it has ${source.size} bytes and ${offset + length} are needed.`,
    );
  }
  const bytes = await source.read(offset, length, room);
  if (bytes.length !== length) {
    throw new AppError("bad-file", `${source.name}: ${bytes.length} bytes came where ${length} were asked for.`);
  }
  return bytes;
}

/** The whole of a small file as UTF-8 text; throws `bad-file` when it is too large or is not text. */
export async function readText(source: ByteSource): Promise<string> {
  if (source.size > TEXT_LIMIT_BYTES) {
    throw new AppError(
      "bad-file",
      `${source.name} has ${source.size} bytes; at most ${TEXT_LIMIT_BYTES} were expected of a text file.`,
    );
  }
  const bytes = await readRange(source, 0, source.size);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new AppError("bad-file", `${source.name} is not UTF-8 text.`, { cause });
  }
}

/** Parses a small JSON file; throws `bad-file` when it is not JSON. */
export async function readJson(source: ByteSource): Promise<unknown> {
  const text = await readText(source);
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new AppError("bad-file", `${source.name} is not valid JSON.`, { cause });
  }
}

/** A file in memory. */
export function memorySource(name: string, bytes: Uint8Array): ByteSource {
  return {
    name,
    size: bytes.length,
    read: async (offset, length) => bytes.slice(offset, offset + length),
  };
}
