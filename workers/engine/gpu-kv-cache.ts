/**
 * Keys and values on a GPU: a buffer [heads, window, headDim] for each layer's keys and one for its values, allocated
 * once. The graph reads them as past and writes the new positions into them in place.
 */

import type * as Ort from "onnxruntime-web/wasm";
import type { Tensor } from "onnxruntime-web/wasm";
import type { ModelShape } from "../../models/manifest.ts";
import type { KvRange } from "./device-model.ts";
import { allocated } from "./gpu-memory.ts";

/** Buffers [heads, end - start, headDim] in the cache's order. */
interface GpuKvRange extends KvRange {
  readonly buffers: readonly GPUBuffer[];
}

export class GpuKvCache {
  readonly #gpu: GPUDevice;
  readonly #shape: ModelShape;
  readonly #buffers: readonly GPUBuffer[];
  /** By layer and part, as in the graph's names: `0.key`. */
  readonly #tensors: ReadonlyMap<string, Tensor>;
  /** Of one head. */
  readonly #positionBytes: number;

  private constructor(
    ort: typeof Ort,
    gpu: GPUDevice,
    shape: ModelShape,
    type: "float32" | "float16",
    buffers: readonly GPUBuffer[],
  ) {
    this.#gpu = gpu;
    this.#shape = shape;
    this.#buffers = buffers;
    this.#positionBytes = positionBytes(shape, type);
    const dims = [1, shape.heads, shape.contextLength, shape.headDim];
    this.#tensors = new Map(
      buffers.map((buffer, index) => [
        `${index >> 1}.${index % 2 === 0 ? "key" : "value"}`,
        ort.Tensor.fromGpuBuffer(buffer, { dataType: type, dims }),
      ]),
    );
  }

  /** Throws `out-of-memory`. */
  static async create(
    ort: typeof Ort,
    gpu: GPUDevice,
    shape: ModelShape,
    type: "float32" | "float16",
  ): Promise<GpuKvCache> {
    const size = Math.ceil((shape.heads * shape.contextLength * positionBytes(shape, type)) / 16) * 16;
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
    const what = `the keys and values of ${shape.contextLength} tokens`;
    return new GpuKvCache(ort, gpu, shape, type, await allocated(gpu, 2 * shape.layers, size, usage, what));
  }

  /** The tensor of a graph's input or output called `past_key_values.N.part` or `present.N.part`; undefined for others. */
  tensor(name: string): Tensor | undefined {
    return this.#tensors.get(/^(?:past_key_values|present)\.(\d+\.\w+)$/.exec(name)?.[1] ?? "");
  }

  /** A copy of the positions from `start` up to `end`; null where the device has no room for it. */
  async save(start: number, end: number): Promise<GpuKvRange | null> {
    const size = this.#shape.heads * (end - start) * this.#positionBytes;
    const usage = GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
    let buffers: GPUBuffer[];
    try {
      buffers = await allocated(this.#gpu, this.#buffers.length, size, usage, "a copy of keys and values");
    } catch {
      return null; // a copy only saves time
    }
    const dispose = () => {
      for (const buffer of buffers) buffer.destroy();
    };
    const range = { start, end, bytes: size * buffers.length, copy: null, buffers, dispose };
    this.#copy(range, start, end, "out");
    return range;
  }

  restore(range: KvRange, start: number, end: number): void {
    this.#copy(range as GpuKvRange, start, end, "in");
  }

  dispose(): void {
    for (const tensor of this.#tensors.values()) tensor.dispose();
    for (const buffer of this.#buffers) buffer.destroy();
  }

  /** Positions `start` up to `end` of each head, which lie apart in the cache and in the copy. */
  #copy(range: GpuKvRange, start: number, end: number, direction: "out" | "in"): void {
    const { heads, contextLength } = this.#shape;
    const length = range.end - range.start;
    const size = (end - start) * this.#positionBytes;
    const encoder = this.#gpu.createCommandEncoder();
    for (const [index, live] of this.#buffers.entries()) {
      const copy = range.buffers[index]!;
      for (let head = 0; head < heads; head++) {
        const liveAt = (head * contextLength + start) * this.#positionBytes;
        const copyAt = (head * length + start - range.start) * this.#positionBytes;
        if (direction === "out") encoder.copyBufferToBuffer(live, liveAt, copy, copyAt, size);
        else encoder.copyBufferToBuffer(copy, copyAt, live, liveAt, size);
      }
    }
    this.#gpu.queue.submit([encoder.finish()]);
  }
}

function positionBytes({ headDim }: ModelShape, type: "float32" | "float16"): number {
  return headDim * (type === "float32" ? 4 : 2);
}
