/**
 * The keys and values of the positions a session has read, as onnxruntime tensors [1, heads, length, headDim].
 *
 * On a GPU the cache is static: buffers of the whole window, allocated once, which the graph reads as past and writes as
 * present in place. On the processor it grows: each run's present is the next run's past.
 */

import type { Tensor } from "onnxruntime-web/wasm";
import type { ModelShape } from "../../models/manifest.ts";
import type { Runtime } from "./runtime.ts";

export interface KvCache {
  /** The graph's past inputs. */
  inputs(): Record<string, Tensor>;
  /** What to pass as the present outputs: tensors to write into, or null for new ones. */
  outputs(): Record<string, Tensor | null>;
  /** Takes a run's present outputs. */
  accept(results: Readonly<Record<string, Tensor>>): void;
  /** Forgets the positions from `length` on. */
  truncate(length: number): void;
  /** A copy of the positions from `start` up to `end`; null where the device has no room for it. */
  save(start: number, end: number): Promise<KvRange | null>;
  /** Puts positions `start` up to `end` of a copy back where they were; what lies before must be there already. */
  restore(range: KvRange, start: number, end: number): void;
  dispose(): void;
}

/** Keys and values of some positions, apart from the cache they were taken from. */
export interface KvRange {
  readonly start: number;
  readonly end: number;
  readonly bytes: number;
  dispose(): void;
}

export function createKvCache(runtime: Runtime, shape: ModelShape, type: "float32" | "float16"): KvCache {
  return runtime.gpu ? new StaticKvCache(runtime, runtime.gpu, shape, type) : new GrowingKvCache(runtime, shape, type);
}

function pastName(layer: number, part: "key" | "value"): string {
  return `past_key_values.${layer}.${part}`;
}

function presentName(layer: number, part: "key" | "value"): string {
  return `present.${layer}.${part}`;
}

/** Names of all present outputs of a model with this many layers. */
export function presentNames(layers: number): string[] {
  return Array.from({ length: layers }, (_, layer) => [presentName(layer, "key"), presentName(layer, "value")]).flat();
}

/** One buffer [heads, end - start, headDim] for each layer's keys and values, in the cache's order. */
interface GpuKvRange extends KvRange {
  readonly buffers: readonly GPUBuffer[];
}

class StaticKvCache implements KvCache {
  readonly #tensors = new Map<string, Tensor>();
  readonly #buffers: GPUBuffer[] = [];
  readonly #layers: number;
  readonly #gpu: GPUDevice;
  readonly #shape: ModelShape;
  readonly #positionBytes: number;

  constructor(runtime: Runtime, gpu: GPUDevice, shape: ModelShape, type: "float32" | "float16") {
    this.#layers = shape.layers;
    this.#gpu = gpu;
    this.#shape = shape;
    this.#positionBytes = shape.headDim * (type === "float32" ? 4 : 2);
    const dims = [1, shape.heads, shape.contextLength, shape.headDim];
    const size = Math.ceil((shape.heads * shape.contextLength * this.#positionBytes) / 16) * 16;
    for (let layer = 0; layer < shape.layers; layer++) {
      for (const part of ["key", "value"] as const) {
        const buffer = gpu.createBuffer({
          size,
          usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST,
        });
        this.#buffers.push(buffer);
        this.#tensors.set(`${layer}.${part}`, runtime.ort.Tensor.fromGpuBuffer(buffer, { dataType: type, dims }));
      }
    }
  }

  inputs(): Record<string, Tensor> {
    return this.#named(pastName);
  }

  outputs(): Record<string, Tensor> {
    return this.#named(presentName);
  }

  accept(): void {} // the run wrote into our own buffers

  truncate(): void {} // positions past the mask are never read

  async save(start: number, end: number): Promise<GpuKvRange | null> {
    const { heads } = this.#shape;
    const size = heads * (end - start) * this.#positionBytes;
    this.#gpu.pushErrorScope("out-of-memory");
    const buffers = this.#buffers.map(() =>
      this.#gpu.createBuffer({ size, usage: GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST }),
    );
    const range = {
      start,
      end,
      bytes: size * buffers.length,
      buffers,
      dispose: () => {
        for (const buffer of buffers) buffer.destroy();
      },
    };
    if (await this.#gpu.popErrorScope()) {
      range.dispose();
      return null;
    }
    this.#copy(range, start, end, "out");
    return range;
  }

  restore(range: KvRange, start: number, end: number): void {
    this.#copy(range as GpuKvRange, start, end, "in");
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

  dispose(): void {
    for (const tensor of this.#tensors.values()) tensor.dispose();
    for (const buffer of this.#buffers) buffer.destroy();
  }

  #named(name: typeof pastName): Record<string, Tensor> {
    const named: Record<string, Tensor> = {};
    for (let layer = 0; layer < this.#layers; layer++) {
      for (const part of ["key", "value"] as const) named[name(layer, part)] = this.#tensors.get(`${layer}.${part}`)!;
    }
    return named;
  }
}

type Floats = Float32Array | Uint16Array;

/** [heads, end - start, headDim] of each layer's keys and values, by the past's names. */
interface HeapKvRange extends KvRange {
  readonly arrays: ReadonlyMap<string, Floats>;
}

class GrowingKvCache implements KvCache {
  #past: Record<string, Tensor>;
  readonly #tensor: (length: number, data: Floats) => Tensor;
  readonly #floats: (length: number) => Floats;
  readonly #shape: ModelShape;

  constructor(runtime: Runtime, shape: ModelShape, type: "float32" | "float16") {
    const { heads, headDim, layers } = shape;
    this.#shape = shape;
    this.#floats = (length) => new (type === "float32" ? Float32Array : Uint16Array)(heads * length * headDim);
    this.#tensor = (length, data) => new runtime.ort.Tensor(type, data, [1, heads, length, headDim]);
    this.#past = {};
    for (let layer = 0; layer < layers; layer++) {
      for (const part of ["key", "value"] as const) {
        this.#past[pastName(layer, part)] = this.#tensor(0, this.#floats(0));
      }
    }
  }

  inputs(): Record<string, Tensor> {
    return this.#past;
  }

  outputs(): Record<string, null> {
    return Object.fromEntries(presentNames(this.#shape.layers).map((name) => [name, null]));
  }

  accept(results: Readonly<Record<string, Tensor>>): void {
    for (let layer = 0; layer < this.#shape.layers; layer++) {
      for (const part of ["key", "value"] as const) {
        this.#past[pastName(layer, part)] = results[presentName(layer, part)]!;
      }
    }
  }

  truncate(length: number): void {
    this.#resize(length, length);
  }

  async save(start: number, end: number): Promise<HeapKvRange> {
    const arrays = new Map<string, Floats>();
    let bytes = 0;
    for (const [name, { data, dims }] of Object.entries(this.#past)) {
      const array = this.#floats(end - start);
      this.#copyHeads(data as Floats, dims[2]!, start, array, end - start, 0, end - start);
      arrays.set(name, array);
      bytes += array.byteLength;
    }
    return { start, end, bytes, arrays, dispose() {} };
  }

  restore(range: KvRange, start: number, end: number): void {
    const { arrays } = range as HeapKvRange;
    this.#resize(start, end);
    for (const [name, { data }] of Object.entries(this.#past)) {
      const from = start - range.start;
      this.#copyHeads(arrays.get(name)!, range.end - range.start, from, data as Floats, end, start, end - start);
    }
  }

  dispose(): void {
    this.#past = {};
  }

  /** Keeps `kept` positions and has room for `length`. */
  #resize(kept: number, length: number): void {
    for (const [name, { data, dims }] of Object.entries(this.#past)) {
      if (dims[2] === length && kept === length) continue;
      const resized = this.#floats(length);
      this.#copyHeads(data as Floats, dims[2]!, 0, resized, length, 0, kept);
      this.#past[name] = this.#tensor(length, resized);
    }
  }

  /** Copies `count` positions of each head, where heads are `fromLength` and `toLength` positions apart. */
  #copyHeads(
    from: Floats,
    fromLength: number,
    fromStart: number,
    to: Floats,
    toLength: number,
    toStart: number,
    count: number,
  ): void {
    const { heads, headDim } = this.#shape;
    for (let head = 0; head < heads; head++) {
      const at = (head * fromLength + fromStart) * headDim;
      to.set(from.subarray(at, at + count * headDim), (head * toLength + toStart) * headDim);
    }
  }
}
