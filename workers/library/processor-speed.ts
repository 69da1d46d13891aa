/**
 * About how fast this processor will write: every token reads every weight once, so reading memory is what it waits for.
 * The measurement takes under half a second and 64 MiB, once a worker's life.
 */

import type { TokenRate } from "../contract/library-api.ts";

/** More than today's caches hold. */
const BUFFER_BYTES = 2 ** 26;
const BUDGET_MS = 400;
/**
 * Of what one thread reads, that the engine gets through in 4-bit weights: with two threads of machine A 0.8 to 1.0
 * (tests/bench/SPEED.md). Other processors differ in threads and instructions.
 */
const shares = { least: 0.5, most: 2 };
/** A token's work beside its weights, which is most of it in small models. */
const overheadSeconds = { least: 0.01, most: 0.001 };

let bytesPerSecond: number | null = null;

/** Tokens a second of a model with `weightBytes` of weights. */
export function processorRate(weightBytes: number): TokenRate {
  bytesPerSecond ??= measure();
  const measured = bytesPerSecond;
  const rate = (end: "least" | "most") => 1 / (weightBytes / (measured * shares[end]) + overheadSeconds[end]);
  return { least: rate("least"), most: rate("most") };
}

function measure(): number {
  const words = new Int32Array(BUFFER_BYTES / 4).fill(7);
  read(words); // compiled, and the pages are there
  let fastestMs = Number.POSITIVE_INFINITY;
  const end = performance.now() + BUDGET_MS;
  // The best of some: what else the machine does slows others down.
  do {
    const start = performance.now();
    read(words);
    fastestMs = Math.min(fastestMs, performance.now() - start);
  } while (performance.now() < end);
  // Clocks that are kept coarse could say nothing at all.
  return (BUFFER_BYTES * 1000) / Math.max(1, fastestMs);
}

/** Four sums, so that none waits for the one before. */
function read(words: Int32Array): number {
  let [a, b, c, d] = [0, 0, 0, 0];
  for (let i = 0; i < words.length; i += 4) {
    a ^= words[i]!;
    b ^= words[i + 1]!;
    c ^= words[i + 2]!;
    d ^= words[i + 3]!;
  }
  return a ^ b ^ c ^ d;
}
