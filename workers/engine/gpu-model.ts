/**
 * A model on a GPU: onnxruntime with a device of ours, as one session or as several that run one after another.
 *
 * Loading a session hands all of its weights to the device before the device has taken any, so a large model in one piece
 * would be whole in the tab's memory for a while. In shards, the next begins when the device has the one before.
 */

import type * as Ort from "onnxruntime-web/wasm";
import type { InferenceSession, Tensor } from "onnxruntime-web/wasm";
import { AppError } from "../../models/errors.ts";
import { decodeModel } from "../../models/exporter/decode-onnx.ts";
import { encodeModel, type Graph } from "../../models/exporter/onnx.ts";
import { cutGraph } from "../../models/exporter/shards.ts";
import type { ModelShape } from "../../models/manifest.ts";
import { ATTENTION_MASK, type DeviceModel, INPUT_IDS, type KvRange, LOGITS, LOGITS_TO_KEEP } from "./device-model.ts";
import { GpuKvCache } from "./gpu-kv-cache.ts";
import { GpuTroubles, megabytes } from "./gpu-memory.ts";
import type { GpuRuntime } from "./runtime.ts";

/** Weights of a shard: with what the browser needs besides, a tab stays under 500 MB while it loads. */
const SHARD_BYTES = 2 ** 28;

export interface GpuModelFiles {
  readonly graph: Uint8Array;
  readonly data: ReadonlyMap<string, Uint8Array | Blob>;
}

export class GpuModel implements DeviceModel {
  readonly givesAllLogits: boolean;
  readonly #ort: typeof Ort;
  readonly #shards: readonly InferenceSession[];
  readonly #cache: GpuKvCache;
  readonly #troubles: GpuTroubles;

  private constructor(ort: typeof Ort, shards: readonly InferenceSession[], cache: GpuKvCache, troubles: GpuTroubles) {
    this.#ort = ort;
    this.#shards = shards;
    this.#cache = cache;
    this.#troubles = troubles;
    this.givesAllLogits = shards.some(({ inputNames }) => inputNames.includes(LOGITS_TO_KEEP));
  }

  /** Throws `unsupported` where a limit of the device is too small, `out-of-memory`, and what onnxruntime throws. */
  static async create(
    { ort, gpu }: GpuRuntime,
    shape: ModelShape,
    kvType: "float32" | "float16",
    { graph, data }: GpuModelFiles,
    shardBytes = SHARD_BYTES,
  ): Promise<GpuModel> {
    const parts = cut(gpu, graph, shardBytes);
    const troubles = new GpuTroubles(gpu);
    const shards: InferenceSession[] = [];
    let cache: GpuKvCache | null = null;
    try {
      for (const part of parts) {
        shards.push(await createSession(ort, gpu, shape, part, data));
        await gpu.queue.onSubmittedWorkDone();
        troubles.check();
      }
      cache = await GpuKvCache.create(ort, gpu, shape, kvType);
      return new GpuModel(ort, shards, cache, troubles);
    } catch (error) {
      cache?.dispose();
      for (const shard of shards) await shard.release();
      throw error;
    }
  }

  async run(ids: readonly number[], start: number, logits: "last" | "all"): Promise<Float32Array> {
    const { Tensor } = this.#ort;
    const end = start + ids.length;
    const given: Record<string, Tensor> = {
      [INPUT_IDS]: new Tensor("int64", BigInt64Array.from(ids, BigInt), [1, ids.length]),
      [ATTENTION_MASK]: new Tensor("int64", new BigInt64Array(end).fill(1n), [1, end]),
      [LOGITS_TO_KEEP]: new Tensor("int64", BigInt64Array.of(logits === "all" ? 0n : 1n), []),
    };
    // What one shard makes and another reads, and in the end the logits.
    const made: Record<string, Tensor> = {};
    try {
      for (const shard of this.#shards) {
        const feeds: Record<string, Tensor> = {};
        for (const name of shard.inputNames) feeds[name] = given[name] ?? made[name] ?? this.#cache.tensor(name)!;
        const fetches: Record<string, Tensor | null> = {};
        for (const name of shard.outputNames) fetches[name] = this.#cache.tensor(name) ?? null;
        const results = await shard.run(feeds, fetches);
        for (const name of shard.outputNames) if (!this.#cache.tensor(name)) made[name] = results[name] as Tensor;
      }
      this.#troubles.check();
      return made[LOGITS]!.data as Float32Array;
    } finally {
      for (const tensor of Object.values(made)) if (tensor.location === "gpu-buffer") tensor.dispose();
    }
  }

  save(start: number, end: number): Promise<KvRange | null> {
    return this.#cache.save(start, end);
  }

  restore(range: KvRange, start: number, end: number): void {
    this.#cache.restore(range, start, end);
  }

  async dispose(): Promise<void> {
    this.#troubles.dispose();
    this.#cache.dispose();
    for (const shard of this.#shards) await shard.release();
  }
}

/** A graph, or the bytes of one that only onnxruntime understands. */
type Part = Graph | Uint8Array;

/** Throws `unsupported` where a limit of the device is too small. */
function cut(gpu: GPUDevice, bytes: Uint8Array, shardBytes: number): Part[] {
  let graph: Graph;
  try {
    graph = decodeModel(bytes);
  } catch (error) {
    // Other exporters' graphs may hold what ours never do. onnxruntime has the last word on them, in one piece.
    if (error instanceof AppError && error.code === "bad-file") return [bytes];
    throw error;
  }
  checkLimits(gpu, graph);
  const parts = cutGraph(graph, shardBytes);
  return parts.length === 1 ? [bytes] : parts;
}

function createSession(
  ort: typeof Ort,
  gpu: GPUDevice,
  { layers }: ModelShape,
  part: Part,
  data: GpuModelFiles["data"],
): Promise<InferenceSession> {
  const whole = part instanceof Uint8Array;
  const files = whole ? null : new Set(part.external.map(({ location }) => location));
  const names = whole ? presentNames(layers) : part.outputs.map(({ name }) => name).filter((name) => name !== LOGITS);
  return ort.InferenceSession.create(whole ? part : encodeModel(part), {
    executionProviders: [{ name: "webgpu", device: gpu }],
    logSeverityLevel: 3, // errors; its warnings tell which nodes it placed where
    externalData: Array.from(data, ([path, bytes]) => ({ path, data: bytes })).filter(
      ({ path }) => !files || files.has(path),
    ),
    preferredOutputLocation: Object.fromEntries(names.map((name) => [name, "gpu-buffer"])),
  });
}

function presentNames(layers: number): string[] {
  return Array.from({ length: layers }, (_, layer) => [`present.${layer}.key`, `present.${layer}.value`]).flat();
}

/** Every weight is one buffer, bound whole. */
function checkLimits({ limits }: GPUDevice, { external }: Graph): void {
  const largest = external.reduce((a, b) => (b.length > a.length ? b : a));
  const most = Math.min(limits.maxBufferSize, limits.maxStorageBufferBindingSize);
  if (largest.length <= most) return;
  throw new AppError(
    "unsupported",
    `The graphics device binds ${megabytes(most)} at once, and the model's ${largest.name} has ${megabytes(largest.length)}. ` +
      "Choose a smaller model, or another device.",
  );
}
