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
  /** Forgets every position. */
  reset(): void;
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

class StaticKvCache implements KvCache {
  readonly #tensors = new Map<string, Tensor>();
  readonly #buffers: GPUBuffer[] = [];
  readonly #layers: number;

  constructor(runtime: Runtime, gpu: GPUDevice, shape: ModelShape, type: "float32" | "float16") {
    this.#layers = shape.layers;
    const dims = [1, shape.heads, shape.contextLength, shape.headDim];
    const elements = shape.heads * shape.contextLength * shape.headDim;
    const size = Math.ceil((elements * (type === "float32" ? 4 : 2)) / 16) * 16;
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

  reset(): void {} // positions past the mask are never read

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

class GrowingKvCache implements KvCache {
  #past: Record<string, Tensor> = {};
  readonly #empty: () => Record<string, Tensor>;
  readonly #layers: number;

  constructor(runtime: Runtime, shape: ModelShape, type: "float32" | "float16") {
    this.#layers = shape.layers;
    const dims = [1, shape.heads, 0, shape.headDim];
    this.#empty = () => {
      const past: Record<string, Tensor> = {};
      for (let layer = 0; layer < shape.layers; layer++) {
        for (const part of ["key", "value"] as const) {
          const data = type === "float32" ? new Float32Array(0) : new Uint16Array(0);
          past[pastName(layer, part)] = new runtime.ort.Tensor(type, data, dims);
        }
      }
      return past;
    };
    this.reset();
  }

  inputs(): Record<string, Tensor> {
    return this.#past;
  }

  outputs(): Record<string, null> {
    return Object.fromEntries(presentNames(this.#layers).map((name) => [name, null]));
  }

  accept(results: Readonly<Record<string, Tensor>>): void {
    for (let layer = 0; layer < this.#layers; layer++) {
      for (const part of ["key", "value"] as const) {
        this.#past[pastName(layer, part)] = results[presentName(layer, part)]!;
      }
    }
  }

  reset(): void {
    this.#past = this.#empty();
  }

  dispose(): void {
    this.#past = {};
  }
}
