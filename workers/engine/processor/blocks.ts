/**
 * How the processor's kernels want rows of numbers.
 *
 * Activations, "blocks": for each 32 numbers 40 bytes, eight words of codes, -8 times their sum as a 32-bit number, and their
 * scale. A code is the number in steps of a 127th of the block's largest. The words are, for each eight numbers, those of even
 * index and those of odd index, as the 4-bit codes of ONNX lie. A row is rounded by itself, so its results never depend on
 * what is read with it.
 *
 * Weights lie in groups of four rows, so that a vector's four lanes are four results: numbers of one column, or codes of the
 * columns that a word of activations has, next to each other.
 *
 *   q4    for each group and 32 columns: four vectors of codes as ONNX has them, a vector of scales; 80 bytes
 *   q4f16 the same with four scales of 16 bits; 72 bytes
 *   q8    for each group: a vector of scales; then for each 32 columns eight vectors of codes + 128; 128 bytes
 *   fp32  for each group and column: a vector
 */

/** Numbers that share a scale; rows are padded with zeros to whole blocks, and matrices to as many whole rows. */
export const BLOCK = 32;
/** Rows of a matrix that lie together. */
export const GROUP = 4;
/** The largest code of activations. */
export const MOST_STEPS = 127;

export const ACTIVATION_BLOCK_BYTES = 40;
export const CORRECTION_OFFSET = 32;
export const SCALE_OFFSET = 36;
export const Q4_BLOCK_BYTES = { q4: 80, q4f16: 72 } as const;
export const Q4_SCALES_OFFSET = 64;
export const Q8_BLOCK_BYTES = 128;
export const VECTOR_BYTES = 16;

/** How a matrix is stored. */
export type FourBitKind = "q4" | "q4f16";
export type MatrixKind = "fp32" | "q8" | FourBitKind;

export function padded(length: number, multiple = BLOCK): number {
  return Math.ceil(length / multiple) * multiple;
}

/** Bytes of a matrix [rows, columns] as the kernels want it. */
export function matrixBytes(kind: MatrixKind, rows: number, columns: number): number {
  const groups = padded(rows) / GROUP;
  const blocks = padded(columns) / BLOCK;
  if (kind === "fp32") return groups * blocks * BLOCK * VECTOR_BYTES;
  if (kind === "q8") return groups * (VECTOR_BYTES + blocks * Q8_BLOCK_BYTES);
  return groups * blocks * Q4_BLOCK_BYTES[kind];
}

/** Bytes of a row of activations, as a matrix of that kind multiplies it. */
export function activationBytes(kind: MatrixKind, length: number): number {
  const blocks = padded(length) / BLOCK;
  return blocks * (kind === "fp32" ? BLOCK * 4 : ACTIVATION_BLOCK_BYTES);
}
