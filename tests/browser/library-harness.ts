/** Lets a test drive the library in a worker, stop it in the middle, and look at what it left. */

import { type LibraryApi, libraryMethods } from "../../workers/contract/library-api.ts";
import { connect, type Remote } from "../../workers/contract/transport.ts";
import { pickedFile } from "../../workers/library/picked-file.ts";

export interface LibraryCall {
  readonly method: keyof LibraryApi;
  readonly argument: unknown;
  /** After so many emissions that `when` accepts: abort the call, or end the worker. */
  readonly stop?: { readonly how: "abort" | "kill"; readonly atDoneBytes: number };
}

export interface LibraryReply {
  readonly value: unknown;
  readonly emitted: readonly unknown[];
  readonly error: { readonly name: string; readonly code: string | null; readonly message: string } | null;
}

declare global {
  interface Window {
    callLibrary(call: LibraryCall): Promise<LibraryReply>;
    /** SHA-256 of every file below models/{id}, by path. */
    hashModel(id: string): Promise<Record<string, string>>;
    /** Flips one bit. */
    damageModel(id: string, path: string, offset: number): Promise<void>;
    /** Begins to read a file of so many bytes as picked files are read, and forgets it; `readBytes` says what came of it. */
    readPicked(bytes: number): void;
    readBytes?: number;
    /** Exports a model and installs the pack again, as the page would. */
    repack(id: string): Promise<LibraryReply>;
  }
}

let remote: Remote<LibraryApi> | null = null;

function library(): Remote<LibraryApi> {
  if (remote) return remote;
  const worker = new Worker(new URL("../../workers/library/worker.ts", import.meta.url), { type: "module" });
  const started = connect<LibraryApi>(worker, libraryMethods);
  remote = started;
  void started.died.then(() => {
    remote = null;
  });
  return started;
}

window.callLibrary = async ({ method, argument, stop }) => {
  const emitted: unknown[] = [];
  const abort = new AbortController();
  const emit = (value: unknown) => {
    emitted.push(value);
    if (!stop || (value as { doneBytes: number }).doneBytes < stop.atDoneBytes) return;
    if (stop.how === "abort") abort.abort();
    else library().terminate();
  };
  try {
    const call = library().api[method] as (argument: unknown, call: unknown) => Promise<unknown>;
    return { value: await call(argument, { signal: abort.signal, emit }), emitted, error: null };
  } catch (error) {
    const { name, message } = error as Error;
    return { value: null, emitted, error: { name, code: (error as { code?: string }).code ?? null, message } };
  }
};

async function modelDirectory(id: string): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory();
  return (await root.getDirectoryHandle("models")).getDirectoryHandle(id);
}

window.hashModel = async (id) => {
  const hashes: Record<string, string> = {};
  const visit = async (directory: FileSystemDirectoryHandle, prefix: string): Promise<void> => {
    for await (const [name, handle] of directory.entries()) {
      if (handle instanceof FileSystemDirectoryHandle) await visit(handle, `${prefix}${name}/`);
      else {
        const bytes = await (await (handle as FileSystemFileHandle).getFile()).arrayBuffer();
        const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
        hashes[prefix + name] = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
      }
    }
  };
  await visit(await modelDirectory(id), "");
  return hashes;
};

window.damageModel = async (id, path, offset) => {
  const parts = path.split("/");
  const name = parts.pop()!;
  let directory = await modelDirectory(id);
  for (const part of parts) directory = await directory.getDirectoryHandle(part);
  const handle = await directory.getFileHandle(name);
  const byte = new Uint8Array(await (await handle.getFile()).slice(offset, offset + 1).arrayBuffer());
  const writable = await handle.createWritable({ keepExistingData: true });
  await writable.write({ type: "write", position: offset, data: Uint8Array.of(byte[0]! ^ 1) });
  await writable.close();
};

window.readPicked = (bytes) => {
  const source = pickedFile("picked", new File([new Uint8Array(bytes)], "picked"));
  void source.read(0, bytes).then(({ length }) => {
    window.readBytes = length;
  });
};

window.repack = async (id) => {
  const packed = await window.callLibrary({ method: "exportPack", argument: { id } });
  if (packed.error) return packed;
  // A copy: the pack points into the files that are about to go.
  const file = new File([await (packed.value as Blob).arrayBuffer()], `${id}.tar`);
  const removed = await window.callLibrary({ method: "remove", argument: { id } });
  if (removed.error) return removed;
  const argument = { source: { kind: "pack", file }, dtypes: null, name: null };
  return window.callLibrary({ method: "install", argument });
};
