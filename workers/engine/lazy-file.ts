/**
 * A file in the browser's private file system that passes for a Uint8Array of its bytes and reads them only when
 * onnxruntime takes a piece. So weights go from the disk to where they are used one tensor at a time, and a gigabyte of
 * them is never whole in JavaScript's memory.
 *
 * It leans on how onnxruntime-web 1.30 reads external data: it asks for `byteLength`, then for `subarray(from, to)` of
 * each initializer, and copies the result before it asks for the next. A test in a real browser holds this.
 */

import { AppError } from "../../models/errors.ts";

/** Browsers copy what is read through a buffer of their own; larger reads only make that one larger. */
const READ_BYTES = 8 * 2 ** 20;

export class LazyFile extends Uint8Array<ArrayBuffer> {
  readonly #access: FileSystemSyncAccessHandle;
  readonly #name: string;
  /** What was read last; the next read overwrites it. */
  #piece = new Uint8Array(0);

  /** The handle must stay open as long as the file is in use, and is the caller's to close. */
  constructor(access: FileSystemSyncAccessHandle, name: string) {
    super(new ArrayBuffer(0));
    this.#access = access;
    this.#name = name;
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
    return this.#piece.subarray(0, length);
  }
}
