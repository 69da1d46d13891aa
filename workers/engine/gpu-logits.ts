/**
 * The logits of the last position that was read, in one buffer of a GPU for all runs: the largest are found there, and the
 * others come back only where they matter.
 */

import type * as Ort from "onnxruntime-web/wasm";
import type { Tensor } from "onnxruntime-web/wasm";
import type { TopLogits } from "./device-model.ts";
import { allocated, readBack } from "./gpu-memory.ts";
import { TOP_COUNT, TopLogitsFinder } from "./top-logits.ts";

export class GpuLogits {
  /** Float32 [1, 1, vocab], for onnxruntime to write. */
  readonly tensor: Tensor;
  readonly #gpu: GPUDevice;
  readonly #buffer: GPUBuffer;
  readonly #copy: GPUBuffer;
  readonly #bytes: number;
  readonly #finder: TopLogitsFinder | null;

  private constructor(
    ort: typeof Ort,
    gpu: GPUDevice,
    vocab: number,
    [buffer, copy]: readonly [GPUBuffer, GPUBuffer],
    finder: TopLogitsFinder | null,
  ) {
    this.tensor = ort.Tensor.fromGpuBuffer(buffer, { dataType: "float32", dims: [1, 1, vocab] });
    this.#gpu = gpu;
    this.#buffer = buffer;
    this.#copy = copy;
    this.#bytes = vocab * 4;
    this.#finder = finder;
  }

  /** Throws `out-of-memory`. */
  static async create(ort: typeof Ort, gpu: GPUDevice, vocab: number): Promise<GpuLogits> {
    const { STORAGE, COPY_SRC, COPY_DST, MAP_READ } = GPUBufferUsage;
    const size = Math.ceil((vocab * 4) / 16) * 16;
    const [buffer] = await allocated(gpu, 1, size, STORAGE | COPY_SRC | COPY_DST, "the logits");
    const [copy] = await allocated(gpu, 1, size, MAP_READ | COPY_DST, "the logits");
    const finder = vocab < TOP_COUNT ? null : await TopLogitsFinder.create(gpu, vocab, buffer!);
    return new GpuLogits(ort, gpu, vocab, [buffer!, copy!], finder);
  }

  get givesTop(): boolean {
    return this.#finder !== null;
  }

  async top(temperature: number): Promise<TopLogits> {
    return { ...(await this.#finder!.find(temperature)), all: () => this.all() };
  }

  async all(): Promise<Float32Array> {
    const encoder = this.#gpu.createCommandEncoder();
    encoder.copyBufferToBuffer(this.#buffer, 0, this.#copy, 0, this.#bytes);
    this.#gpu.queue.submit([encoder.finish()]);
    return new Float32Array(await readBack(this.#copy, this.#bytes));
  }

  dispose(): void {
    this.tensor.dispose();
    this.#finder?.dispose();
    this.#buffer.destroy();
    this.#copy.destroy();
  }
}
