/** Folders on disk, as the exporter knows folders. */

import { type FileHandle, mkdir, open, readFile, rename, rm, stat, truncate } from "node:fs/promises";
import { dirname, join } from "node:path";
import { AppError } from "../../errors.ts";
import type { ByteSink, ByteSource, Journal, OutputFolder } from "../bytes.ts";

const PARTIAL = ".partial";

/** A folder on disk. A file is written as `NAME.partial` and renamed when it is complete. */
export function diskFolder(path: string): OutputFolder {
  return {
    name: path,
    async open(name) {
      const file = join(path, name);
      const size = await sizeOf(file);
      return size === null ? null : diskSource(file, size);
    },
    async create(name) {
      const file = join(path, name);
      return diskSink(file, await openToWrite(`${file}${PARTIAL}`, "w+"), 0);
    },
    async resume(name, bytes) {
      const file = join(path, name);
      const partial = `${file}${PARTIAL}`;
      if ((await sizeOf(partial)) === null && (await sizeOf(file)) !== null) await rename(file, partial);
      const size = await sizeOf(partial);
      if (size === null || size < bytes) return null;
      await truncate(partial, bytes);
      return diskSink(file, await openToWrite(partial, "r+"), bytes);
    },
    journal: (name) => diskJournal(join(path, name)),
    async remove(name) {
      await rm(join(path, name), { force: true });
    },
  };
}

/** `null` when there is no such file. */
async function sizeOf(file: string): Promise<number | null> {
  return stat(file).then(
    (entry) => (entry.isFile() ? entry.size : null),
    (error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT" || error.code === "ENOTDIR") return null;
      throw unreadable(file, error);
    },
  );
}

/** Opens the file for each read: an export reads some thousand ranges, and nobody has to close anything. */
function diskSource(file: string, size: number): ByteSource {
  return {
    name: file,
    size,
    async read(offset, length, room) {
      const handle = await open(file, "r").catch((error: NodeJS.ErrnoException) => {
        throw unreadable(file, error);
      });
      try {
        return await readFully(handle, offset, length, room);
      } finally {
        await handle.close();
      }
    },
  };
}

/** Fewer bytes where the file ends before. */
async function readFully(
  handle: FileHandle,
  offset: number,
  length: number,
  bytes: Uint8Array = new Uint8Array(length),
): Promise<Uint8Array> {
  let at = 0;
  while (at < length) {
    const { bytesRead } = await handle.read(bytes, at, length - at, offset + at);
    if (bytesRead === 0) break;
    at += bytesRead;
  }
  return bytes.subarray(0, at);
}

async function openToWrite(file: string, flags: "w+" | "r+" | "a"): Promise<FileHandle> {
  try {
    await mkdir(dirname(file), { recursive: true });
    return await open(file, flags);
  } catch (error) {
    throw unwritable(file, error as NodeJS.ErrnoException);
  }
}

/** Writes from byte `start` on. */
function diskSink(file: string, handle: FileHandle, start: number): ByteSink {
  const partial = `${file}${PARTIAL}`;
  let position = start;
  return {
    async write(bytes) {
      for (let at = 0; at < bytes.length; ) {
        const { bytesWritten } = await handle.write(bytes, at, bytes.length - at, position).catch((error) => {
          throw unwritable(file, error as NodeJS.ErrnoException);
        });
        at += bytesWritten;
        position += bytesWritten;
      }
    },
    read: (offset, length) => readFully(handle, offset, length),
    flush: () => handle.datasync(),
    async close() {
      await handle.datasync();
      await handle.close();
      await rename(partial, file);
    },
    async suspend() {
      await handle.close().catch(() => undefined);
    },
    async abort() {
      // Already failing: what matters is the first error, not that the clean-up had one too.
      await handle.close().catch(() => undefined);
      await rm(partial, { force: true }).catch(() => undefined);
    },
  };
}

async function diskJournal(file: string): Promise<Journal> {
  const text = (await sizeOf(file)) === null ? "" : await readFile(file, "utf8");
  const whole = text.slice(0, text.lastIndexOf("\n") + 1);
  if (whole.length < text.length) await truncate(file, Buffer.byteLength(whole));
  const handle = await openToWrite(file, "a");
  return {
    lines: whole.split("\n").slice(0, -1),
    async append(more) {
      await handle.write(more.map((line) => `${line}\n`).join(""));
      await handle.datasync();
    },
    async close() {
      await handle.close().catch(() => undefined);
    },
  };
}

function unwritable(file: string, error: NodeJS.ErrnoException): AppError {
  const code = error.code === "ENOSPC" ? "storage-full" : "internal";
  return new AppError(code, `${file} cannot be written: ${error.message}.`, { cause: error });
}

function unreadable(file: string, error: NodeJS.ErrnoException): AppError {
  return new AppError("bad-file", `${file} cannot be read: ${error.message}.`, { cause: error });
}
