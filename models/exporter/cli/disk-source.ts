/** A file on disk, as the exporter knows sources. */

import { constants, type FileHandle, open } from "node:fs/promises";
import { AppError } from "../../errors.ts";
import type { ByteSource } from "../bytes.ts";
import { wholePages } from "../rooms.ts";

/** Opens the file for each read: an export reads some thousand ranges, and nobody has to close anything. */
export function diskSource(file: string, size: number): ByteSource {
  return {
    name: file,
    size,
    async read(offset, length, room = new Uint8Array(length)) {
      try {
        return await readOnce(file, 0, offset, room);
      } catch (error) {
        throw unreadable(file, error as NodeJS.ErrnoException);
      }
    },
  };
}

/** What a disk hands out at once; direct reads begin and end at multiples of it, in the file and in memory. */
const SECTOR_BYTES = 4096;
/** Shorter reads gain by the page cache. */
const LEAST_DIRECT_BYTES = 2 ** 20;

/**
 * The same for whoever reads ahead in large blocks: whole sectors go past the page cache where the system can do that. A
 * checkpoint is read once, and giving its gigabytes room in the cache takes the processor far longer than reading them
 * (tests/bench/SPEED.md). The blocks' arrays cannot go to another thread.
 */
export function directSource(file: string, size: number): ByteSource {
  const cached = diskSource(file, size);
  /** Not a flag of every system, nor of every file system. */
  let direct: number | undefined = constants.O_DIRECT;
  return {
    ...cached,
    async read(offset, length, room) {
      if (direct !== undefined && length >= LEAST_DIRECT_BYTES && (offset | length) % SECTOR_BYTES === 0) {
        try {
          return await readOnce(file, direct, offset, room ?? wholePages(length));
        } catch (error) {
          const refused = error as NodeJS.ErrnoException;
          if (refused.code !== "EINVAL") throw unreadable(file, refused);
          direct = undefined;
        }
      }
      return cached.read(offset, length, room);
    },
  };
}

async function readOnce(file: string, flags: number, offset: number, room: Uint8Array): Promise<Uint8Array> {
  const handle = await open(file, constants.O_RDONLY | flags);
  try {
    return await readFully(handle, offset, room);
  } finally {
    await handle.close();
  }
}

/** Fewer bytes where the file ends before. */
export async function readFully(handle: FileHandle, offset: number, room: Uint8Array): Promise<Uint8Array> {
  let at = 0;
  while (at < room.length) {
    const { bytesRead } = await handle.read(room, at, room.length - at, offset + at);
    if (bytesRead === 0) break;
    at += bytesRead;
  }
  return room.subarray(0, at);
}

export function unreadable(file: string, error: NodeJS.ErrnoException): AppError {
  return new AppError("bad-file", `${file} cannot be read: ${error.message}.`, { cause: error });
}
