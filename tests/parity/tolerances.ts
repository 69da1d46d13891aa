/** How far logits may be off, with the reason. Logits of the checkpoints used here reach about 10. */

export const tolerances = {
  /** Hugging Face computed in float32; its own distance to float64 is 6e-6 (expected.json). */
  reference: 2e-5,
  /** float32 sums in another order than the reference's float64. */
  fp32: 1e-4,
  /** 4-bit weights are exact in the reference; what is left is float32 sums, as above. */
  q4: 1e-3,
  /** float16 activations: 11 bits, through a few layers of sums kept in float32. */
  q4f16: 0.1,
  /**
   * Against the reference on dequantized weights: the kernel rounds every activation row to 8 bits, a relative error of
   * about 1 % a layer, and random weights do not forgive as trained ones do.
   */
  q8: 0.5,
} as const;
