/** A model on a GPU: onnxruntime with a device of ours. */

import type * as Ort from "onnxruntime-web/wasm";
import type { InferenceSession, Tensor } from "onnxruntime-web/wasm";
import type { ModelShape } from "../../models/manifest.ts";
import { ATTENTION_MASK, type DeviceModel, INPUT_IDS, type KvRange, LOGITS, LOGITS_TO_KEEP } from "./device-model.ts";
import { GpuKvCache } from "./gpu-kv-cache.ts";

export class GpuModel implements DeviceModel {
  readonly givesAllLogits: boolean;
  readonly #ort: typeof Ort;
  readonly #session: InferenceSession;
  readonly #cache: GpuKvCache;

  private constructor(ort: typeof Ort, session: InferenceSession, cache: GpuKvCache) {
    this.#ort = ort;
    this.#session = session;
    this.#cache = cache;
    this.givesAllLogits = session.inputNames.includes(LOGITS_TO_KEEP);
  }

  /** Throws `out-of-memory`, and what onnxruntime throws. */
  static async create(
    ort: typeof Ort,
    gpu: GPUDevice,
    shape: ModelShape,
    kvType: "float32" | "float16",
    graph: Uint8Array,
    data: ReadonlyMap<string, Uint8Array | Blob>,
  ): Promise<GpuModel> {
    const session = await ort.InferenceSession.create(graph, {
      executionProviders: [{ name: "webgpu", device: gpu }],
      logSeverityLevel: 3, // errors; its warnings tell which nodes it placed where
      externalData: Array.from(data, ([path, bytes]) => ({ path, data: bytes })),
      preferredOutputLocation: presentOnGpu(shape),
    });
    try {
      return new GpuModel(ort, session, await GpuKvCache.create(ort, gpu, shape, kvType));
    } catch (error) {
      await session.release();
      throw error;
    }
  }

  async run(ids: readonly number[], start: number, logits: "last" | "all"): Promise<Float32Array> {
    const { Tensor } = this.#ort;
    const end = start + ids.length;
    const feeds: Record<string, Tensor> = {
      [INPUT_IDS]: new Tensor("int64", BigInt64Array.from(ids, BigInt), [1, ids.length]),
      [ATTENTION_MASK]: new Tensor("int64", new BigInt64Array(end).fill(1n), [1, end]),
    };
    if (this.givesAllLogits) {
      feeds[LOGITS_TO_KEEP] = new Tensor("int64", BigInt64Array.of(logits === "all" ? 0n : 1n), []);
    }
    for (const name of this.#session.inputNames) feeds[name] ??= this.#cache.tensor(name)!;
    const fetches: Record<string, Tensor | null> = {};
    for (const name of this.#session.outputNames) fetches[name] = this.#cache.tensor(name) ?? null;
    const results = await this.#session.run(feeds, fetches);
    return results[LOGITS]!.data as Float32Array;
  }

  save(start: number, end: number): Promise<KvRange | null> {
    return this.#cache.save(start, end);
  }

  restore(range: KvRange, start: number, end: number): void {
    this.#cache.restore(range, start, end);
  }

  async dispose(): Promise<void> {
    this.#cache.dispose();
    await this.#session.release();
  }
}

function presentOnGpu({ layers }: ModelShape): Record<string, "gpu-buffer"> {
  const location: Record<string, "gpu-buffer"> = {};
  for (let layer = 0; layer < layers; layer++) {
    for (const part of ["key", "value"]) location[`present.${layer}.${part}`] = "gpu-buffer";
  }
  return location;
}
