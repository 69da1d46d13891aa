/**
 * Brings weights onto a graphics device piece by piece, straight from their files.
 *
 * onnxruntime takes external data as one array, and of each weight makes a copy in memory that the tab shares with the
 * graphics process, from which the device is then told to copy. For a large weight that would be twice its size. What is
 * given to it here is an array in name only: large weights are never in it, and when onnxruntime orders the copy, they are
 * read and written to the device piece by piece. Writing waits where the graphics process is behind, so that few pieces
 * are in memory at any time: Chromium sends writes of up to a megabyte by one buffer of 17 MB that it shares with that
 * process, and gives each larger one memory of its own, without waiting.
 *
 * This leans on what onnxruntime-web 1.30 does, in both of its builds for GPUs, in one go: `subarray`, then `buffer`,
 * `createBuffer` for the mapped memory, `createCommandEncoder`, `copyBufferToBuffer`. Whatever else it did would fail here
 * and not go on with other weights; tests in a real browser hold it.
 */

import { AppError, assert } from "../../models/errors.ts";
import type { WeightFile } from "./weight-files.ts";

const PIECE_BYTES = 2 ** 18;

/** Smaller weights are given as they are; some of them are read on the processor. */
const LEAST_BYTES = PIECE_BYTES;

interface Weight {
  readonly file: WeightFile;
  readonly from: number;
  readonly length: number;
}

export class GpuUpload {
  readonly #gpu: GPUDevice;
  readonly #onRead: (bytes: number) => void;
  readonly #piece = new Uint8Array(PIECE_BYTES);
  /** The weight that is about to be copied. */
  #next: Weight | null = null;

  /** `onRead` is told how many bytes each reading brought. */
  constructor(gpu: GPUDevice, onRead: (bytes: number) => void = () => {}) {
    this.#gpu = gpu;
    this.#onRead = onRead;
  }

  /** What passes for an array of all bytes of a file, within `during`. */
  arrayOf(file: WeightFile): Uint8Array {
    return new FileArray(file.byteLength, (from, length) => {
      // What is written to a device has whole words.
      if (length >= LEAST_BYTES && length % 4 === 0) return this.#standIn({ file, from, length });
      const bytes = new Uint8Array(length);
      this.#read(file, bytes, from);
      return bytes;
    });
  }

  /** While `work` loads weights, their copies are ours. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    const gpu = this.#gpu;
    const { createBuffer, createCommandEncoder } = gpu;
    gpu.createBuffer = (descriptor) => {
      const { size, mappedAtCreation = false } = descriptor;
      if (!this.#next) return createBuffer.call(gpu, descriptor);
      assert(
        mappedAtCreation && size - this.#next.length < 16,
        "onnxruntime copies weights in a way that is not known.",
      );
      return nowhere;
    };
    gpu.createCommandEncoder = (descriptor) => {
      const encoder = createCommandEncoder.call(gpu, descriptor);
      const copy = (_from: GPUBuffer, _at: number, to: GPUBuffer) => this.#write(to);
      if (this.#next) encoder.copyBufferToBuffer = copy as unknown as GPUCommandEncoder["copyBufferToBuffer"];
      return encoder;
    };
    try {
      return await work();
    } finally {
      gpu.createBuffer = createBuffer;
      gpu.createCommandEncoder = createCommandEncoder;
      this.#next = null;
    }
  }

  /** Passes for the array of a weight until its content is wanted. */
  #standIn(weight: Weight): Uint8Array<ArrayBuffer> {
    const begin = () => {
      this.#next = weight;
      return [];
    };
    const standIn = {
      byteOffset: 0,
      byteLength: weight.length,
      get buffer() {
        return begin();
      },
      get length(): never {
        throw new AppError(
          "internal",
          "onnxruntime reads a weight on the processor that was taken for one of the device's.",
        );
      },
    };
    return standIn as unknown as Uint8Array<ArrayBuffer>;
  }

  #read(file: WeightFile, target: Uint8Array, from: number): void {
    file.readInto(target, from);
    this.#onRead(target.length);
  }

  #write(to: GPUBuffer): void {
    const { file, from, length } = this.#next!;
    this.#next = null;
    for (let at = 0; at < length; at += PIECE_BYTES) {
      const piece = this.#piece.subarray(0, Math.min(PIECE_BYTES, length - at));
      this.#read(file, piece, from + at);
      this.#gpu.queue.writeBuffer(to, at, piece);
    }
  }
}

/** In place of the memory that a weight would be copied through. */
const nowhere = { getMappedRange: () => new ArrayBuffer(0), unmap() {}, destroy() {} } as unknown as GPUBuffer;

/** As much of an array as onnxruntime asks for. */
class FileArray extends Uint8Array<ArrayBuffer> {
  readonly #byteLength: number;
  readonly #part: (from: number, length: number) => Uint8Array<ArrayBuffer>;

  constructor(byteLength: number, part: (from: number, length: number) => Uint8Array<ArrayBuffer>) {
    super(new ArrayBuffer(0));
    this.#byteLength = byteLength;
    this.#part = part;
  }

  override get byteLength(): number {
    return this.#byteLength;
  }

  override subarray(from = 0, to = this.byteLength): Uint8Array<ArrayBuffer> {
    return this.#part(from, to - from);
  }
}
