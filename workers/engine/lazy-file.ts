/**
 * Files in the browser's private file system that an engine reads piece by piece, as it takes one tensor after another,
 * so that a gigabyte of weights is never whole in JavaScript's memory; and that tell how much has been read.
 *
 * They lean on how onnxruntime-web 1.30 reads external data. Tests in a real browser hold this.
 */

import { AppError } from "../../models/errors.ts";

/** Browsers copy what is read through a buffer of their own; larger reads only make that one larger. */
const READ_BYTES = 8 * 2 ** 20;

/** For the build that waits for promises: it takes `slice(from, to)` of a Blob for each initializer, and reads its stream. */
export class ReportingBlob extends Blob {
  readonly #onRead: (bytes: number) => void;

  constructor(file: File, onRead: (bytes: number) => void) {
    super([file]); // refers to the file; copies nothing
    this.#onRead = onRead;
  }

  override slice(from = 0, to = this.size, type?: string): Blob {
    this.#onRead(to - from);
    return super.slice(from, to, type);
  }
}

/**
 * For onnxruntime's other build and the processor's engine: passes for an array of the file's bytes. They ask for `byteLength`, then for `subarray(from, to)` of each
 * initializer, and copy the result before they ask for the next.
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
    for (let at = 0; at < length; ) {
      const part = this.#piece.subarray(at, Math.min(length, at + READ_BYTES));
      const read = this.#access.read(part, { at: from + at });
      if (read === 0) throw new AppError("integrity", `The file ${this.#name} is cut short; repair the model.`);
      at += read;
    }
    this.#onRead(length);
    return this.#piece.subarray(0, length);
  }
}
