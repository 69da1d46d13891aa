/** What befalls a graphics device outside of any call: it is lost, or has no memory left. */

import { AppError } from "../../models/errors.ts";

export class GpuTrouble {
  #error: AppError | null = null;
  #fail: (error: AppError) => void = () => {};

  /** Null on the processor, which knows no such trouble. */
  constructor(gpu: GPUDevice | null) {
    void gpu?.lost.then(({ message }) => {
      const why = message ? ` (${message.trim().replace(/\.$/, "")})` : "";
      this.#befall(new AppError("device-lost", `The graphics device stopped answering${why}.`));
    });
    gpu?.addEventListener("uncapturederror", ({ error }) => {
      if (!(error instanceof GPUOutOfMemoryError)) return;
      this.#befall(new AppError("out-of-memory", "The graphics device has no memory left for the model."));
    });
  }

  /** Settles as `work` does, or throws the trouble at once: work on a lost device may never settle. */
  during<T>(work: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      if (this.#error) return reject(this.#error);
      this.#fail = reject;
      work().then(resolve, reject);
    });
  }

  #befall(error: AppError): void {
    this.#error ??= error;
    this.#fail(this.#error);
  }
}
