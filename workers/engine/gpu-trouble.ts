/**
 * What befalls a graphics device outside of any call: it is lost, has no memory left, or refuses a command, whose results
 * are then missing without a word.
 */

import { AppError } from "../../models/errors.ts";
import { refusal, watchMemory } from "./gpu-memory.ts";

export class GpuTrouble {
  readonly #gpu: GPUDevice | null;
  #error: AppError | null = null;
  #fail: (error: AppError) => void = () => {};

  /** Null on the processor, which knows no such trouble. */
  constructor(gpu: GPUDevice | null) {
    this.#gpu = gpu;
    if (!gpu) return;
    void gpu.lost.then(({ message }) => {
      this.#befall(new AppError("device-lost", `The graphics device stopped answering${because(message)}.`));
    });
    watchMemory(gpu, (error) => this.#befall(error));
    gpu.addEventListener("uncapturederror", ({ error }) => {
      this.#befall(
        error instanceof GPUOutOfMemoryError ? refusal(gpu, null, "the model") : refusedCommand(error.message),
      );
    });
  }

  /** Settles as `work` does, or throws the trouble at once: work on a lost device may never settle. */
  during<T>(work: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      if (this.#error) return reject(this.#error);
      this.#fail = reject;
      this.#told(work).then(
        (result) => (this.#error ? reject(this.#error) : resolve(result)),
        (error) => reject(this.#error ?? error),
      );
    });
  }

  /** Settles as `work` does, once it is known whether the device refused any of its commands: the event may come later. */
  async #told<T>(work: () => Promise<T>): Promise<T> {
    const gpu = this.#gpu;
    if (!gpu) return work();
    gpu.pushErrorScope("validation");
    try {
      return await work();
    } finally {
      const error = await gpu.popErrorScope().catch(() => null); // a lost device tells so itself
      if (error) this.#befall(refusedCommand(error.message));
    }
  }

  #befall(error: AppError): void {
    this.#error ??= error;
    this.#fail(this.#error);
  }
}

function refusedCommand(message: string): AppError {
  const sentence = `The graphics device refused a command, so what it computes cannot be trusted${because(message)}.`;
  return new AppError("wrong-results", sentence);
}

/** The browser's own words, on one line. */
function because(message: string): string {
  const [first = ""] = message.trim().split("\n");
  return first ? ` (${first.replace(/\.$/, "")})` : "";
}
