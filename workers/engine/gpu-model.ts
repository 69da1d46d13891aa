/**
 * A model on a GPU: onnxruntime with a device of ours, as one session or as several that run one after another.
 *
 * Where weights do not stream, loading a session hands all of them to the device before the device has taken any, so a
 * large model in one piece would be whole in the tab's memory for a while. In shards, the next begins when the device has
 * the one before.
 */

import type * as Ort from "onnxruntime-web/wasm";
import type { InferenceSession, Tensor } from "onnxruntime-web/wasm";
import { AppError } from "../../models/errors.ts";
import { decodeModel } from "../../models/exporter/decode-onnx.ts";
import { encodeModel, type Graph } from "../../models/exporter/onnx.ts";
import { cutGraph } from "../../models/exporter/shards.ts";
import type { ModelShape } from "../../models/manifest.ts";
import {
  ATTENTION_MASK,
  type DeviceModel,
  INPUT_IDS,
  type KvRange,
  LOGITS,
  LOGITS_TO_KEEP,
  type TopLogits,
} from "./device-model.ts";
import { GpuKvCache } from "./gpu-kv-cache.ts";
import { checkLimits } from "./gpu-memory.ts";
import type { GpuRuntime } from "./runtime.ts";
import { TOP_COUNT, TopLogitsFinder } from "./top-logits.ts";

/** Weights of a shard, or one layer's where they are more. */
const SHARD_BYTES = 2 ** 26;

export interface GpuModelFiles {
  readonly graph: Uint8Array;
  readonly data: ReadonlyMap<string, Uint8Array | Blob>;
}

export class GpuModel implements DeviceModel {
  readonly givesAllLogits: boolean;
  readonly givesTopLogits: boolean;
  readonly #ort: typeof Ort;
  readonly #shards: readonly InferenceSession[];
  readonly #cache: GpuKvCache;
  readonly #finder: TopLogitsFinder | null;
  #logits: Tensor | null = null;

  private constructor(
    ort: typeof Ort,
    shards: readonly InferenceSession[],
    cache: GpuKvCache,
    finder: TopLogitsFinder | null,
  ) {
    this.#ort = ort;
    this.#shards = shards;
    this.#cache = cache;
    this.#finder = finder;
    this.givesTopLogits = finder !== null;
    this.givesAllLogits = shards.some(({ inputNames }) => inputNames.includes(LOGITS_TO_KEEP));
  }

  /** Throws `unsupported` where a limit of the device is too small, `out-of-memory`, and what onnxruntime throws. */
  static async create(
    { ort, gpu }: GpuRuntime,
    shape: ModelShape,
    kvType: "float32" | "float16",
    { graph, data }: GpuModelFiles,
    shardBytes = streams(data) ? Number.POSITIVE_INFINITY : SHARD_BYTES,
  ): Promise<GpuModel> {
    const parts = cut(gpu, graph, shardBytes);
    const shards: InferenceSession[] = [];
    let cache: GpuKvCache | null = null;
    try {
      for (const part of parts) {
        shards.push(await createSession(ort, gpu, shape, part, data));
        await gpu.queue.onSubmittedWorkDone();
      }
      cache = await GpuKvCache.create(ort, gpu, shape, kvType);
      const finder = shape.vocab < TOP_COUNT ? null : await TopLogitsFinder.create(gpu, shape.vocab);
      return new GpuModel(ort, shards, cache, finder);
    } catch (error) {
      cache?.dispose();
      for (const shard of shards) await shard.release();
      throw error;
    }
  }

  async run(ids: readonly number[], start: number, logits: "last" | "all"): Promise<Float32Array> {
    return (await this.#logitsOf(ids, start, logits)).getData() as Promise<Float32Array>;
  }

  async runTop(ids: readonly number[], start: number, temperature: number): Promise<TopLogits> {
    const logits = await this.#logitsOf(ids, start, "last");
    const top = await this.#finder!.find(logits.gpuBuffer, temperature);
    return { ...top, all: () => logits.getData() as Promise<Float32Array> };
  }

  /** The logits, which stay on the device until the next run. */
  async #logitsOf(ids: readonly number[], start: number, logits: "last" | "all"): Promise<Tensor> {
    this.#logits?.dispose();
    this.#logits = null;
    const { Tensor } = this.#ort;
    const end = start + ids.length;
    const given: Record<string, Tensor> = {
      [INPUT_IDS]: new Tensor("int64", BigInt64Array.from(ids, BigInt), [1, ids.length]),
      [ATTENTION_MASK]: new Tensor("int64", new BigInt64Array(end).fill(1n), [1, end]),
      [LOGITS_TO_KEEP]: new Tensor("int64", BigInt64Array.of(logits === "all" ? 0n : 1n), []),
    };
    // What one shard makes and another reads.
    const made: Record<string, Tensor> = {};
    try {
      for (const shard of this.#shards) {
        const feeds: Record<string, Tensor> = {};
        for (const name of shard.inputNames) feeds[name] = given[name] ?? made[name] ?? this.#cache.tensor(name)!;
        const fetches: Record<string, Tensor | null> = {};
        for (const name of shard.outputNames) fetches[name] = this.#cache.tensor(name) ?? null;
        const results = await shard.run(feeds, fetches);
        for (const name of shard.outputNames) {
          if (name === LOGITS) this.#logits = results[name] as Tensor;
          else if (!this.#cache.tensor(name)) made[name] = results[name] as Tensor;
        }
      }
      return this.#logits!;
    } finally {
      for (const tensor of Object.values(made)) tensor.dispose();
    }
  }

  save(start: number, end: number): Promise<KvRange | null> {
    return this.#cache.save(start, end);
  }

  restore(range: KvRange, start: number, end: number): void {
    this.#cache.restore(range, start, end);
  }

  async dispose(): Promise<void> {
    this.#cache.dispose();
    this.#logits?.dispose();
    this.#finder?.dispose();
    for (const shard of this.#shards) await shard.release();
  }
}

/** A graph, or the bytes of one that only onnxruntime understands. */
type Part = Graph | Uint8Array;

/** A graph, or its bytes where only onnxruntime understands them. Throws `unsupported` where a limit of the device is too small. */
export function readGraph(gpu: GPUDevice, bytes: Uint8Array): Part {
  let graph: Graph;
  try {
    graph = decodeModel(bytes);
  } catch (error) {
    // Other exporters' graphs may hold what ours never do. onnxruntime has the last word on them, in one piece.
    if (error instanceof AppError && error.code === "bad-file") return bytes;
    throw error;
  }
  checkLimits(gpu.limits, graph);
  return graph;
}

function streams(data: GpuModelFiles["data"]): boolean {
  return Array.from(data.values()).every((file) => file instanceof Blob);
}

function cut(gpu: GPUDevice, bytes: Uint8Array, shardBytes: number): Part[] {
  const graph = readGraph(gpu, bytes);
  if (graph instanceof Uint8Array) return [graph];
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
  const names = whole ? [LOGITS, ...presentNames(layers)] : part.outputs.map(({ name }) => name);
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
