/**
 * Logits → the next token id.
 *
 * Order and meaning of the steps are Hugging Face's: repetition penalty, temperature, top-k, top-p, then a draw. Randomness
 * comes in as a number; nothing here has a state besides scratch space.
 */

import type { Sampling } from "../../models/dolly/sampling.ts";
import type { TopLogits } from "./device-model.ts";

/**
 * A number in [0, 1) for each (seed, step). Being a pure function of both, an answer can be taken up again at any step.
 */
export function uniform(seed: number, step: number): number {
  let x = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(step + 1, 0xc2b2ae35);
  for (let round = 0; round < 3; round++) {
    x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
    x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
    x ^= x >>> 16;
  }
  return (x >>> 0) / 2 ** 32;
}

/**
 * Picks an id. `logits` [vocab] are changed in place; `seen` are the ids the repetition penalty applies to (prompt and
 * answer); `random` is in [0, 1) and unused when greedy.
 */
export function sample(logits: Float32Array, seen: Iterable<number>, sampling: Sampling, random: number): number {
  if (sampling.repetitionPenalty !== 1) penalize(logits, seen, sampling.repetitionPenalty);
  if (sampling.temperature === 0) return argmax(logits);

  const weights = softmaxWeights(logits, sampling.temperature);
  const candidates = nucleus(weights, sampling.topP, sampling.topK);
  return draw((id) => weights[id]!, candidates, random);
}

/**
 * What `sample` picks, from the largest logits alone; null where they do not reach far enough to tell. The sampling has no
 * repetition penalty, which could make others the largest.
 */
export function sampleTop({ ids, logits, total }: TopLogits, sampling: Sampling, random: number): number | null {
  const { temperature, topK, topP } = sampling;
  if (temperature === 0) return ids[0]!;
  if ((topK === 0 && topP >= 1) || topK >= ids.length) return null;
  const weights = new Map<number, number>();
  for (const [rank, id] of ids.entries())
    weights.set(id, Math.fround(Math.exp((logits[rank]! - logits[0]!) / temperature)));
  const weightOf = (id: number) => weights.get(id)!;
  const sorted = ids.toSorted((a, b) => weightOf(b) - weightOf(a) || a - b);
  const top = topK > 0 ? sorted.subarray(0, topK) : sorted;
  const mass = topK > 0 ? sum(Array.from(top, weightOf)) : total;
  const candidates = topP < 1 ? headOf(top, weightOf, topP * mass) : top;
  // The last of all might have equals that were not found.
  if (weightOf(candidates.at(-1)!) === weightOf(sorted.at(-1)!)) return null;
  return draw(weightOf, candidates, random);
}

/** Makes ids that were seen less likely: positive logits are divided, negative ones multiplied; each id once. */
function penalize(logits: Float32Array, seen: Iterable<number>, penalty: number): void {
  for (const id of new Set(seen)) {
    const logit = logits[id]!;
    logits[id] = logit > 0 ? logit / penalty : logit * penalty;
  }
}

export function argmax(values: Float32Array): number {
  let best = 0;
  for (let id = 1; id < values.length; id++) if (values[id]! > values[best]!) best = id;
  return best;
}

/** exp((logit - max) / temperature), in place: unnormalized, the largest is 1. */
function softmaxWeights(logits: Float32Array, temperature: number): Float32Array {
  const max = logits[argmax(logits)]!;
  for (let id = 0; id < logits.length; id++) logits[id] = Math.exp((logits[id]! - max) / temperature);
  return logits;
}

/**
 * The ids that may be drawn: the topK largest weights (all if 0), and of those the fewest, most likely first, whose share
 * reaches topP. Ties are broken by id.
 *
 * Sorting a whole vocabulary for each token would cost more than all the rest. So a threshold is lowered until the weights
 * above it hold what is asked, and only those are sorted; what lies below cannot be among them.
 */
function nucleus(weights: Float32Array, topP: number, topK: number): Uint32Array {
  if (topK === 0 && topP >= 1) return Uint32Array.from(weights.keys());
  const total = sum(weights);
  for (let threshold = 1 / 64; ; threshold = threshold < 1e-12 ? 0 : threshold / 64) {
    let mass = 0;
    let count = 0;
    for (const weight of weights) {
      if (weight < threshold) continue;
      mass += weight;
      count++;
    }
    const complete = topK > 0 ? count >= topK : mass >= topP * total;
    if (!complete && threshold > 0) continue;

    const ids = sortedIds(weights, threshold, count);
    const weightOf = (id: number) => weights[id]!;
    if (topK === 0) return headOf(ids, weightOf, topP * total);
    const top = ids.subarray(0, topK);
    return topP < 1 ? headOf(top, weightOf, topP * sum(Array.from(top, weightOf))) : top;
  }
}

function sortedIds(weights: Float32Array, threshold: number, count: number): Uint32Array {
  const ids = new Uint32Array(count);
  let filled = 0;
  for (let id = 0; id < weights.length; id++) if (weights[id]! >= threshold) ids[filled++] = id;
  return ids.sort((a, b) => weights[b]! - weights[a]! || a - b);
}

/** The fewest of `ids`, from the front, whose weights sum to `mass`. */
function headOf(ids: Uint32Array, weightOf: (id: number) => number, mass: number): Uint32Array {
  let reached = 0;
  for (let count = 1; count <= ids.length; count++) {
    reached += weightOf(ids[count - 1]!);
    if (reached >= mass) return ids.subarray(0, count);
  }
  return ids;
}

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

function draw(weightOf: (id: number) => number, ids: Uint32Array, random: number): number {
  let total = 0;
  for (const id of ids) total += weightOf(id);
  let left = random * total;
  for (const id of ids) {
    left -= weightOf(id);
    if (left < 0) return id;
  }
  return ids[ids.length - 1]!;
}
