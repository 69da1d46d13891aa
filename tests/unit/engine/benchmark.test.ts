import { describe, expect, it } from "vitest";
import { benchmark } from "../../../workers/engine/benchmark.ts";
import type { LanguageModel } from "../../../workers/engine/decode.ts";

/** A model that only ever says 0, the end of text of every GPT-NeoX. */
function ending(): LanguageModel & { readonly read: number[] } {
  const read: number[] = [];
  return {
    read,
    shape: { layers: 1, heads: 1, headDim: 1, hidden: 1, vocab: 100, contextLength: 1000 },
    truncate() {},
    async run(ids) {
      read.push(...ids);
      return Float32Array.from({ length: 100 }, (_, id) => (id === 0 ? 1 : 0));
    },
  };
}

describe("the engine's benchmark", () => {
  it("[G20] reads a prompt of the length asked for, of ids in the vocabulary, and times every token after the first", async () => {
    const model = ending();
    const { prefillMs, tokenMs } = await benchmark(
      model,
      { promptTokens: 300, newTokens: 5, seed: 2 },
      new AbortController().signal,
    );
    expect(model.read.length).toBe(305);
    expect(model.read.slice(0, 300).every((id) => id > 0 && id < 100)).toBe(true);
    expect(prefillMs).toBeGreaterThanOrEqual(0);
    expect(tokenMs.length).toBe(5);
  });

  it("[G20] begins another prompt with every seed", async () => {
    const [first, second] = [ending(), ending()];
    const { signal } = new AbortController();
    await benchmark(first, { promptTokens: 4, newTokens: 1, seed: 1 }, signal);
    await benchmark(second, { promptTokens: 4, newTokens: 1, seed: 2 }, signal);
    expect(first.read[0]).not.toBe(second.read[0]);
  });
});
