/** How fast a session reads and writes: a made-up prompt, then greedy tokens that nothing ends, each by a run of its own. */

import { referenceSampling } from "../../models/dolly/sampling.ts";
import type { BenchmarkRequest, BenchmarkResult } from "../contract/engine-api.ts";
import type { Decoder } from "./decode.ts";

export async function benchmark(
  decoder: Decoder,
  vocab: number,
  { promptTokens, newTokens, seed }: BenchmarkRequest,
  signal: AbortSignal,
): Promise<BenchmarkResult> {
  const promptIds = Array.from({ length: promptTokens }, (_, i) => 1 + ((i * 97 + seed * 7919) % (vocab - 1)));
  const sampling = { ...referenceSampling, temperature: 0, maxNewTokens: newTokens + 1, seed: 0 };
  const moments = [performance.now()];
  const request = {
    promptIds,
    prefixIds: [],
    sampling,
    endIds: new Set<number>(),
    alternatives: null,
    speculate: false,
  };
  for await (const { kind } of decoder.decode(request, signal)) {
    if (kind === "token") moments.push(performance.now());
  }
  const [prefillMs = 0, ...tokenMs] = moments.slice(1).map((moment, i) => moment - moments[i]!);
  return { prefillMs, tokenMs };
}
