/** The one memory of a model on the processor, which its threads share where the page is isolated. */

import { AppError } from "../../../models/errors.ts";

const PAGE_BYTES = 2 ** 16;
/** What 32-bit addresses reach. */
const MOST_BYTES = 2 ** 32;

/** Throws `out-of-memory` where 32 bits have no addresses for so much. */
export function checkAddressable(bytes: number): void {
  if (bytes <= MOST_BYTES) return;
  throw new AppError(
    "out-of-memory",
    `This model needs ${gigabytes(bytes)} in one piece on the processor, and WebAssembly gives at most ` +
      `${gigabytes(MOST_BYTES)}. A graphics adapter or a smaller model would do.`,
  );
}

export class ModelMemory {
  readonly memory: WebAssembly.Memory;
  #bytes: Uint8Array;

  /** Of at least `bytes` at once, and at most `mostBytes` later. Throws `out-of-memory` where the browser has no room. */
  constructor(bytes: number, mostBytes: number, shared: boolean) {
    const maximum = pages(mostBytes);
    try {
      this.memory = new WebAssembly.Memory({ initial: pages(bytes), maximum, shared });
    } catch (error) {
      throw new AppError(
        "out-of-memory",
        `The browser refused ${gigabytes(bytes)} of memory for the model, with room for ${gigabytes(mostBytes)}.`,
        { cause: error },
      );
    }
    this.#bytes = new Uint8Array(this.memory.buffer);
  }

  /** All of it; good until it grows. */
  get bytes(): Uint8Array {
    return this.#bytes;
  }

  /** Grows to at least `bytes`. Throws `out-of-memory`, and is then as it was. */
  reserve(bytes: number): void {
    const missing = bytes - this.#bytes.byteLength;
    if (missing <= 0) return;
    try {
      this.memory.grow(pages(missing));
    } catch (error) {
      throw new AppError(
        "out-of-memory",
        `The browser refused ${gigabytes(missing)} more memory for the conversation, beside the ` +
          `${gigabytes(this.#bytes.byteLength)} that the model has.`,
        { cause: error },
      );
    }
    this.#bytes = new Uint8Array(this.memory.buffer);
  }
}

function pages(bytes: number): number {
  return Math.ceil(bytes / PAGE_BYTES);
}

function gigabytes(bytes: number): string {
  return bytes < 1e9 ? `${Math.ceil(bytes / 1e6)} MB` : `${(bytes / 1e9).toFixed(2)} GB`;
}
