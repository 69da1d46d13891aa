/** Folders on disk, as the exporter knows folders. */

import { mkdir, open, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { AppError } from "../../errors.ts";
import type { ByteSink, ByteSource, OutputFolder } from "../bytes.ts";

/** A folder on disk. A file is written as `NAME.partial` and renamed when it is complete. */
export function diskFolder(path: string): OutputFolder {
  return {
    name: path,
    async open(name) {
      const file = join(path, name);
      const size = await stat(file).then(
        (entry) => (entry.isFile() ? entry.size : null),
        (error: NodeJS.ErrnoException) => {
          if (error.code === "ENOENT" || error.code === "ENOTDIR") return null;
          throw unreadable(file, error);
        },
      );
      return size === null ? null : diskSource(file, size);
    },
    async create(name) {
      return diskSink(join(path, name));
    },
    async remove(name) {
      await rm(join(path, name), { force: true });
    },
  };
}

/** Opens the file for each read: an export reads some thousand ranges, and nobody has to close anything. */
function diskSource(file: string, size: number): ByteSource {
  return {
    name: file,
    size,
    async read(offset, length) {
      const bytes = new Uint8Array(length);
      const handle = await open(file, "r").catch((error: NodeJS.ErrnoException) => {
        throw unreadable(file, error);
      });
      try {
        let at = 0;
        while (at < length) {
          const { bytesRead } = await handle.read(bytes, at, length - at, offset + at);
          if (bytesRead === 0) break;
          at += bytesRead;
        }
        return bytes.subarray(0, at);
      } finally {
        await handle.close();
      }
    },
  };
}

/** Creates the folders above it. */
async function diskSink(file: string): Promise<ByteSink> {
  const partial = `${file}.partial`;
  const handle = await mkdir(dirname(file), { recursive: true })
    .then(() => open(partial, "w"))
    .catch((error: NodeJS.ErrnoException) => {
      throw new AppError("internal", `${file} cannot be written: ${error.message}.`);
    });
  return {
    async write(bytes) {
      let at = 0;
      while (at < bytes.length) at += (await handle.write(bytes, at)).bytesWritten;
    },
    async close() {
      await handle.close();
      await rename(partial, file);
    },
    async abort() {
      // Already failing: what matters is the first error, not that the clean-up had one too.
      await handle.close().catch(() => undefined);
      await rm(partial, { force: true }).catch(() => undefined);
    },
  };
}

function unreadable(file: string, error: NodeJS.ErrnoException): AppError {
  return new AppError("bad-file", `${file} cannot be read: ${error.message}.`, { cause: error });
}
