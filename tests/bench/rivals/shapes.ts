/** The shapes the engine is measured at: Pythia's smaller ones, dolly-v2-3b, and one for what lies beside the kernels. */

export interface BenchShape {
  readonly name: string;
  readonly layers: number;
  readonly heads: number;
  readonly headDim: number;
  readonly vocab: number;
}

export const benchShapes: readonly BenchShape[] = [
  { name: "160m", layers: 12, heads: 12, headDim: 64, vocab: 50304 },
  { name: "410m", layers: 24, heads: 16, headDim: 64, vocab: 50304 },
  { name: "1b", layers: 16, heads: 8, headDim: 256, vocab: 50304 },
  { name: "3b", layers: 32, heads: 32, headDim: 80, vocab: 50280 },
  // As deep as 3b and next to nothing to compute: what a token costs beside the kernels.
  { name: "thin", layers: 32, heads: 2, headDim: 64, vocab: 50280 },
];

export const CONTEXT_LENGTH = 2048;
