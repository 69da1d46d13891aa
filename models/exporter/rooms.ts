/** Of what is free: the pieces of one matrix under way, and a matrix of 3b in bytes. */
const MOST_BYTES = 56 * 2 ** 20;

/**
 * Arrays that pieces of a file lay in, for later pieces of the same length: giving gigabytes room anew, piece by piece, and
 * collecting it, takes longer than reading them.
 */
export class Rooms {
  readonly #free: Uint8Array[] = [];
  #bytes = 0;

  /** `undefined` where there is none of the length. */
  take(length: number): Uint8Array | undefined {
    const at = this.#free.findIndex((room) => room.length === length);
    if (at < 0) return undefined;
    this.#bytes -= length;
    return this.#free.splice(at, 1)[0];
  }

  put(room: Uint8Array): void {
    this.#free.push(room);
    this.#bytes += room.length;
    while (this.#bytes > MOST_BYTES) this.#bytes -= this.#free.shift()!.length;
  }
}
