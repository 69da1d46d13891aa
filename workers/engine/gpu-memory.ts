/**
 * Memory on a GPU, asked for with an answer: WebGPU by itself reports a refusal later, to nobody in particular, and does
 * not tell how much memory there is. What was asked and what the device has given so far is all that can be said.
 */

import { AppError } from "../../models/errors.ts";
import type { Graph } from "../../models/exporter/onnx.ts";

/** The buffers of one device, those that onnxruntime makes included. */
class Meter {
  /** Not yet given back. */
  givenBytes = 0;
  readonly #create: GPUDevice["createBuffer"];

  constructor(gpu: GPUDevice) {
    this.#create = gpu.createBuffer.bind(gpu);
  }

  /** Throws where there is no room for a buffer that begins mapped; others are refused by an error scope. */
  create(descriptor: GPUBufferDescriptor): GPUBuffer {
    const buffer = this.#create(descriptor);
    let left = descriptor.size;
    this.givenBytes += left;
    buffer.destroy = () => {
      this.givenBytes -= left;
      left = 0;
      GPUBuffer.prototype.destroy.call(buffer);
    };
    return buffer;
  }
}

const meters = new WeakMap<GPUDevice, Meter>();

function meterOf(gpu: GPUDevice): Meter {
  const meter = meters.get(gpu) ?? new Meter(gpu);
  meters.set(gpu, meter);
  return meter;
}

/** Tells of every buffer that is refused to somebody who does not look, which onnxruntime does not. */
export function watchMemory(gpu: GPUDevice, onRefusal: (error: AppError) => void): void {
  const meter = meterOf(gpu);
  gpu.createBuffer = (descriptor) => {
    let buffer: GPUBuffer | null = null;
    const refused = () => {
      buffer?.destroy();
      onRefusal(refusal(gpu, descriptor.size, "the model"));
    };
    gpu.pushErrorScope("out-of-memory");
    try {
      buffer = meter.create(descriptor);
      return buffer;
    } catch (error) {
      refused();
      throw error;
    } finally {
      gpu.popErrorScope().then(
        (error) => error && refused(),
        () => {}, // the device is lost, which is told by itself
      );
    }
  };
}

/** `count` buffers of `size` bytes each. Throws `out-of-memory`, saying what was asked for, and keeps none of them then. */
export async function allocated(
  gpu: GPUDevice,
  count: number,
  size: number,
  usage: GPUBufferUsageFlags,
  what: string,
): Promise<GPUBuffer[]> {
  const largest = gpu.limits.maxBufferSize;
  if (size > largest) {
    throw new AppError(
      "out-of-memory",
      `The graphics device makes buffers of ${megabytes(largest)} at most, and ${what} need one of ${megabytes(size)}.`,
    );
  }
  const meter = meterOf(gpu);
  gpu.pushErrorScope("out-of-memory");
  const buffers = Array.from({ length: count }, () => meter.create({ size, usage }));
  if (!(await gpu.popErrorScope())) return buffers;
  for (const buffer of buffers) buffer.destroy();
  throw refusal(gpu, count * size, what);
}

/** What a buffer that can be mapped holds once all work before this is done. Throws `device-lost`. */
export async function readBack(buffer: GPUBuffer, bytes: number): Promise<ArrayBuffer> {
  try {
    await buffer.mapAsync(GPUMapMode.READ, 0, bytes);
  } catch (error) {
    // WebGPU calls it an abort, which nobody asked for.
    throw new AppError("device-lost", "The graphics device stopped answering.", { cause: error });
  }
  const content = buffer.getMappedRange(0, bytes).slice(0);
  buffer.unmap();
  return content;
}

/** Of memory refused in whatever way. `bytes` null: how much was asked for is not known. */
export function refusal(gpu: GPUDevice, bytes: number | null, what: string): AppError {
  const asked = bytes === null ? "" : ` of ${megabytes(bytes)}`;
  return new AppError(
    "out-of-memory",
    `The graphics device refused memory${asked} for ${what}, and has given ${megabytes(meterOf(gpu).givenBytes)}. ` +
      "Close other pages that use it, or choose a smaller model.",
  );
}

function megabytes(bytes: number): string {
  return bytes < 1e7 ? `${Math.ceil(bytes / 1e4) / 100} MB` : `${Math.ceil(bytes / 1e6).toLocaleString("en")} MB`;
}

/** Every weight is one buffer, bound whole: throws `unsupported` where the device's limits are too small for the largest. */
export function checkLimits(
  limits: Pick<GPUSupportedLimits, "maxBufferSize" | "maxStorageBufferBindingSize">,
  { external }: Pick<Graph, "external">,
): void {
  const most = Math.min(limits.maxBufferSize, limits.maxStorageBufferBindingSize);
  for (const { name, length } of external) {
    if (length <= most) continue;
    throw new AppError(
      "unsupported",
      `The graphics device binds ${megabytes(most)} at once, and the model's ${name} has ${megabytes(length)}. ` +
        "Choose a smaller model, or another device.",
    );
  }
}
