import { describe, expect, it } from "vitest";
import { promptText, type Segment } from "../../../models/dolly/prompt.ts";
import { fitPrompt } from "../../../workers/engine/fit-prompt.ts";
import type { Tokenizer } from "../../../workers/engine/tokenizer.ts";
import { passagePieces, windowUse } from "../../../workers/engine/window-use.ts";

/** One id for three characters. */
const tokenizer = {
  encode: (segments: readonly Segment[]) => promptText(segments).match(/.{1,3}/gs) ?? [],
} as unknown as Tokenizer;

const earlier = Array.from({ length: 6 }, (_, i) => ({
  instruction: `number ${i}?`,
  context: null,
  response: "yes ".repeat(20),
}));

describe("the use of the window", () => {
  it.each([
    { instruction: "short", context: null, earlier: [] },
    { instruction: "with a passage", context: "words ".repeat(40), earlier: [] },
    { instruction: "a follow-up", context: "words ".repeat(40), earlier },
  ])("[G21] its parts add up to the window, and what is kept is what is sent: $instruction", (request) => {
    const use = windowUse(request, tokenizer, 300);
    expect(use.template + use.earlier + use.passage + use.instruction + use.room).toBe(300);
    const sent = fitPrompt(request, tokenizer, 300);
    expect(300 - use.room).toBe(sent.ids.length);
    expect(use.earlierKept).toBe(sent.earlierKept);
    expect(use.overBy).toBe(0);
  });

  it("[G21] of what does not fit it says by how much", () => {
    const request = { instruction: "long", context: "words ".repeat(400), earlier };
    const { overBy, earlierKept, room } = windowUse(request, tokenizer, 300);
    expect([earlierKept, room]).toEqual([0, 0]);
    const shorter = { ...request, context: request.context.slice(0, -3 * overBy - 3) };
    expect(windowUse(shorter, tokenizer, 300).overBy).toBe(0);
  });
});

describe("a passage in pieces", () => {
  const sentence = "The quick brown fox jumps over the lazy dog. ";
  const texts = {
    sentences: sentence.repeat(60),
    paragraphs: `${sentence.repeat(4).trim()}\n\n`.repeat(12),
    "one endless word": "abc".repeat(900),
    "a sentence longer than a piece": `${"word ".repeat(300)}. ${sentence}`,
  };

  it.each(Object.entries(texts))(
    "[G22] each fits, none is empty, and joined they are the passage: %s",
    (_, context) => {
      const request = { instruction: "Summarize.", context };
      const pieces = passagePieces(request, tokenizer, 300);
      expect(pieces.join("")).toBe(context);
      expect(pieces.length).toBeGreaterThan(1);
      for (const piece of pieces) {
        expect(piece).not.toBe("");
        expect(windowUse({ ...request, context: piece, earlier: [] }, tokenizer, 300).room).toBeGreaterThanOrEqual(
          300 / 8 - 1,
        );
      }
    },
  );

  it("[G22] they are cut between sentences", () => {
    for (const piece of passagePieces({ instruction: "Summarize.", context: texts.sentences }, tokenizer, 300)) {
      expect(piece).toMatch(/^The .*dog\. $/);
    }
  });

  it("[G22] a passage that fits is one piece", () => {
    expect(passagePieces({ instruction: "Summarize.", context: sentence }, tokenizer, 300)).toEqual([sentence]);
  });
});
