/** Memory on a GPU, asked for with an answer: WebGPU by itself reports a refusal later, to nobody in particular. */

import { AppError } from "../../models/errors.ts";
import type { Graph } from "../../models/exporter/onnx.ts";

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
  gpu.pushErrorScope("out-of-memory");
  const buffers = Array.from({ length: count }, () => gpu.createBuffer({ size, usage }));
  const refusal = await gpu.popErrorScope();
  if (!refusal) return buffers;
  for (const buffer of buffers) buffer.destroy();
  throw new AppError(
    "out-of-memory",
    `The graphics device has no room for ${what}, which need ${megabytes(count * size)}. ` +
      "Close other pages that use it, or choose a smaller model.",
  );
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 1e6)} MB`;
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
