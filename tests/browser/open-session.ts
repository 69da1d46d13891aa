/** One of a model's variants as the engine's own runtime and session, by what a test or a benchmark names. */

import type { Dtype } from "../../models/manifest.ts";
import type { Device } from "../../workers/contract/engine-api.ts";
import { fetchFile, fetchManifest } from "../../workers/engine/model-files.ts";
import { type ProcessorRuntime, type Runtime, startRuntime } from "../../workers/engine/runtime.ts";
import { Session } from "../../workers/engine/session.ts";
import { bytesFile, type WeightFile } from "../../workers/engine/weight-files.ts";

export interface SessionPlace {
  readonly folderUrl: string;
  readonly device: Device;
  readonly dtype: Dtype;
  /** On the processor, in place of what this browser would have. */
  readonly processor?: Partial<Pick<ProcessorRuntime, "threads" | "instructions">>;
}

export async function openSession({ folderUrl, device, dtype, processor }: SessionPlace): Promise<{
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
  for (const path of variant.data) data.set(path.slice(path.lastIndexOf("/") + 1), bytesFile(await fetchBytes(path)));
  const files = { graph: await fetchBytes(variant.graph), data };
  return { session: await Session.create(runtime, manifest.shape, variant, files), runtime };
}
