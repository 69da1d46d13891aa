import { describe, expect, it } from "vitest";
import { promptText, type Segment } from "../../../models/dolly/prompt.ts";
import { fitPrompt } from "../../../workers/engine/fit-prompt.ts";
import type { Tokenizer } from "../../../workers/engine/tokenizer.ts";

/** One id a word, so that lengths can be counted on fingers; the introduction has 17 words and 5 words stand around each instruction. */
const tokenizer = {
  encode: (segments: readonly Segment[]) =>
    promptText(segments)
      .split(/\s+/)
      .filter(Boolean)
      .map((word) => word.length),
} as unknown as Tokenizer;

const words = (count: number) => Array.from({ length: count }, () => "word").join(" ");
const exchange = (count: number) => ({ instruction: words(count), context: null, response: "yes" });

describe("fitting a prompt into the window", () => {
  it("[G6] keeps the newest earlier exchanges that fit, each whole", () => {
    const request = { instruction: "now", context: null, earlier: [exchange(10), exchange(40), exchange(10)] };
    expect(fitPrompt(request, tokenizer, 64).earlierKept).toBe(1);
    expect(fitPrompt(request, tokenizer, 2048).earlierKept).toBe(3);
    expect(fitPrompt(request, tokenizer, 34).earlierKept).toBe(0);
  });

  it("[G6] leaves room for an answer", () => {
    const request = { instruction: "now", context: null, earlier: [exchange(10), exchange(10), exchange(10)] };
    for (const contextLength of [40, 64, 80, 96, 128]) {
      const { ids } = fitPrompt(request, tokenizer, contextLength);
      expect(ids.length).toBeLessThanOrEqual(contextLength * (31 / 32));
    }
  });

  it("[B1] refuses an instruction that does not fit by itself, with both counts", () => {
    const request = { instruction: words(2000), context: null, earlier: [] };
    expect(() => fitPrompt(request, tokenizer, 2048)).toThrow(/takes 2,0\d\d tokens, and the model can read 1,984/);
  });
});
