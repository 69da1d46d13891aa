import { describe, expect, it } from "vitest";
import { referenceSampling, type Sampling } from "../../../models/dolly/sampling.ts";
import type { StopReason } from "../../../workers/contract/engine-api.ts";
import { decode, type LanguageModel } from "../../../workers/engine/decode.ts";

const greedy: Sampling = { ...referenceSampling, temperature: 0, seed: 0 };
const END = 9;

/** A model that says `script`, one id after another, then END; it notes what it was given to read. */
function scripted(script: readonly number[], contextLength = 1000): LanguageModel & { readonly runs: number[][] } {
  const runs: number[][] = [];
  let said = -1;
  return {
    runs,
    shape: { layers: 1, heads: 1, headDim: 1, hidden: 1, vocab: 10, contextLength },
    truncate() {
      said = -1;
    },
    async run(ids) {
      runs.push([...ids]);
      const prefill = said < 0 && runs.length < 3 && ids.length > 1;
      said = prefill ? 0 : said + 1;
      const logits = new Float32Array(10);
      logits[script[said] ?? END] = 1;
      return logits;
    },
  };
}

async function answer(
  model: LanguageModel,
  { promptIds = [1, 2], sampling = greedy, signal = new AbortController().signal, onId = (_: number) => {} } = {},
): Promise<{ ids: number[]; stop: StopReason }> {
  const ids: number[] = [];
  const request = { promptIds, prefixIds: [], sampling, endIds: new Set([END]), alternatives: null };
  const steps = decode(model, request, signal);
  for (;;) {
    const next = await steps.next();
    if (next.done) return { ids, stop: next.value };
    if (next.value.kind === "read") continue;
    ids.push(next.value.id);
    onId(next.value.id);
  }
}

describe("decoding", () => {
  it("[G1] stops at an end id and does not yield it", async () => {
    expect(await answer(scripted([3, 4, 5]))).toEqual({ ids: [3, 4, 5], stop: "end" });
  });

  it("[G2] stops at the longest answer asked for, without reading its last token", async () => {
    const model = scripted([3, 4, 5, 6]);
    expect(await answer(model, { sampling: { ...greedy, maxNewTokens: 2 } })).toEqual({ ids: [3, 4], stop: "length" });
    expect(model.runs).toEqual([[1, 2], [3]]);
  });

  it("[G3] never exceeds the window", async () => {
    const model = scripted([3, 4, 5, 6, 7], 5);
    expect(await answer(model)).toEqual({ ids: [3, 4, 5], stop: "context" });
    expect(model.runs.flat().length).toBeLessThan(5);
  });

  it("[G4] stops within one token of an abort", async () => {
    const abort = new AbortController();
    const model = scripted([3, 4, 5, 6, 7]);
    const onId = (id: number) => id === 4 && abort.abort();
    expect(await answer(model, { signal: abort.signal, onId })).toEqual({ ids: [3, 4], stop: "stopped" });
  });

  it("[G5] reads a long prompt in pieces, and all of it", async () => {
    const promptIds = Array.from({ length: 300 }, (_, index) => index % 9);
    const model = scripted([3]);
    await answer(model, { promptIds });
    const pieces = model.runs.filter((ids) => ids.length > 1);
    expect(pieces.flat()).toEqual(promptIds);
    expect(pieces.length).toBe(3);
  });
});
