/**
 * Of what is free: more than the pieces of one matrix under way and the largest matrix of 12b in bytes. Arrays that threads
 * share are collected late, so that with less, gigabytes of them lie about.
 */
const MOST_BYTES = 192 * 2 ** 20;

/** Makes an array of so many bytes. */
export type MakeRoom = (length: number) => Uint8Array;

/**
 * Arrays that pieces of a file lay in, for later pieces of about the same length: giving gigabytes room anew, piece by
 * piece, and collecting it, takes longer than reading them.
 */
export class Rooms {
  readonly #make: MakeRoom;
  readonly #free: ArrayBufferLike[] = [];
  #bytes = 0;

  constructor(make: MakeRoom = (length) => new Uint8Array(length)) {
    this.#make = make;
  }

  take(length: number): Uint8Array {
    const at = this.#free.findIndex(({ byteLength }) => byteLength >= length && byteLength <= 2 * length);
    if (at < 0) return this.#make(length);
    const [buffer] = this.#free.splice(at, 1) as [ArrayBufferLike];
    this.#bytes -= buffer.byteLength;
    return new Uint8Array(buffer, 0, length);
  }

  /** With all that its array's buffer holds. */
  put({ buffer }: Uint8Array): void {
    this.#free.push(buffer);
    this.#bytes += buffer.byteLength;
    while (this.#bytes > MOST_BYTES) this.#bytes -= this.#free.shift()!.byteLength;
  }
}

/** For threads: arrays that are given to and fro between them count as new ones, and the collector never rests. */
export function sharedRoom(length: number): Uint8Array {
  return new Uint8Array(new SharedArrayBuffer(length));
}

const WASM_PAGE_BYTES = 65536;

/** An array that begins at a page of memory, as WebAssembly's do and others need not: disks can write straight into it. */
export function wholePages(length: number): Uint8Array {
  const { buffer } = new WebAssembly.Memory({ initial: Math.ceil(length / WASM_PAGE_BYTES) });
  return new Uint8Array(buffer, 0, length);
}
