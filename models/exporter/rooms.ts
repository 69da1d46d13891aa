/** As many as are read, quantized and written at once. */
const MOST_ROOMS = 6;

/**
 * Arrays that pieces of a file lay in, for later pieces of the same length: giving gigabytes room anew, piece by piece, and
 * collecting it, takes longer than reading them.
 */
export class Rooms {
  readonly #free: Uint8Array[] = [];

  /** `undefined` where there is none of the length. */
  take(length: number): Uint8Array | undefined {
    const at = this.#free.findIndex((room) => room.length === length);
    return at < 0 ? undefined : this.#free.splice(at, 1)[0];
  }

  put(room: Uint8Array): void {
    if (this.#free.push(room) > MOST_ROOMS) this.#free.shift();
  }
}
