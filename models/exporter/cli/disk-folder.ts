/** Folders on disk, as the exporter knows folders. */

import { type FileHandle, mkdir, open, readFile, rename, rm, stat, truncate } from "node:fs/promises";
import { dirname, join } from "node:path";
import { readAhead } from "../../../workers/library/read-ahead.ts";
import { AppError } from "../../errors.ts";
import type { ByteSink, Journal, OutputFolder, SourceFolder } from "../bytes.ts";
import { directSource, diskSource, readFully, unreadable } from "./disk-source.ts";

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

/** A folder to read gigabytes from, front to back: the disk is at work while what it gave is converted. */
export function checkpointFolder(path: string): SourceFolder {
  return {
    name: path,
    async open(name) {
      const file = join(path, name);
      const size = await sizeOf(file);
      return size === null ? null : readAhead(directSource(file, size));
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

async function openToWrite(file: string, flags: "w+" | "r+" | "a"): Promise<FileHandle> {
  return writing(file, async () => {
    await mkdir(dirname(file), { recursive: true });
    return open(file, flags);
  });
}

/** Writes from byte `start` on. */
function diskSink(file: string, handle: FileHandle, start: number): ByteSink {
  const partial = `${file}${PARTIAL}`;
  let position = start;
  return {
    async write(bytes) {
      for (let at = 0; at < bytes.length; ) {
        const { bytesWritten } = await writing(file, () => handle.write(bytes, at, bytes.length - at, position));
        at += bytesWritten;
        position += bytesWritten;
      }
    },
    read: (offset, length, room = new Uint8Array(length)) => readFully(handle, offset, room),
    flush: () => writing(file, () => handle.datasync()),
    close: () =>
      writing(file, async () => {
        await handle.datasync();
        await handle.close();
        await rename(partial, file);
      }),
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
    append: (more) =>
      writing(file, async () => {
        await handle.appendFile(more.map((line) => `${line}\n`).join(""));
        await handle.datasync();
      }),
    async close() {
      await handle.close().catch(() => undefined);
    },
  };
}

/** What the system refuses becomes a sentence. */
async function writing<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code !== "ENOSPC" && code !== "EDQUOT") {
      throw new AppError("bad-file", `${file} cannot be written: ${message}.`, { cause });
    }
    throw new AppError(
      "storage-full",
      `The disk has no room for more of ${file}. Free some space and give the same command again: it goes on where it was.`,
      { cause },
    );
  }
}
