/**
 * Runs an exported graph step by step over given ids and collects the logits after each step. Free of Node and of any one
 * onnxruntime build: Node's, a worker's on WebAssembly and a worker's on WebGPU all fit.
 */

import type { InferenceSession, Tensor, TensorConstructor } from "onnxruntime-common";
import type { ModelShape } from "../../models/manifest.ts";

export interface StepOptions {
  readonly shape: ModelShape;
  readonly kvDtype: "float32" | "float16";
  /**
   * `growing`: past holds what has been fed. `static`: past has the full context length from the start, and the mask alone
   * says how much of it is filled.
   */
  readonly cache: "growing" | "static";
  /** Told how long each step took, logits included. */
  readonly onStep?: (ms: number) => void;
}

/** A step feeds one or more ids; → the logits of each step's last position. */
export async function runSteps(
  ort: { readonly Tensor: TensorConstructor },
  session: InferenceSession,
  options: StepOptions,
  steps: readonly (readonly number[])[],
): Promise<Float32Array[]> {
  let past = emptyCache(ort, options);
  let filled = 0;
  const logits: Float32Array[] = [];
  for (const ids of steps) {
    filled += ids.length;
    const feeds = {
      input_ids: new ort.Tensor("int64", BigInt64Array.from(ids, BigInt), [1, ids.length]),
      attention_mask: new ort.Tensor("int64", new BigInt64Array(filled).fill(1n), [1, filled]),
      num_logits_to_keep: new ort.Tensor("int64", [1n], []),
      ...past,
    };
    const startedAt = performance.now();
    const results = await session.run(feeds);
    logits.push(Float32Array.from((await tensor(results, "logits").getData()) as Float32Array));
    options.onStep?.(performance.now() - startedAt);
    past = Object.fromEntries(
      cacheNames(options.shape).map((name) => [`past_key_values.${name}`, tensor(results, `present.${name}`)]),
    );
  }
  return logits;
}

/** A prompt as one step, then the rest one id at a time. */
export function promptThenTokens(ids: readonly number[], promptLength: number): number[][] {
  return [ids.slice(0, promptLength), ...ids.slice(promptLength).map((id) => [id])];
}

/** The first of the largest. */
export function argmax(logits: ArrayLike<number>): number {
  let best = 0;
  for (let id = 1; id < logits.length; id++) if (logits[id]! > logits[best]!) best = id;
  return best;
}

/** The largest absolute difference. */
export function maxError(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return Number.POSITIVE_INFINITY;
  let max = 0;
  for (let i = 0; i < actual.length; i++) {
    const error = Math.abs(actual[i]! - expected[i]!);
    // Written so that NaN is the worst error, not none.
    if (!(error <= max)) max = Number.isNaN(error) ? Number.POSITIVE_INFINITY : error;
  }
  return max;
}

function cacheNames({ layers }: ModelShape): string[] {
  return Array.from({ length: layers }, (_, layer) => [`${layer}.key`, `${layer}.value`]).flat();
}

function emptyCache(ort: { readonly Tensor: TensorConstructor }, options: StepOptions): Record<string, Tensor> {
  const { heads, headDim, contextLength } = options.shape;
  const length = options.cache === "static" ? contextLength : 0;
  const dims = [1, heads, length, headDim];
  const elements = heads * length * headDim;
  const empty = () =>
    options.kvDtype === "float16"
      ? new ort.Tensor("float16", new Uint16Array(elements), dims)
      : new ort.Tensor("float32", new Float32Array(elements), dims);
  return Object.fromEntries(cacheNames(options.shape).map((name) => [`past_key_values.${name}`, empty()]));
}

function tensor(results: InferenceSession.ReturnType, name: string): Tensor {
  const found = results[name];
  if (!found) throw new Error(`The graph has no output ${name}.`);
  return found as Tensor;
}
