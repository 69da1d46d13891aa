/** Memory on a GPU, asked for with an answer: WebGPU by itself reports a refusal later, to nobody in particular. */

import { AppError } from "../../models/errors.ts";

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

export function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 1e6)} MB`;
}

/** What a device reports outside any call, from now on: memory it refused to somebody else's code, and what is worse. */
export class GpuTroubles {
  readonly #gpu: GPUDevice;
  #error: AppError | null = null;
  readonly #note = ({ error }: GPUUncapturedErrorEvent): void => {
    const refused = error instanceof GPUOutOfMemoryError;
    this.#error ??= new AppError(
      refused ? "out-of-memory" : "internal",
      refused
        ? `The graphics device has no more memory for the model (${error.message}). Close other pages that use it, or choose a smaller model.`
        : `The graphics device could not run the model: ${error.message}`,
    );
  };

  constructor(gpu: GPUDevice) {
    this.#gpu = gpu;
    gpu.addEventListener("uncapturederror", this.#note);
  }

  /** Throws `out-of-memory` or `internal` where something was reported since the last look. */
  check(): void {
    const error = this.#error;
    this.#error = null;
    if (error) throw error;
  }

  dispose(): void {
    this.#gpu.removeEventListener("uncapturederror", this.#note);
  }
}
