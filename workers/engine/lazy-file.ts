/**
 * Files in the browser's private file system that an engine reads piece by piece, as it takes one tensor after another,
 * so that a gigabyte of weights is never whole in JavaScript's memory; and that tell how much has been read.
 *
 * They lean on how onnxruntime-web 1.30 reads external data. Tests in a real browser hold this.
 */

import { AppError } from "../../models/errors.ts";

/** Browsers copy what is read through a buffer of their own; larger reads only make that one larger. */
const READ_BYTES = 8 * 2 ** 20;

/** Resolves when so many bytes more may be handed over. */
export type WaitForRoom = (bytes: number) => Promise<void>;

/**
 * For the build that waits for promises: it takes `slice(from, to)` of a Blob for each initializer and reads its stream,
 * which begins when there is room for all of it.
 */
export class PacedBlob extends Blob {
  readonly #onRead: (bytes: number) => void;
  readonly #room: WaitForRoom;

  constructor(file: File, onRead: (bytes: number) => void, room: WaitForRoom) {
    super([file]); // refers to the file; copies nothing
    this.#onRead = onRead;
    this.#room = room;
  }

  override slice(from = 0, to = this.size, type?: string): Blob {
    const part = super.slice(from, to, type);
    part.stream = () => {
      this.#onRead(to - from);
      return beginning(Blob.prototype.stream.call(part), this.#room(to - from));
    };
    return part;
  }
}

/** The stream, whose readers wait for `start` before they read. */
function beginning<T extends ReadableStream>(stream: T, start: Promise<void>): T {
  const getReader = stream.getReader.bind(stream) as (options?: ReadableStreamGetReaderOptions) => object;
  const waiting = (options?: ReadableStreamGetReaderOptions) => {
    const reader = getReader(options) as ReadableStreamBYOBReader;
    const read = reader.read.bind(reader);
    reader.read = async (view) => {
      await start;
      return read(view);
    };
    return reader;
  };
  stream.getReader = waiting as typeof stream.getReader;
  return stream;
}

/**
 * For onnxruntime's other build: passes for an array of the file's bytes. It asks for `byteLength`, then for
 * `subarray(from, to)` of each initializer, and copies the result before it asks for the next. The processor's engine
 * takes it for what it is.
 */
export class LazyFile extends Uint8Array<ArrayBuffer> {
  readonly #access: FileSystemSyncAccessHandle;
  readonly #name: string;
  readonly #onRead: (bytes: number) => void;
  /** What was read last; the next read overwrites it. */
  #piece = new Uint8Array(0);

  /** The handle must stay open as long as the file is in use, and is the caller's to close. */
  constructor(access: FileSystemSyncAccessHandle, name: string, onRead: (bytes: number) => void) {
    super(new ArrayBuffer(0));
    this.#access = access;
    this.#name = name;
    this.#onRead = onRead;
  }

  override get byteLength(): number {
    return this.#access.getSize();
  }

  override subarray(from = 0, to = this.byteLength): Uint8Array<ArrayBuffer> {
    const length = to - from;
    if (this.#piece.length < length) this.#piece = new Uint8Array(length);
    const piece = this.#piece.subarray(0, length);
    this.readInto(piece, from);
    return piece;
  }

  readInto(target: Uint8Array, from: number): void {
    for (let at = 0; at < target.length; ) {
      const part = target.subarray(at, at + READ_BYTES);
      const read = this.#access.read(part, { at: from + at });
      if (read === 0) throw new AppError("integrity", `The file ${this.#name} is cut short; repair the model.`);
      at += read;
    }
    this.#onRead(target.length);
  }
}
