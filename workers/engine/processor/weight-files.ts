/** The files that a model's weights are read from, a piece at a time. */

export interface WeightFile {
  readonly byteLength: number;
  /** Fills `target`, which may be memory that threads share, with the bytes from `from` on. */
  readInto(target: Uint8Array, from: number): void;
}

/** By the name the graph gives them. */
export type WeightFiles = ReadonlyMap<string, WeightFile>;

/** A file that is in memory. */
export function bytesFile(bytes: Uint8Array): WeightFile {
  return {
    byteLength: bytes.byteLength,
    readInto: (target, from) => target.set(bytes.subarray(from, from + target.length)),
  };
}
