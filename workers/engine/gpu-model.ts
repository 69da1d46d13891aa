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
import { GpuLogits } from "./gpu-logits.ts";
import { checkLimits } from "./gpu-memory.ts";
import { GpuUpload } from "./gpu-upload.ts";
import type { GpuRuntime } from "./runtime.ts";
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
  /** Inputs that are the same in every run, and where the keys and values go. */
  readonly #past: Readonly<Record<string, Tensor>>;
  readonly #present: Readonly<Record<string, Tensor>>;
  readonly #last: GpuLogits;

  private constructor(ort: typeof Ort, session: InferenceSession, cache: GpuKvCache, last: GpuLogits) {
    this.#ort = ort;
    this.#session = session;
    this.#cache = cache;
    this.#past = cached(session.inputNames, cache);
    this.#present = cached(session.outputNames, cache);
    this.#last = last;
    this.givesTopLogits = last.givesTop;
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
      return new GpuModel(ort, session, cache, await GpuLogits.create(ort, gpu, shape.vocab));
    } catch (error) {
      cache?.dispose();
      await session.release();
      throw error;
    }
  }

  async run(ids: readonly number[], start: number, logits: "last" | "all"): Promise<Float32Array> {
    if (logits === "last") {
      await this.#read(ids, start, this.#last.tensor);
      return this.#last.all();
    }
    const all = await this.#read(ids, start, null);
    return all.getData(true) as Promise<Float32Array>;
  }

  async runTop(ids: readonly number[], start: number, temperature: number): Promise<TopLogits> {
    await this.#read(ids, start, this.#last.tensor);
    return this.#last.top(temperature);
  }

  /** The logits, where `target` has room for those of the last position; null for all, in room of onnxruntime's own. */
  async #read(ids: readonly number[], start: number, target: Tensor | null): Promise<Tensor> {
    const { Tensor } = this.#ort;
    const end = start + ids.length;
    const feeds: Record<string, Tensor> = {
      ...this.#past,
      [INPUT_IDS]: new Tensor("int64", BigInt64Array.from(ids, BigInt), [1, ids.length]),
      [ATTENTION_MASK]: new Tensor("int64", new BigInt64Array(end).fill(1n), [1, end]),
    };
    if (this.givesAllLogits) feeds[LOGITS_TO_KEEP] = new Tensor("int64", BigInt64Array.of(target ? 1n : 0n), []);
    const results = await this.#session.run(feeds, { ...this.#present, [LOGITS]: target });
    return results[LOGITS] as Tensor;
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
    this.#last.dispose();
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
      // gpu-trouble.ts asks what was refused, of our own commands too.
      executionProviders: [{ name: "webgpu", device: gpu, validationMode: "disabled" }],
      logSeverityLevel: 3, // errors; its warnings tell which nodes it placed where
      externalData: Array.from(data, ([path, file]) => ({ path, data: upload.arrayOf(file) })),
      preferredOutputLocation: Object.fromEntries(
        [LOGITS, ...presentNames(layers)].map((name) => [name, "gpu-buffer"]),
      ),
    }),
  );
}

/** Those of a graph's inputs or outputs that are the cache's. */
function cached(names: readonly string[], cache: GpuKvCache): Record<string, Tensor> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const tensor = cache.tensor(name);
      return tensor ? [[name, tensor]] : [];
    }),
  );
}

function presentNames(layers: number): string[] {
  return Array.from({ length: layers }, (_, layer) => [`present.${layer}.key`, `present.${layer}.value`]).flat();
}
