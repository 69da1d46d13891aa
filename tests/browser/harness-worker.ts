/** Runs one of a model's variants over given ids with the engine's own runtime and session. */

import type { Dtype } from "../../models/manifest.ts";
import type { Device } from "../../workers/contract/engine-api.ts";
import { fetchFile, fetchManifest } from "../../workers/engine/model-files.ts";
import { startRuntime } from "../../workers/engine/runtime.ts";
import { Session } from "../../workers/engine/session.ts";

export interface SessionRequest {
  readonly folderUrl: string;
  readonly device: Device;
  readonly dtype: Dtype;
  /** Takes WebAssembly's promise integration away first, as in browsers that do not have it. */
  readonly withoutJspi: boolean;
  readonly shardBytes?: number;
  /** Read one after another; the logits after each are returned. */
  readonly runs: readonly (readonly number[])[];
}

export type SessionReply =
  | {
      readonly logits: readonly number[][];
      readonly runtime: string;
      readonly threads: number;
      readonly msPerRun: readonly number[];
      /** Of the last run: whether the largest logits were those, in order, and how far off their sum was. */
      readonly top: { readonly same: boolean; readonly totalError: number } | null;
    }
  | { readonly error: string };

self.onmessage = async ({ data }: MessageEvent<SessionRequest>) => {
  self.postMessage(await run(data).catch((error): SessionReply => ({ error: String(error?.stack ?? error) })));
};

async function run({ folderUrl, device, dtype, withoutJspi, shardBytes, runs }: SessionRequest): Promise<SessionReply> {
  if (withoutJspi) Reflect.deleteProperty(WebAssembly, "Suspending");
  const { signal } = new AbortController();
  const [manifest, runtime] = await Promise.all([fetchManifest(folderUrl, signal), startRuntime(device)]);
  const variant = manifest.variants.find((candidate) => candidate.dtype === dtype);
  if (!variant) return { error: `The model has no variant ${dtype}.` };
  const fetchBytes = (path: string) => fetchFile(manifest, path, folderUrl, signal, () => {});
  const data = new Map<string, Uint8Array>();
  for (const path of variant.data) data.set(path.slice(path.lastIndexOf("/") + 1), await fetchBytes(path));
  const files = { graph: await fetchBytes(variant.graph), data };
  const session = await Session.create(runtime, manifest.shape, variant, files, shardBytes ? { shardBytes } : {});

  // What an earlier answer left in the cache must not show in the next.
  await session.run(runs.flat().toReversed());
  session.truncate(0);

  const logits: number[][] = [];
  const msPerRun: number[] = [];
  for (const ids of runs) {
    const start = performance.now();
    logits.push(Array.from(await session.run(ids)));
    msPerRun.push(performance.now() - start);
  }
  const top = session.givesTopLogits ? await compareTop(session, runs.at(-1)!) : null;
  await session.dispose();
  const build = /ort-wasm-simd-threaded\.?(\w*?)-/.exec(runtime.urls[0] ?? "")?.[1] || "wasm";
  return { logits, runtime: build, threads: runtime.threads, msPerRun, top };
}

/** Reads `ids` once more and compares what the GPU found with what sorting all of its logits finds. */
async function compareTop(session: Session, ids: readonly number[]) {
  const temperature = 0.7;
  const { ids: found, logits, total, all } = await session.runTop(ids, temperature);
  const whole = await all();
  const sorted = Uint32Array.from(whole.keys()).sort((a, b) => whole[b]! - whole[a]! || a - b);
  const largest = whole[sorted[0]!]!;
  const expected = whole.reduce((sum, logit) => sum + Math.exp((logit - largest) / temperature), 0);
  const same = found.length === 64 && found.every((id, rank) => id === sorted[rank] && logits[rank] === whole[id]);
  return { same, totalError: Math.abs(total - expected) / expected };
}
