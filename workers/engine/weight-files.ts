/** The files that a model's weights are read from, a piece at a time, so that they are never whole in JavaScript's memory. */

import { AppError } from "../../models/errors.ts";
import { openToRead } from "../storage.ts";

/** Browsers copy what is read through a buffer of their own; larger reads only make that one larger. */
const READ_BYTES = 8 * 2 ** 20;

export interface WeightFile {
  readonly byteLength: number;
  /** Fills `target`, which may be memory that threads share, with the bytes from `from` on. Throws `integrity`. */
  readInto(target: Uint8Array, from: number): void;
  /** By which other threads may open it too; null where it is in memory. */
  readonly handle: FileSystemFileHandle | null;
}

/** By the name the graph gives them, which is the file's name without its folder. */
export type WeightFiles = ReadonlyMap<string, WeightFile>;

/** A file that is in memory. */
export function bytesFile(bytes: Uint8Array): WeightFile {
  return {
    byteLength: bytes.byteLength,
    readInto: (target, from) => target.set(bytes.subarray(from, from + target.length)),
    handle: null,
  };
}

export interface StoredFile extends WeightFile {
  /** When it is not in use any more. */
  close(): void;
}

/** A file of the browser's. Throws `busy` while something writes it, and where another thread has it in browsers that lock it for one. */
export async function openStored(handle: FileSystemFileHandle, name: string): Promise<StoredFile> {
  const access = await openToRead(handle, name);
  return {
    handle,
    byteLength: access.getSize(),
    readInto(target, from) {
      for (let at = 0; at < target.length; ) {
        const part = target.subarray(at, at + READ_BYTES);
        const read = access.read(part, { at: from + at });
        if (read === 0) throw new AppError("integrity", `The file ${name} is cut short; repair the model.`);
        at += read;
      }
    },
    close: () => access.close(),
  };
}
