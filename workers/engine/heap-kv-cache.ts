/**
 * Keys and values in onnxruntime's own memory on the processor, one array [heads, capacity, headDim] for each layer's keys
 * and one for its values. The graph reads them as past and writes the new positions into them in place, so a token costs
 * no copy. The capacity doubles as positions are added, up to the window.
 */

import type { ModelShape } from "../../models/manifest.ts";
import type { KvRange } from "./device-model.ts";
import type { OnnxModule, OnnxValue } from "./onnx-module.ts";

const FIRST_CAPACITY = 256;

const elementBytes = { float32: 4, float16: 2 } as const;

/** [heads, end - start, headDim] for each part, in JavaScript's memory. */
interface HeapKvRange extends KvRange {
  readonly arrays: readonly Uint8Array[];
}

interface Part {
  /** As in the graph's names `past_key_values.0.key` and `present.0.key`. */
  readonly name: string;
  address: number;
  value: OnnxValue;
}

/** A place in an array [heads, length, headDim]: position `at` of each head. */
interface Positions {
  readonly bytes: Uint8Array;
  readonly length: number;
  readonly at: number;
}

export class HeapKvCache {
  readonly #onnx: OnnxModule;
  readonly #shape: ModelShape;
  readonly #type: "float32" | "float16";
  readonly #parts: Part[] = [];
  #capacity: number;

  /** Throws `out-of-memory`. */
  constructor(onnx: OnnxModule, shape: ModelShape, type: "float32" | "float16") {
    this.#onnx = onnx;
    this.#shape = shape;
    this.#type = type;
    this.#capacity = Math.min(FIRST_CAPACITY, shape.contextLength);
    try {
      for (let layer = 0; layer < shape.layers; layer++) {
        for (const part of ["key", "value"]) this.#parts.push(this.#allocate(`${layer}.${part}`, this.#capacity));
      }
    } catch (error) {
      this.dispose();
      throw error;
    }
  }

  /** The graph's past inputs. */
  inputs(): [name: string, OnnxValue][] {
    return this.#parts.map(({ name, value }) => [`past_key_values.${name}`, value]);
  }

  /** Its present outputs: the same memory. */
  outputs(): [name: string, OnnxValue][] {
    return this.#parts.map(({ name, value }) => [`present.${name}`, value]);
  }

  /** Makes room for `length` positions; those that are there stay. Throws `out-of-memory`, and is then as it was. */
  reserve(length: number): void {
    if (length <= this.#capacity) return;
    let capacity = this.#capacity;
    while (capacity < length) capacity = Math.min(2 * capacity, this.#shape.contextLength);
    // All first: a cache of two capacities would be none.
    const larger: Part[] = [];
    try {
      for (const { name } of this.#parts) larger.push(this.#allocate(name, capacity));
    } catch (error) {
      for (const part of larger) this.#free(part);
      throw error;
    }
    for (const [index, part] of this.#parts.entries()) {
      const old = { bytes: this.#view(part, this.#capacity), length: this.#capacity, at: 0 };
      this.#copyHeads(old, { bytes: this.#view(larger[index]!, capacity), length: capacity, at: 0 }, this.#capacity);
      this.#free(part);
      Object.assign(part, larger[index]);
    }
    this.#capacity = capacity;
  }

  save(start: number, end: number): HeapKvRange {
    const length = end - start;
    const bytes = this.#shape.heads * length * this.#positionBytes;
    const arrays = this.#parts.map((part) => {
      const copy = new Uint8Array(bytes);
      const live = { bytes: this.#view(part, this.#capacity), length: this.#capacity, at: start };
      this.#copyHeads(live, { bytes: copy, length, at: 0 }, length);
      return copy;
    });
    return { start, end, bytes: bytes * arrays.length, arrays, dispose() {} };
  }

  /** Puts positions `start` up to `end` of a copy back. Throws `out-of-memory`. */
  restore(range: KvRange, start: number, end: number): void {
    this.reserve(end);
    for (const [index, part] of this.#parts.entries()) {
      const bytes = (range as HeapKvRange).arrays[index]!;
      const copy = { bytes, length: range.end - range.start, at: start - range.start };
      const live = { bytes: this.#view(part, this.#capacity), length: this.#capacity, at: start };
      this.#copyHeads(copy, live, end - start);
    }
  }

  dispose(): void {
    for (const part of this.#parts.splice(0)) this.#free(part);
  }

  /** Of one head. */
  get #positionBytes(): number {
    return this.#shape.headDim * elementBytes[this.#type];
  }

  #view({ address }: Part, capacity: number): Uint8Array {
    return this.#onnx.view(address, this.#shape.heads * capacity * this.#positionBytes);
  }

  /** Copies `count` positions of each head. */
  #copyHeads(from: Positions, to: Positions, count: number): void {
    const size = this.#positionBytes;
    for (let head = 0; head < this.#shape.heads; head++) {
      const first = (head * from.length + from.at) * size;
      to.bytes.set(from.bytes.subarray(first, first + count * size), (head * to.length + to.at) * size);
    }
  }

  #allocate(name: string, capacity: number): Part {
    const { heads, headDim } = this.#shape;
    const bytes = heads * capacity * this.#positionBytes;
    const address = this.#onnx.allocate(bytes);
    return { name, address, value: this.#onnx.tensor(this.#type, address, bytes, [1, heads, capacity, headDim]) };
  }

  #free({ address, value }: Part): void {
    this.#onnx.release(value);
    this.#onnx.free(address);
  }
}
