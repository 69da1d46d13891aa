import { describe, expect, it } from "vitest";
import { referenceSampling, type Sampling } from "../../../models/dolly/sampling.ts";
import type { TopLogits } from "../../../workers/engine/device-model.ts";
import { sample, sampleTop, uniform } from "../../../workers/engine/sampler.ts";
import { normal } from "../../fixtures/random-checkpoint.ts";

const TOP = 64;

/** What a GPU would find in them. */
function topOf(logits: Float32Array, temperature: number): TopLogits {
  const ids = Uint32Array.from(logits.keys()).sort((a, b) => logits[b]! - logits[a]! || a - b);
  const largest = logits[ids[0]!]!;
  const inverse = temperature > 0 ? 1 / temperature : 1;
  return {
    ids: ids.slice(0, TOP),
    logits: Float32Array.from(ids.slice(0, TOP), (id) => logits[id]!),
    total: logits.reduce((sum, logit) => sum + Math.exp((logit - largest) * inverse), 0),
    all: async () => logits,
  };
}

function logitsOf(seed: number, deviation: number, steps: number | null): Float32Array {
  const random = normal(seed);
  return Float32Array.from({ length: 1000 }, () => {
    const value = deviation * random();
    return steps === null ? value : Math.round(value * steps) / steps; // many equals
  });
}

const samplings: readonly Partial<Sampling>[] = [
  { temperature: 0 },
  { temperature: 1, topP: 0.92, topK: 0 },
  { temperature: 0.5, topP: 0.5, topK: 0 },
  { temperature: 1, topP: 1, topK: 40 },
  { temperature: 0.8, topP: 0.9, topK: 50 },
];

describe("a token from the largest logits", () => {
  it.each(samplings)("[D7] is the one from all of them (%o)", (partial) => {
    const sampling: Sampling = { ...referenceSampling, ...partial, seed: 0, repetitionPenalty: 1 };
    let answered = 0;
    for (let seed = 1; seed <= 300; seed++) {
      const logits = logitsOf(seed, 6, seed % 2 === 0 ? null : 4);
      const random = uniform(seed, 0);
      const fromTop = sampleTop(topOf(logits, sampling.temperature), sampling, random);
      if (fromTop === null) continue;
      answered++;
      expect(fromTop).toBe(sample(logits, [], sampling, random));
    }
    expect(answered).toBeGreaterThan(200);
  });

  it("[D7] is left to all of them where the largest do not reach far enough", () => {
    const flat = topOf(logitsOf(1, 0.01, null), 1);
    const sampling: Sampling = { ...referenceSampling, seed: 0, repetitionPenalty: 1 };
    expect(sampleTop(flat, { ...sampling, temperature: 1, topP: 0.9, topK: 0 }, 0.5)).toBeNull();
    expect(sampleTop(flat, { ...sampling, temperature: 1, topP: 1, topK: 100 }, 0.5)).toBeNull();
    expect(sampleTop(flat, { ...sampling, temperature: 1, topP: 1, topK: 0 }, 0.5)).toBeNull();
    // Sixty-four equals, and perhaps more.
    expect(
      sampleTop(topOf(new Float32Array(1000), 1), { ...sampling, temperature: 1, topP: 0.01, topK: 0 }, 0.5),
    ).toBeNull();
  });
});
