import { describe, expect, it } from "vitest";
import { type Exchange, promptText, type Segment } from "../../../models/dolly/prompt.ts";
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

  it("[G24] goes on in most turns from what was read, once the window is full", () => {
    const contextLength = 512;
    const turn = (index: number) => ({ instruction: `${words(20)} ${"x".repeat(index + 5)}`, context: null });
    const answered = (index: number) => ({ ...turn(index), response: words(40) });
    const earlier: Exchange[] = [];
    const read: { tokens: number; again: number; kept: number }[] = [];
    let before: readonly number[] = [];
    for (let index = 0; index < 40; index++) {
      const { ids, earlierKept } = fitPrompt({ ...turn(index), earlier }, tokenizer, contextLength);
      let common = 0;
      while (common < before.length && before[common] === ids[common]) common++;
      read.push({ tokens: ids.length - common, again: before.length - common, kept: earlierKept });
      before = ids;
      earlier.push(answered(index));
    }
    const full = read.slice(read.findIndex(({ kept }, index) => kept < index));
    expect(full.length).toBeGreaterThan(30);
    // A turn's own tokens are 67; an exchange dropped every turn would have some 400 read again each time.
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(mean(full.map(({ tokens }) => tokens))).toBeLessThan(2.2 * 67);
    expect(full.filter(({ again }) => again === 0).length).toBeGreaterThan((2 / 3) * full.length);
    // And never less than a third of the window is remembered.
    expect(Math.min(...full.map(({ kept }) => kept))).toBeGreaterThanOrEqual(Math.floor(contextLength / 3 / 67));
  });

  it("[G24] keeps what fits where a long passage leaves room for little", () => {
    const request = {
      instruction: "now",
      context: words(250),
      earlier: Array.from({ length: 30 }, () => exchange(40)),
    };
    const { ids, earlierKept } = fitPrompt(request, tokenizer, 512);
    expect(earlierKept).toBeGreaterThanOrEqual(1);
    expect(ids.length).toBeLessThanOrEqual(512 * (7 / 8));
  });

  it("[B1] refuses an instruction that does not fit by itself, with both counts", () => {
    const request = { instruction: words(2000), context: null, earlier: [] };
    expect(() => fitPrompt(request, tokenizer, 2048)).toThrow(/takes 2,0\d\d tokens, and the model can read 1,984/);
  });
});
