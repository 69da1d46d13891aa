/** How far logits may be off, with the reason. Logits of the checkpoints used here reach about 10. */

export const tolerances = {
  /** Hugging Face computed in float32; its own distance to float64 is 6e-6 (expected.json). */
  reference: 2e-5,
  /** float32 sums in another order than the reference's float64. Measured: 6e-6. */
  fp32: 1e-4,
  /** The reference takes the 4-bit weights as they are; what is left is float32 sums. Measured: 6e-6. */
  q4: 1e-4,
  /** Activations of 11 bits; WebGPU also sums in them, the processor in float32. Measured on the processor: 9e-3. */
  q4f16: 0.03,
  /**
   * The kernel rounds every row of activations to 8 bits, about 1 % a matrix, and random weights do not forgive as
   * trained ones do. Measured: 0.13.
   */
  q8: 0.25,
} as const;

/**
 * The same for the processor's engine. Keys and values are bytes, which is all that tells fp32 from exact (measured: 0.06 on
 * random weights); beside the quantized ones activations are rounded to 8 bits, block by block (measured: 0.15).
 */
export const processorTolerances = { fp32: 0.1, q4: 0.25, q4f16: 0.25, q8: 0.25 } as const;
