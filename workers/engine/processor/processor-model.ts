/**
 * A model on the processor: kernels of our own in one WebAssembly module over one memory, which holds weights, keys and
 * values; no other engine takes part. See forward.ts for what is computed and blocks.ts for how it is stored.
 */

import { AppError } from "../../../models/errors.ts";
import { decodeModel } from "../../../models/exporter/decode-onnx.ts";
import type { ModelShape } from "../../../models/manifest.ts";
import type { DeviceModel, KvRange } from "../device-model.ts";
import type { WeightFiles } from "../weight-files.ts";
import type { DotInstructions } from "./dot.ts";
import { embed } from "./embedding.ts";
import { forward } from "./forward.ts";
import { readWeights } from "./graph-weights.ts";
import { type Kernels, kernelModule } from "./kernels.ts";
import { KvCache } from "./kv-cache.ts";
import { type Layout, layoutOf, MOST_ROWS } from "./layout.ts";
import { checkFiles, loadWeights, roomFor, targetOf } from "./load-weights.ts";
import { checkAddressable, ModelMemory } from "./memory.ts";
import { piecesOf } from "./pieces.ts";
import { type ForwardJob, Team } from "./team.ts";
import { type Helpers, startHelpers } from "./threads.ts";

export interface ProcessorModelFiles {
  readonly graph: Uint8Array;
  readonly data: WeightFiles;
  readonly onRead?: (bytes: number) => void;
}

export interface ProcessorOptions {
  /** More than one only where the page is isolated. */
  readonly threads: number;
  readonly instructions: DotInstructions;
}

/**
 * What a graph asks of this device, before anything is loaded. Throws `unsupported` for graphs of other exporters and newer
 * ones, `bad-file`, and `out-of-memory` for a model that WebAssembly cannot address.
 */
export function planModel(threads: number, shape: ModelShape, graph: Uint8Array) {
  const weights = readWeights(decodeModel(graph), shape);
  const layout = layoutOf(weights, shape, threads);
  checkAddressable(layout.mostBytes);
  return { weights, layout };
}

/** A position whose results nobody reads, and whose keys and values are written over. */
const PREPARE: ForwardJob = { program: "prepare", rows: 1, start: 0, keep: 0 };

export class ProcessorModel implements DeviceModel {
  readonly givesAllLogits = true;
  readonly givesTopLogits = false; // all of them are in memory already
  readonly #layout: Layout;
  readonly #memory: ModelMemory;
  readonly #cache: KvCache;
  readonly #kernels: Kernels;
  readonly #team: Team;
  readonly #helpers: Helpers;

  private constructor(layout: Layout, memory: ModelMemory, kernels: Kernels, team: Team, helpers: Helpers) {
    this.#layout = layout;
    this.#memory = memory;
    this.#cache = new KvCache(memory, layout.kv, layout.shape.layers);
    this.#kernels = kernels;
    this.#team = team;
    this.#helpers = helpers;
  }

  /** Throws what `planModel` throws, `out-of-memory`, `bad-file` and `worker-died`. */
  static async create(
    { threads, instructions }: ProcessorOptions,
    shape: ModelShape,
    { graph, data, onRead }: ProcessorModelFiles,
  ): Promise<ProcessorModel> {
    const helpers = startHelpers(threads - 1); // which come up meanwhile
    try {
      const { weights, layout } = planModel(threads, shape, graph);
      const shared = threads > 1;
      const pieces = piecesOf(weights, layout);
      checkFiles(pieces, data);
      const bytes = layout.bytes + Math.max(layout.kv.pageBytes, threads * roomFor(pieces));
      const modelMemory = new ModelMemory(bytes, Math.max(bytes, layout.mostBytes), shared);
      const { memory } = modelMemory;
      const code = kernelModule(layout.sizes, instructions, shared);
      const { module, instance } = await WebAssembly.instantiate(code, { env: { memory } });
      const kernels = instance.exports as unknown as Kernels;
      await helpers.begin({ module, memory, weights, layout, handles: handlesOf(data), threads });
      const team = new Team(memory, 0, threads);
      team.begin(PREPARE);
      forward(layout, kernels, team, PREPARE);
      team.begin({ program: "load" });
      loadWeights(pieces, data, layout, targetOf(memory, kernels), team, onRead);
      return new ProcessorModel(layout, modelMemory, kernels, team, helpers);
    } catch (error) {
      helpers.stop();
      throw error;
    }
  }

  async run(ids: readonly number[], start: number, logits: "last" | "all"): Promise<Float32Array> {
    const { vocab } = this.#layout.shape;
    this.#cache.reserve(start + ids.length);
    const all = new Float32Array((logits === "all" ? ids.length : 1) * vocab);
    for (let first = 0; first < ids.length; first += MOST_ROWS) {
      const rows = Math.min(MOST_ROWS, ids.length - first);
      const isLast = first + rows === ids.length;
      const keep = logits === "all" ? rows : isLast ? 1 : 0;
      this.#embed(ids.slice(first, first + rows));
      const job = { program: "forward", rows, start: start + first, keep } as const;
      this.#team.begin(job);
      forward(this.#layout, this.#kernels, this.#team, job);
      for (let row = 0; row < keep; row++) {
        all.set(this.#floats(this.#layout.logits, row, vocab), (logits === "all" ? first + row : 0) * vocab);
      }
    }
    return all;
  }

  runTop(): never {
    throw new AppError("internal", "The processor's models give whole logits.");
  }

  async save(start: number, end: number): Promise<KvRange | null> {
    try {
      return this.#cache.save(start, end);
    } catch (error) {
      if (error instanceof RangeError) return null; // no array of that length to be had
      throw error;
    }
  }

  restore(range: KvRange, start: number, end: number): void {
    this.#cache.restore(range, start, end);
  }

  rangeOf(copy: Uint8Array, end: number): KvRange | null {
    return this.#cache.rangeOf(copy, end);
  }

  async dispose(): Promise<void> {
    this.#helpers.stop();
  }

  #embed(ids: readonly number[]): void {
    const { h, shape } = this.#layout;
    for (const [row, id] of ids.entries()) {
      embed(this.#layout, this.#memory.bytes, id, this.#floats(h, row, shape.hidden));
    }
  }

  #floats({ at, stride }: Layout["h"], row: number, length: number): Float32Array {
    return new Float32Array(this.#memory.bytes.buffer, at + row * stride, length);
  }
}

function handlesOf(files: WeightFiles): Map<string, FileSystemFileHandle> {
  return new Map(Array.from(files).flatMap(([name, { handle }]) => (handle ? [[name, handle]] : [])));
}
