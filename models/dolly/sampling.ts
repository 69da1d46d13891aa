/** How the next token is chosen from the model's logits, and what Dolly's makers chose. */

export interface Sampling {
  /** 0 is greedy. */
  readonly temperature: number;
  /** 1 is off. */
  readonly topP: number;
  /** 0 is off. */
  readonly topK: number;
  /** 1 is off. */
  readonly repetitionPenalty: number;
  readonly maxNewTokens: number;
  /** 32-bit unsigned; equal seeds give equal answers on one device. */
  readonly seed: number;
}

/** Dolly's reference (databrickslabs/dolly, training/generate.py), but for the seed, which the caller chooses. */
export const referenceSampling: Omit<Sampling, "seed"> = {
  temperature: 1,
  topP: 0.92,
  topK: 0,
  repetitionPenalty: 1,
  maxNewTokens: 256,
};
