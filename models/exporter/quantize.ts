/**
 * Weights in fewer bits, and back. Pure arithmetic over rows of a matrix; knows neither files nor graphs.
 *
 *   4 bits, as com.microsoft MatMulNBits and GatherBlockQuantized read them (bits 4, block_size 32, no zero points):
 *     codes   uint8 [rows, columns / 2]     element 2i in the low four bits of byte i, element 2i + 1 in the high four
 *     scales  float [rows, columns / 32]    value = (code - 8) * scale, code 0…15; a scale may be negative
 *
 *   8 bits, as com.microsoft DynamicQuantizeMatMul reads them once transposed:
 *     codes   int8 [rows, columns]          value = code * scale, code -127…127
 *     scales  float [rows]
 */

import { roundToFloat16 } from "./float.ts";

/** Elements that share a scale. MatMulNBits takes 16 to 256; 32 costs half a bit a weight with float16 scales. */
export const BLOCK = 32;
const ZERO = 8;
const LARGEST_CODE = 15;

/**
 * How many steps the largest magnitude of a block may span. 8 is the plain choice (it gets code 0, and nothing is cut
 * off); fewer cut it off to serve the others better. Each is followed by the least-squares scale for its codes. Relative
 * error on normal noise: 8.59 % plain, 8.39 % with one candidate, 8.11 % with these five, 8.08 % with seventeen.
 */
const SPANS = [8.6, 8.2, 7.8, 7.4, 7];

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
  let max = 0;
  let sum = 0;
  for (let block = 0, start = 0; start < values.length; block++, start += BLOCK) {
    const fit = blockScale(values, start);
    const scale = scaleFormat === "float16" ? roundToFloat16(fit) : Math.fround(fit);
    scales[block] = scale;
    const inverse = scale === 0 ? 0 : 1 / scale;
    for (let i = start; i < start + BLOCK; i += 2) {
      const a = values[i] as number;
      const b = values[i + 1] as number;
      const low = code(a * inverse);
      const high = code(b * inverse);
      codes[i >> 1] = low | (high << 4);
      const errorA = Math.abs(a - (low - ZERO) * scale);
      const errorB = Math.abs(b - (high - ZERO) * scale);
      if (errorA > max) max = errorA;
      if (errorB > max) max = errorB;
      sum += errorA + errorB;
    }
  }
  tally.max = Math.max(tally.max, max);
  tally.sum += sum;
  tally.count += values.length;
}

/** The scale, of either sign, that leaves the least squared error among the candidates; 0 for a block of zeros. */
function blockScale(values: Float32Array, start: number): number {
  const end = start + BLOCK;
  let extreme = 0;
  let magnitude = 0;
  for (let i = start; i < end; i++) {
    const value = values[i] as number;
    const absolute = Math.abs(value);
    if (absolute > magnitude) {
      magnitude = absolute;
      extreme = value;
    }
  }
  if (magnitude === 0) return 0;

  // For given codes q the best scale is Σxq / Σq², and it removes (Σxq)² / Σq² of the squared error.
  let best = 0;
  let bestGain = 0;
  for (let candidate = 0; candidate < SPANS.length; candidate++) {
    const inverse = -(SPANS[candidate] as number) / extreme;
    let xq = 0;
    let qq = 0;
    for (let i = start; i < end; i++) {
      const value = values[i] as number;
      const q = code(value * inverse) - ZERO;
      xq += value * q;
      qq += q * q;
    }
    const gain = (xq * xq) / qq;
    if (gain > bestGain) {
      bestGain = gain;
      best = xq / qq;
    }
  }
  return best;
}

/** The nearest code. Truncation rounds down here: what it would round up is negative, and clamped. */
function code(steps: number): number {
  return Math.min(LARGEST_CODE, Math.max(0, (steps + (ZERO + 0.5)) | 0));
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
  let max = 0;
  let sum = 0;
  for (let row = 0, start = 0; start < values.length; row++, start += columns) {
    let magnitude = 0;
    for (let i = start; i < start + columns; i++) magnitude = Math.max(magnitude, Math.abs(values[i] as number));
    const scale = Math.fround(magnitude / 127);
    scales[row] = scale;
    const inverse = scale === 0 ? 0 : 1 / scale;
    for (let i = start; i < start + columns; i++) {
      const value = values[i] as number;
      const q = Math.max(-127, Math.min(127, Math.round(value * inverse)));
      codes[i] = q;
      const error = Math.abs(value - q * scale);
      if (error > max) max = error;
      sum += error;
    }
  }
  tally.max = Math.max(tally.max, max);
  tally.sum += sum;
  tally.count += values.length;
}

export function dequantizeRows(codes: Int8Array, columns: number, scales: Float32Array): Float32Array {
  return Float32Array.from(codes, (q, i) => q * (scales[Math.floor(i / columns)] as number));
}
