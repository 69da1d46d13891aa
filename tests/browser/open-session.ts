/** One of a model's variants as the engine's own runtime and session, by what a test or a benchmark names. */

import type { Dtype } from "../../models/manifest.ts";
import type { Device } from "../../workers/contract/engine-api.ts";
import { fetchFile, fetchManifest } from "../../workers/engine/model-files.ts";
import { type ProcessorRuntime, type Runtime, startRuntime } from "../../workers/engine/runtime.ts";
import { Session } from "../../workers/engine/session.ts";
import { bytesFile, openStored, type StoredFile, type WeightFile } from "../../workers/engine/weight-files.ts";

export interface SessionPlace {
  readonly folderUrl: string;
  readonly device: Device;
  readonly dtype: Dtype;
  /** On the processor, in place of what this browser would have. */
  readonly processor?: Partial<Pick<ProcessorRuntime, "threads" | "instructions">>;
  /** Puts the weights into the browser's files first, where all threads read them. */
  readonly stored?: boolean;
}

export async function openSession({ folderUrl, device, dtype, processor, stored }: SessionPlace): Promise<{
  readonly session: Session;
  readonly runtime: Runtime;
}> {
  const { signal } = new AbortController();
  const [manifest, found] = await Promise.all([fetchManifest(folderUrl, signal), startRuntime(device)]);
  const runtime = found.gpu ? found : { ...found, ...processor };
  const variant = manifest.variants.find((candidate) => candidate.dtype === dtype);
  if (!variant) throw new Error(`The model has no variant ${dtype}.`);
  const fetchBytes = (path: string) => fetchFile(manifest, path, folderUrl, signal, () => {});
  const data = new Map<string, WeightFile>();
  const open: StoredFile[] = [];
  for (const path of variant.data) {
    const name = path.slice(path.lastIndexOf("/") + 1);
    const bytes = await fetchBytes(path);
    if (stored) open.push(await storedFile(name, bytes));
    data.set(name, stored ? open.at(-1)! : bytesFile(bytes));
  }
  const files = { graph: await fetchBytes(variant.graph), data };
  const session = await Session.create(runtime, manifest.shape, variant, files);
  for (const file of open) file.close();
  return { session, runtime };
}

async function storedFile(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<StoredFile> {
  const handle = await (await navigator.storage.getDirectory()).getFileHandle(name, { create: true });
  const access = await handle.createSyncAccessHandle({ mode: "readwrite" });
  access.truncate(0);
  access.write(bytes);
  access.close();
  return openStored(handle, name);
}
