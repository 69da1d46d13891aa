import { describe, expect, it } from "vitest";
import { benchmark } from "../../../workers/engine/benchmark.ts";
import { Decoder } from "../../../workers/engine/decode.ts";
import { type ScriptedModel, scriptedModel } from "../../fixtures/decoding.ts";

/** A model that only ever says 0, the end of text of every GPT-NeoX. */
const ending = () => scriptedModel(0, [], 0);

const read = (model: ScriptedModel) => model.runs.flat();

describe("the engine's benchmark", () => {
  it("[G20] reads a prompt of the length asked for, of ids in the vocabulary, and times every token after the first", async () => {
    const model = ending();
    const { prefillMs, tokenMs } = await benchmark(
      new Decoder(model),
      10,
      { promptTokens: 300, newTokens: 5, seed: 2 },
      new AbortController().signal,
    );
    expect(read(model).length).toBe(305);
    expect(
      read(model)
        .slice(0, 300)
        .every((id) => id > 0 && id < 10),
    ).toBe(true);
    expect(prefillMs).toBeGreaterThanOrEqual(0);
    expect(tokenMs.length).toBe(5);
  });

  it("[G20] begins another prompt with every seed", async () => {
    const [first, second] = [ending(), ending()];
    const { signal } = new AbortController();
    await benchmark(new Decoder(first), 10, { promptTokens: 4, newTokens: 1, seed: 1 }, signal);
    await benchmark(new Decoder(second), 10, { promptTokens: 4, newTokens: 1, seed: 2 }, signal);
    expect(read(first)[0]).not.toBe(read(second)[0]);
  });
});
