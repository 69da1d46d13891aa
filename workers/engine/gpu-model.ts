/** A model on a GPU: onnxruntime with a device of ours. */

import type * as Ort from "onnxruntime-web/wasm";
import type { InferenceSession, Tensor } from "onnxruntime-web/wasm";
import { AppError } from "../../models/errors.ts";
import { decodeModel } from "../../models/exporter/decode-onnx.ts";
import type { Graph } from "../../models/exporter/onnx.ts";
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
import { GpuUpload } from "./gpu-upload.ts";
import type { GpuRuntime } from "./runtime.ts";
import { TOP_COUNT, TopLogitsFinder } from "./top-logits.ts";
import type { WeightFiles } from "./weight-files.ts";

export interface GpuModelFiles {
  readonly graph: Uint8Array;
  readonly data: WeightFiles;
  readonly onRead?: (bytes: number) => void;
}

export class GpuModel implements DeviceModel {
  readonly givesAllLogits: boolean;
  readonly givesTopLogits: boolean;
  readonly #ort: typeof Ort;
  readonly #session: InferenceSession;
  readonly #cache: GpuKvCache;
  /** Inputs that are the same in every run, and where the outputs go; null for room of onnxruntime's own. */
  readonly #past: Readonly<Record<string, Tensor>>;
  readonly #fetches: Readonly<Record<string, Tensor | null>>;
  readonly #finder: TopLogitsFinder | null;
  #logits: Tensor | null = null;

  private constructor(ort: typeof Ort, session: InferenceSession, cache: GpuKvCache, finder: TopLogitsFinder | null) {
    this.#ort = ort;
    this.#session = session;
    this.#cache = cache;
    this.#past = Object.fromEntries(
      session.inputNames.flatMap((name) => {
        const tensor = cache.tensor(name);
        return tensor ? [[name, tensor]] : [];
      }),
    );
    this.#fetches = Object.fromEntries(session.outputNames.map((name) => [name, cache.tensor(name) ?? null]));
    this.#finder = finder;
    this.givesTopLogits = finder !== null;
    this.givesAllLogits = session.inputNames.includes(LOGITS_TO_KEEP);
  }

  /** Throws `unsupported` where a limit of the device is too small, `out-of-memory`, and what onnxruntime throws. */
  static async create(
    runtime: GpuRuntime,
    shape: ModelShape,
    kvType: "float32" | "float16",
    files: GpuModelFiles,
  ): Promise<GpuModel> {
    const { ort, gpu } = runtime;
    checkGraph(gpu, files.graph);
    const session = await createSession(runtime, shape, files);
    let cache: GpuKvCache | null = null;
    try {
      cache = await GpuKvCache.create(ort, gpu, shape, kvType);
      const finder = shape.vocab < TOP_COUNT ? null : await TopLogitsFinder.create(gpu, shape.vocab);
      return new GpuModel(ort, session, cache, finder);
    } catch (error) {
      cache?.dispose();
      await session.release();
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
    const feeds: Record<string, Tensor> = {
      ...this.#past,
      [INPUT_IDS]: new Tensor("int64", BigInt64Array.from(ids, BigInt), [1, ids.length]),
      [ATTENTION_MASK]: new Tensor("int64", new BigInt64Array(end).fill(1n), [1, end]),
    };
    if (this.givesAllLogits)
      feeds[LOGITS_TO_KEEP] = new Tensor("int64", BigInt64Array.of(logits === "all" ? 0n : 1n), []);
    const results = await this.#session.run(feeds, this.#fetches);
    this.#logits = results[LOGITS] as Tensor;
    return this.#logits;
  }

  save(start: number, end: number): Promise<KvRange | null> {
    return this.#cache.save(start, end);
  }

  restore(range: KvRange, start: number, end: number): void {
    this.#cache.restore(range, start, end);
  }

  /** What one GPU computes another may not. */
  rangeOf(): null {
    return null;
  }

  async dispose(): Promise<void> {
    this.#cache.dispose();
    this.#logits?.dispose();
    this.#finder?.dispose();
    await this.#session.release();
  }
}

/** Throws `unsupported` where a limit of the device is too small. */
export function checkGraph(gpu: GPUDevice, bytes: Uint8Array): void {
  let graph: Graph;
  try {
    graph = decodeModel(bytes);
  } catch (error) {
    // Other exporters' graphs may hold what ours never do. onnxruntime has the last word on them.
    if (error instanceof AppError && error.code === "bad-file") return;
    throw error;
  }
  checkLimits(gpu.limits, graph);
}

function createSession(
  { ort, gpu }: GpuRuntime,
  { layers }: ModelShape,
  { graph, data, onRead }: GpuModelFiles,
): Promise<InferenceSession> {
  const upload = new GpuUpload(gpu, onRead);
  return upload.during(() =>
    ort.InferenceSession.create(graph, {
      executionProviders: [{ name: "webgpu", device: gpu }],
      logSeverityLevel: 3, // errors; its warnings tell which nodes it placed where
      externalData: Array.from(data, ([path, file]) => ({ path, data: upload.arrayOf(file) })),
      preferredOutputLocation: Object.fromEntries(
        [LOGITS, ...presentNames(layers)].map((name) => [name, "gpu-buffer"]),
      ),
    }),
  );
}

function presentNames(layers: number): string[] {
  return Array.from({ length: layers }, (_, layer) => [`present.${layer}.key`, `present.${layer}.value`]).flat();
}
