/**
 * The browser's private file system (OPFS), where installed models lie; for workers only. One folder a model:
 *
 *   models/{id}/manifest.json      written last: a model without one does not exist
 *   models/{id}/…                  what the manifest names
 *   models/{id}/install.json       while an installation is under way or broken: what it was asked for
 *   models/{id}/export.journal     while a conversion or a copy is under way: what is finished
 *   models/{id}/opening.kv         what the engine has read of every prompt's beginning; may be lost at any time
 *   models/{id}/….partial          a file being written
 *
 * Knows nothing of networks, checkpoints or graphs.
 */

import { AppError } from "../models/errors.ts";
import type { ByteSink, ByteSource, Journal, OutputFolder } from "../models/exporter/bytes.ts";

const MODELS = "models";
const PARTIAL = ".partial";
export const OPENING_NAME = "opening.kv";

export interface ModelFolder extends OutputFolder {
  readonly id: string;
  /** The file itself, for onnxruntime and for packing; `null` when it is not there. */
  file(path: string): Promise<File | null>;
  /** Of a file, for `openToRead`, in this thread or another. Throws `integrity` where there is none. */
  handle(path: string): Promise<FileSystemFileHandle>;
  /** Overwrites bytes of a file in place; what the engine has kept of the weights before goes. */
  patch(path: string, offset: number, bytes: Uint8Array): Promise<void>;
  /** Of every file in it. */
  bytes(): Promise<number>;
}

export interface Space {
  readonly usedBytes: number | null;
  readonly freeBytes: number | null;
  readonly persisted: boolean;
}

/** The browser asks all its stores for their sizes, and one of them may never answer. */
const MEASURE_MS = 3000;

/**
 * What the browser says of this page's room, as far as it says anything within some seconds. It is not a promise: Chromium
 * reports ten gibibytes beside what is used, whatever there is, so that a disk's size does not give a visitor away. The
 * truth is in the writing.
 */
export async function measureSpace(): Promise<Space> {
  const unknown: Space = { usedBytes: null, freeBytes: null, persisted: false };
  return Promise.race([
    measured(),
    new Promise<Space>((resolve) => {
      setTimeout(() => resolve(unknown), MEASURE_MS);
    }),
  ]);
}

async function measured(): Promise<Space> {
  const [{ usage, quota }, persisted] = await Promise.all([
    navigator.storage.estimate(),
    navigator.storage.persisted(),
  ]);
  return {
    usedBytes: usage ?? null,
    freeBytes: quota === undefined ? null : Math.max(0, quota - (usage ?? 0)),
    persisted,
  };
}

/** Throws `storage-full`, with both numbers, when `neededBytes` more would not fit. */
export async function requireSpace(what: string, neededBytes: number): Promise<void> {
  const { freeBytes } = await measureSpace();
  if (freeBytes === null || freeBytes >= neededBytes) return;
  throw new AppError(
    "storage-full",
    `${what} needs ${megabytes(neededBytes)} and the browser has ${megabytes(freeBytes)} left for this page; ` +
      "remove a model or free space on the disk.",
  );
}

/** The folder of a model, or `null` when there is none. */
export async function findModelFolder(id: string): Promise<ModelFolder | null> {
  const directory = await optional((await modelsDirectory()).getDirectoryHandle(id));
  return directory && modelFolder(id, directory);
}

export async function makeModelFolder(id: string): Promise<ModelFolder> {
  return modelFolder(id, await (await modelsDirectory()).getDirectoryHandle(id, { create: true }));
}

export async function listModelIds(): Promise<string[]> {
  const ids: string[] = [];
  for await (const [name, handle] of (await modelsDirectory()).entries())
    if (handle.kind === "directory") ids.push(name);
  return ids.sort();
}

/** Everything of a model. Throws `busy` while one of its files is being read or written. */
export async function removeModelFolder(id: string): Promise<void> {
  try {
    await (await modelsDirectory()).removeEntry(id, { recursive: true });
  } catch (error) {
    if (isLocked(error)) throw busy(id, error);
    throw error;
  }
}

async function modelsDirectory(): Promise<FileSystemDirectoryHandle> {
  if (!navigator.storage?.getDirectory) {
    throw new AppError(
      "unsupported",
      "This browser gives the page no private file system to keep models in; update it.",
    );
  }
  let root: FileSystemDirectoryHandle;
  try {
    root = await navigator.storage.getDirectory();
  } catch (cause) {
    const message = "This browser does not let the page keep files; private windows and blocked site data do that.";
    throw new AppError("unsupported", message, { cause });
  }
  return root.getDirectoryHandle(MODELS, { create: true });
}

function modelFolder(id: string, directory: FileSystemDirectoryHandle): ModelFolder {
  /** `null` when the file, or a folder above it, is not there and is not to be made. */
  async function handleOf(path: string, create: boolean): Promise<FileSystemFileHandle | null> {
    const { parent, name } = await parentOf(path, create);
    return parent && optional(parent.getFileHandle(name, { create }));
  }

  async function parentOf(path: string, create: boolean) {
    const parts = path.split("/");
    const name = parts.pop()!;
    let parent: FileSystemDirectoryHandle | null = directory;
    for (const part of parts) parent = parent && (await optional(parent.getDirectoryHandle(part, { create })));
    return { parent, name };
  }

  async function removeFile(path: string): Promise<void> {
    const { parent, name } = await parentOf(path, false);
    await optional(parent?.removeEntry(name) ?? Promise.resolve());
  }

  async function startSink(path: string, bytes: number): Promise<ByteSink> {
    const handle = (await handleOf(path + PARTIAL, true))!;
    const access = await openAccess(handle, path);
    access.truncate(bytes);
    let position = bytes;
    return {
      async write(data) {
        await writeAll(access, path, position, data);
        position += data.length;
      },
      async read(offset, length, room = new Uint8Array(length)) {
        return room.subarray(0, access.read(room, { at: offset }));
      },
      async flush() {
        access.flush();
      },
      async close() {
        access.flush();
        access.close();
        await removeFile(path); // an earlier one: a rename does not replace everywhere
        await rename(handle, path);
      },
      async abort() {
        access.close();
        await removeFile(path + PARTIAL).catch(() => undefined); // already failing, and the first error is what matters
      },
      async suspend() {
        access.close();
      },
    };
  }

  return {
    id,
    name: id,
    async open(path) {
      const file = await (await handleOf(path, false))?.getFile();
      return file ? fileSource(path, file) : null;
    },
    async file(path) {
      return (await (await handleOf(path, false))?.getFile()) ?? null;
    },
    async handle(path) {
      const handle = await handleOf(path, false);
      if (!handle) throw new AppError("integrity", `The file ${path} of ${id} is missing; repair the model.`);
      return handle;
    },
    create: (path) => startSink(path, 0),
    async resume(path, bytes) {
      const finished = await handleOf(path, false);
      if (finished && !(await handleOf(path + PARTIAL, false))) await rename(finished, path + PARTIAL);
      const partial = await (await handleOf(path + PARTIAL, false))?.getFile();
      return partial && partial.size >= bytes ? startSink(path, bytes) : null;
    },
    async journal(path) {
      return openJournal(await openAccess((await handleOf(path, true))!, path), path);
    },
    remove: removeFile,
    async patch(path, offset, bytes) {
      await removeFile(OPENING_NAME);
      const handle = await handleOf(path, true);
      const access = await openAccess(handle!, path);
      try {
        await writeAll(access, path, offset, bytes);
        access.flush();
      } finally {
        access.close();
      }
    },
    bytes: () => directoryBytes(directory),
  };
}

async function directoryBytes(directory: FileSystemDirectoryHandle): Promise<number> {
  let bytes = 0;
  for await (const entry of directory.values()) {
    if (entry.kind === "directory") bytes += await directoryBytes(entry as FileSystemDirectoryHandle);
    // A file may go while the folder is being read: another tab finished or removed it.
    else bytes += (await optional((entry as FileSystemFileHandle).getFile()))?.size ?? 0;
  }
  return bytes;
}

/** A file of ours, by ranges. One that changed or went away reads as `bad-file`. */
export function fileSource(name: string, file: Blob): ByteSource {
  return {
    name,
    size: file.size,
    version: file instanceof File ? String(file.lastModified) : null,
    async read(offset, length) {
      try {
        return new Uint8Array(await file.slice(offset, offset + length).arrayBuffer());
      } catch (cause) {
        throw unreadable(name, cause);
      }
    },
  };
}

/** Of a file that could be opened once. */
export function unreadable(name: string, cause: unknown): AppError {
  const message = `${name} can no longer be read: it was changed or moved, or access to it ended.`;
  return new AppError("bad-file", message, { cause });
}

async function openJournal(access: FileSystemSyncAccessHandle, path: string): Promise<Journal> {
  const bytes = new Uint8Array(access.getSize());
  access.read(bytes, { at: 0 });
  const text = new TextDecoder().decode(bytes);
  // A crash may have torn off the last line.
  const whole = text.slice(0, text.lastIndexOf("\n") + 1);
  let position = new TextEncoder().encode(whole).length;
  access.truncate(position);
  return {
    lines: whole.split("\n").slice(0, -1),
    async append(more) {
      const data = new TextEncoder().encode(more.map((line) => `${line}\n`).join(""));
      await writeAll(access, path, position, data);
      access.flush();
      position += data.length;
    },
    async close() {
      access.close();
    },
  };
}

async function writeAll(access: FileSystemSyncAccessHandle, path: string, at: number, data: Uint8Array): Promise<void> {
  let written = 0;
  try {
    written = access.write(data, { at });
  } catch (error) {
    if (!(error instanceof DOMException) || error.name !== "QuotaExceededError") throw error;
  }
  if (written === data.length) return;
  const { usedBytes } = await measureSpace();
  throw new AppError(
    "storage-full",
    `The browser has no room for ${megabytes(data.length)} more of ${path}: this page keeps ${megabytes(usedBytes ?? 0)} ` +
      "already. Remove a model or free space on the disk, then go on; what has come is kept.",
  );
}

/**
 * For reading at once; the caller closes it. Several threads may, where the browser knows modes; others lock the file for one
 * reader. Throws `busy` while something else has it.
 */
export function openToRead(handle: FileSystemFileHandle, path: string): Promise<FileSystemSyncAccessHandle> {
  return openAccess(handle, path, "read-only");
}

async function openAccess(
  handle: FileSystemFileHandle,
  path: string,
  mode: "read-only" | "readwrite" = "readwrite",
): Promise<FileSystemSyncAccessHandle> {
  try {
    // Browsers that know no modes ignore the option.
    return await handle.createSyncAccessHandle({ mode });
  } catch (error) {
    if (isLocked(error)) throw busy(path, error);
    throw error;
  }
}

/** Not in TypeScript's library yet: `mode` (https://github.com/whatwg/fs) and `move`. */
declare global {
  interface FileSystemFileHandle {
    createSyncAccessHandle(options: { mode: "read-only" | "readwrite" }): Promise<FileSystemSyncAccessHandle>;
    move(name: string): Promise<void>;
  }
}

async function rename(handle: FileSystemFileHandle, path: string): Promise<void> {
  await handle.move(path.slice(path.lastIndexOf("/") + 1));
}

function isLocked(error: unknown): boolean {
  return error instanceof DOMException && error.name === "NoModificationAllowedError";
}

function busy(what: string, cause: unknown): AppError {
  return new AppError("busy", `${what} is in use, perhaps in another tab; unload the model there and try again.`, {
    cause,
  });
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toLocaleString("en", { maximumFractionDigits: bytes < 1e7 ? 2 : 0 })} MB`;
}

/** `null` for what is not there. */
async function optional<T>(wanted: Promise<T>): Promise<T | null> {
  try {
    return await wanted;
  } catch (error) {
    if (error instanceof DOMException && error.name === "NotFoundError") return null;
    throw error;
  }
}
