import { describe, expect, it } from "vitest";
import { referenceSampling, type Sampling } from "../../../models/dolly/sampling.ts";
import { argmax, sample, uniform } from "../../../workers/engine/sampler.ts";

const plain: Sampling = { ...referenceSampling, topP: 1, seed: 1 };

/** How often each id comes, of `draws` evenly spread random numbers. */
function shares(logits: readonly number[], sampling: Sampling, seen: readonly number[] = [], draws = 10_000): number[] {
  const counts = logits.map(() => 0);
  for (let draw = 0; draw < draws; draw++) {
    const id = sample(Float32Array.from(logits), seen, sampling, (draw + 0.5) / draws);
    counts[id] = counts[id]! + 1;
  }
  return counts.map((count) => count / draws);
}

/** Logits whose softmax is `probabilities`. */
const logitsOf = (probabilities: readonly number[]) => probabilities.map((share) => Math.log(share));

function expectShares(actual: readonly number[], expected: readonly number[]): void {
  for (const [id, share] of expected.entries()) expect(actual[id], `id ${id}`).toBeCloseTo(share, 3);
}

describe("the sampler", () => {
  it("[S1] draws each id as often as the softmax says", () => {
    expectShares(shares(logitsOf([0.5, 0.3, 0.2]), plain), [0.5, 0.3, 0.2]);
  });

  it("[S2] sharpens below temperature 1 and flattens above", () => {
    const power = (exponent: number) => [0.5, 0.3, 0.2].map((share) => share ** exponent);
    const normal = (weights: number[]) => weights.map((weight) => weight / weights.reduce((a, b) => a + b));
    expectShares(shares(logitsOf([0.5, 0.3, 0.2]), { ...plain, temperature: 0.5 }), normal(power(2)));
    expectShares(shares(logitsOf([0.5, 0.3, 0.2]), { ...plain, temperature: 2 }), normal(power(0.5)));
  });

  it("[S2] takes the largest logit at temperature 0, whatever the random number", () => {
    for (const random of [0, 0.5, 0.999999]) {
      expect(sample(Float32Array.of(1, 3, 2), [], { ...plain, temperature: 0 }, random)).toBe(1);
    }
  });

  it("[S3] keeps the fewest ids whose share reaches top-p, the last one included", () => {
    const logits = logitsOf([0.1, 0.5, 0.15, 0.25]);
    expectShares(shares(logits, { ...plain, topP: 0.7 }), [0, 0.5 / 0.75, 0, 0.25 / 0.75]);
    expectShares(shares(logits, { ...plain, topP: 0.01 }), [0, 1, 0, 0]);
  });

  it("[S3] agrees with a full sort on a large vocabulary", () => {
    const logits = Float32Array.from({ length: 50_280 }, (_, id) => 12 * uniform(5, id) ** 4);
    for (const topP of [0.1, 0.5, 0.92, 0.999]) {
      const order = Array.from(logits.keys()).sort((a, b) => logits[b]! - logits[a]! || a - b);
      const weights = order.map((id) => Math.exp(logits[id]! - logits[order[0]!]!));
      const total = weights.reduce((a, b) => a + b);
      let mass = 0;
      const nucleus = order.filter((_, rank) => {
        const inside = mass < topP * total;
        mass += weights[rank]!;
        return inside;
      });
      const last = sample(logits.slice(), [], { ...plain, topP }, 1 - 2 ** -40);
      expect(last).toBe(nucleus.at(-1));
      expect(sample(logits.slice(), [], { ...plain, topP }, 0)).toBe(order[0]);
    }
  });

  it("[S4] keeps the k largest", () => {
    expectShares(shares(logitsOf([0.1, 0.4, 0.2, 0.3]), { ...plain, topK: 2 }), [0, 0.4 / 0.7, 0, 0.3 / 0.7]);
    expectShares(shares(logitsOf([0.1, 0.4, 0.2, 0.3]), { ...plain, topK: 9 }), [0.1, 0.4, 0.2, 0.3]);
  });

  it("[S4] applies top-p to what top-k left", () => {
    const sampling = { ...plain, topK: 3, topP: 0.75 };
    expectShares(shares(logitsOf([0.1, 0.4, 0.2, 0.3]), sampling), [0, 0.4 / 0.7, 0, 0.3 / 0.7]);
  });

  it("[S5] makes each id that was seen less likely, once", () => {
    const sampling = { ...plain, temperature: 0, repetitionPenalty: 2 };
    expect(sample(Float32Array.of(3, 2, 1), [0, 0, 0], sampling, 0)).toBe(1);
    expect(sample(Float32Array.of(-1, -1.5, -9), [0], sampling, 0)).toBe(1);
    expect(sample(Float32Array.of(5, 2, 1), [0, 0], sampling, 0)).toBe(0);
  });

  it("[S6] gives the same number for the same seed and step, and even ones over many", () => {
    expect(uniform(7, 3)).toBe(uniform(7, 3));
    expect(uniform(7, 3)).not.toBe(uniform(8, 3));
    const counts = new Array<number>(16).fill(0);
    const draws = 160_000;
    for (let step = 0; step < draws; step++) counts[Math.floor(uniform(step % 7, step) * 16)]!++;
    const expected = draws / 16;
    const chiSquare = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    expect(chiSquare).toBeLessThan(37.7); // 99.9 % of fair generators stay below, at 15 degrees of freedom
  });

  it("[S2] takes the first of equal logits", () => {
    expect(argmax(Float32Array.of(1, 2, 2))).toBe(1);
  });
});
