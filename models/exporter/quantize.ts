/**
 * Weights in fewer bits, and back. Pure arithmetic over rows of a matrix; knows neither files nor graphs.
 *
 *   4 bits, as com.microsoft MatMulNBits and GatherBlockQuantized read them (bits 4, block_size 32, no zero points):
 *     codes   uint8 [rows, columns / 2]     element 2i in the low four bits of byte i, element 2i + 1 in the high four
 *     scales  float [rows, columns / 32]    value = (code - 8) * scale, code 0…15; a scale may be negative
 *
 *   8 bits, as com.microsoft MatMulIntegerToFloat reads them once transposed:
 *     codes   int8 [rows, columns]          value = code * scale, code -127…127
 *     scales  float [rows]
 *
 * This is the definition. wasm/ does the same with vectors of four floats, many times as fast, and gives the same bytes:
 * hence every step here is rounded to float32, and sums run over four lanes.
 */

import { roundToFloat16 } from "./float.ts";

/** Elements that share a scale. MatMulNBits takes 16 to 256; 32 costs half a bit a weight with float16 scales. */
export const BLOCK = 32;
/** The code of a zero. */
export const ZERO = 8;
export const LARGEST_CODE = 15;
/** The largest code of 8 bits, of either sign. */
export const LARGEST_STEP = 127;

/**
 * How many steps the largest magnitude of a block may span. 8 is the plain choice (it gets code 0, and nothing is cut
 * off); fewer cut it off to serve the others better. Each is followed by the least-squares scale for its codes. The
 * measured choice of them is in tests/bench/SPEED.md.
 */
export const SPANS: readonly number[] = [8.7, 8.3, 7.9, 7.2];

/** Added and taken away again, it rounds a float32 of up to 2^22 to the nearest whole number, ties to even. */
export const ROUNDER = 1.5 * 2 ** 23;

/** A block or row without a larger magnitude is all zeros: reciprocals of what is smaller overflow. */
export const SMALLEST = 2 ** -100;

const LANES = 4;
const { fround } = Math;

/** What quantizing has cost so far, over any number of calls. */
export interface ErrorTally {
  max: number;
  sum: number;
  count: number;
}

export function newTally(): ErrorTally {
  return { max: 0, sum: 0, count: 0 };
}

/**
 * Quantizes whole rows to 4 bits; `values.length` is a multiple of 32 and no block crosses a row's end.
 * `scaleFormat` is what the scales are stored as: a float16 scale is rounded before the codes are chosen.
 * Writes `codes` (values.length / 2) and `scales` (values.length / 32), and adds to `tally`.
 */
export function quantizeBlocks(
  values: Float32Array,
  scaleFormat: "float32" | "float16",
  codes: Uint8Array,
  scales: Float32Array,
  tally: ErrorTally,
): void {
  const errors = new LaneErrors();
  for (let block = 0, start = 0; start < values.length; block++, start += BLOCK) {
    const fit = blockScale(values, start);
    const scale = scaleFormat === "float16" ? roundToFloat16(fit) : fit;
    scales[block] = scale;
    const inverse = reciprocal(scale);
    for (let i = start; i < start + BLOCK; i++) {
      const value = values[i] as number;
      const step = clampedStep(fround(value * inverse));
      const code = step + ZERO;
      codes[i >> 1] = i % 2 === 0 ? code : (codes[i >> 1] as number) | (code << 4);
      errors.add(i, fround(value - fround(step * scale)));
    }
    errors.endGroup();
  }
  errors.addTo(tally, values.length);
}

const lanesOfY = new Float32Array(BLOCK);
const xq = new Float32Array(LANES);
const qq = new Float32Array(LANES);

/** The scale, of either sign, that leaves the least squared error among the candidates; 0 for a block of zeros. */
function blockScale(values: Float32Array, start: number): number {
  let most = values[start] as number;
  let least = most;
  for (let i = start + 1; i < start + BLOCK; i++) {
    const value = values[i] as number;
    if (value > most) most = value;
    if (value < least) least = value;
  }
  const extreme = most >= -least ? most : least;
  if (Math.abs(extreme) < SMALLEST) return 0;

  // Divided by the extreme, so that squares stay in float32's range whatever the weights are.
  const inverse = fround(1 / extreme);
  for (let i = 0; i < BLOCK; i++) lanesOfY[i] = (values[start + i] as number) * inverse;

  // For given codes q the best scale is Σxq / Σq², and it removes (Σxq)² / Σq² of the squared error.
  let bestFactor = 0;
  let bestGain = 0;
  for (const span of SPANS) {
    xq.fill(0);
    qq.fill(0);
    for (let i = 0; i < BLOCK; i++) {
      const lane = i % LANES;
      const x = lanesOfY[i] as number;
      const q = clampedStep(fround(x * fround(-span)));
      xq[lane] = (xq[lane] as number) + fround(x * q);
      qq[lane] = (qq[lane] as number) + q * q;
    }
    const sum = overLanes(xq);
    const factor = fround(sum / overLanes(qq));
    const gain = fround(factor * sum);
    if (gain > bestGain) {
      bestGain = gain;
      bestFactor = factor;
    }
  }
  return fround(extreme * bestFactor);
}

/** The nearest whole number that has a code, minus ZERO. */
function clampedStep(steps: number): number {
  return round(Math.max(-ZERO, Math.min(LARGEST_CODE - ZERO, steps)));
}

/** To the nearest, ties to even. */
function round(value: number): number {
  return fround(fround(value + ROUNDER) - ROUNDER);
}

function reciprocal(scale: number): number {
  return Math.abs(scale) > 0 ? fround(1 / scale) : scale;
}

function overLanes(lanes: Float32Array): number {
  const [a, b, c, d] = lanes as unknown as readonly [number, number, number, number];
  return fround(fround(a + c) + fround(b + d));
}

/** The values that the kernels compute with. */
export function dequantizeBlocks(codes: Uint8Array, scales: Float32Array): Float32Array {
  const values = new Float32Array(codes.length * 2);
  for (let i = 0; i < codes.length; i++) {
    const byte = codes[i] as number;
    const scale = scales[Math.floor((i * 2) / BLOCK)] as number;
    values[i * 2] = ((byte & 15) - ZERO) * scale;
    values[i * 2 + 1] = ((byte >> 4) - ZERO) * scale;
  }
  return values;
}

/** Quantizes whole rows to 8 bits, a scale a row. Writes `codes` (values.length) and `scales` (rows). */
export function quantizeRows(
  values: Float32Array,
  columns: number,
  codes: Int8Array,
  scales: Float32Array,
  tally: ErrorTally,
): void {
  const errors = new LaneErrors();
  for (let row = 0, start = 0; start < values.length; row++, start += columns) {
    let magnitude = 0;
    for (let i = start; i < start + columns; i++) magnitude = Math.max(magnitude, Math.abs(values[i] as number));
    const scale = magnitude < SMALLEST ? 0 : fround(magnitude / LARGEST_STEP);
    scales[row] = scale;
    const inverse = reciprocal(scale);
    for (let i = start; i < start + columns; i++) {
      const value = values[i] as number;
      const step = round(fround(value * inverse));
      codes[i] = step;
      errors.add(i - start, fround(value - fround(step * scale)));
    }
    errors.endGroup();
  }
  errors.addTo(tally, values.length);
}

export function dequantizeRows(codes: Int8Array, columns: number, scales: Float32Array): Float32Array {
  return Float32Array.from(codes, (q, i) => q * (scales[Math.floor(i / columns)] as number));
}

/** Errors added up in float32 over the lanes within a block or row, and in float64 from one to the next. */
class LaneErrors {
  readonly #group = new Float32Array(LANES);
  readonly #sums = new Float64Array(2);
  #max = 0;

  add(index: number, error: number): void {
    const magnitude = Math.abs(error);
    const lane = index % LANES;
    this.#group[lane] = (this.#group[lane] as number) + magnitude;
    if (magnitude > this.#max) this.#max = magnitude;
  }

  endGroup(): void {
    for (const [lane, sum] of this.#group.entries()) this.#sums[lane % 2] = (this.#sums[lane % 2] as number) + sum;
    this.#group.fill(0);
  }

  addTo(tally: ErrorTally, count: number): void {
    const [even, odd] = this.#sums as unknown as readonly [number, number];
    tally.max = Math.max(tally.max, this.#max);
    tally.sum += even + odd;
    tally.count += count;
  }
}
