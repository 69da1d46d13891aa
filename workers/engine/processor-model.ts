/** A model on the processor: onnxruntime's WebAssembly module, with everything a run needs kept in its memory. */

import { AppError } from "../../models/errors.ts";
import type { ModelShape } from "../../models/manifest.ts";
import { ATTENTION_MASK, type DeviceModel, INPUT_IDS, type KvRange, LOGITS, LOGITS_TO_KEEP } from "./device-model.ts";
import { HeapKvCache } from "./heap-kv-cache.ts";
import type { OnnxModule, OnnxSession, OnnxValue } from "./onnx-module.ts";

const INT64_BYTES = 8;

export class ProcessorModel implements DeviceModel {
  readonly givesAllLogits: boolean;
  readonly givesTopLogits = false; // all of them are in the same memory already
  readonly #onnx: OnnxModule;
  readonly #session: OnnxSession;
  readonly #cache: HeapKvCache;
  /** int64, one for each position of the window; then a mask of ones as long, and how many logits to keep. */
  readonly #integers: number;
  readonly #window: number;

  private constructor(onnx: OnnxModule, session: OnnxSession, cache: HeapKvCache, window: number) {
    this.#onnx = onnx;
    this.#session = session;
    this.#cache = cache;
    this.#window = window;
    this.givesAllLogits = session.inputs.includes(LOGITS_TO_KEEP);
    this.#integers = onnx.allocate((2 * window + 1) * INT64_BYTES);
    this.#int64s(window, window).fill(1n);
  }

  /** Throws `out-of-memory`, and what onnxruntime says. */
  static async create(
    onnx: OnnxModule,
    shape: ModelShape,
    kvType: "float32" | "float16",
    graph: Uint8Array,
    data: ReadonlyMap<string, Uint8Array>,
  ): Promise<ProcessorModel> {
    const session = await onnx.createSession(graph, data);
    try {
      return new ProcessorModel(onnx, session, new HeapKvCache(onnx, shape, kvType), shape.contextLength);
    } catch (error) {
      session.release();
      throw error;
    }
  }

  async run(ids: readonly number[], start: number, logits: "last" | "all"): Promise<Float32Array> {
    this.#cache.reserve(start + ids.length);
    this.#int64s(0, ids.length).set(ids.map(BigInt));
    this.#int64s(2 * this.#window, 1)[0] = logits === "all" ? 0n : 1n;
    const inputs = new Map([
      [INPUT_IDS, this.#int64Tensor(0, [1, ids.length])],
      [ATTENTION_MASK, this.#int64Tensor(this.#window, [1, start + ids.length])],
      [LOGITS_TO_KEEP, this.#int64Tensor(2 * this.#window, [])],
    ]);
    try {
      const results = await this.#session.run(
        new Map([...inputs, ...this.#cache.inputs()]),
        new Map(this.#cache.outputs()),
      );
      const value = results.get(LOGITS)!;
      const floats = this.#onnx.floats(value);
      this.#onnx.release(value);
      return floats;
    } finally {
      for (const value of inputs.values()) this.#onnx.release(value);
    }
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

  async dispose(): Promise<void> {
    this.#cache.dispose();
    this.#onnx.free(this.#integers);
    this.#session.release();
  }

  #int64s(first: number, count: number): BigInt64Array {
    const { buffer, byteOffset } = this.#onnx.view(this.#integers + first * INT64_BYTES, count * INT64_BYTES);
    return new BigInt64Array(buffer, byteOffset, count);
  }

  #int64Tensor(first: number, dims: readonly number[]): OnnxValue {
    const count = dims.reduce((product, size) => product * size, 1);
    return this.#onnx.tensor("int64", this.#integers + first * INT64_BYTES, count * INT64_BYTES, dims);
  }
}
