/** How a request fills the model's window, and how a passage too long for it is cut into pieces that are not. */

import { dollyPrompt, type Request } from "../../models/dolly/prompt.ts";
import type { PromptRequest, WindowUse } from "../contract/engine-api.ts";
import { fitPrompt, longestRequest, usualRequest } from "./fit-prompt.ts";
import type { Tokenizer } from "./tokenizer.ts";

export function windowUse(request: PromptRequest, tokenizer: Tokenizer, contextLength: number): WindowUse {
  const { instruction, context } = request;
  const count = (part: Request) => tokenizer.encode(dollyPrompt(part)).length;
  const template = count({ instruction: "", context: null });
  const withoutPassage = count({ instruction, context: null });
  const whole = context === null ? withoutPassage : count({ instruction, context });
  const overBy = Math.max(0, whole - longestRequest(contextLength));
  const { ids, earlierKept } =
    overBy > 0 ? { ids: { length: whole }, earlierKept: 0 } : fitPrompt(request, tokenizer, contextLength);
  return {
    contextLength,
    template,
    earlier: ids.length - whole,
    passage: whole - withoutPassage,
    instruction: withoutPassage - template,
    room: Math.max(0, contextLength - ids.length),
    earlierKept,
    overBy,
  };
}

/** Where a passage may be cut, the best place first: between paragraphs, sentences, words, characters. */
const cuts: readonly ((text: string) => string[])[] = [
  (text) => text.split(/(?<=\n\n)/),
  (text) =>
    Array.from(new Intl.Segmenter(undefined, { granularity: "sentence" }).segment(text), ({ segment }) => segment),
  (text) => text.split(/(?<=\s)/),
  (text) => [...text],
];

export function passagePieces(
  { instruction, context }: Request,
  tokenizer: Tokenizer,
  contextLength: number,
): readonly string[] {
  if (context === null) return [];
  const fits = (piece: string) =>
    tokenizer.encode(dollyPrompt({ instruction, context: piece })).length <= usualRequest(contextLength);
  return packed(context, fits, 0);
}

/** Parts are put together for as long as they fit; a part that does not fit by itself is cut more finely. */
function packed(text: string, fits: (piece: string) => boolean, fineness: number): string[] {
  if (fits(text) || fineness === cuts.length) return [text];
  const parts = cuts[fineness]!(text);
  const pieces: string[] = [];
  let first = 0;
  while (first < parts.length) {
    const count = longestFitting(parts.length - first, (length) => fits(parts.slice(first, first + length).join("")));
    if (count === 0) pieces.push(...packed(parts[first]!, fits, fineness + 1));
    else pieces.push(parts.slice(first, first + count).join(""));
    first += Math.max(1, count);
  }
  return pieces;
}

/** The largest count up to `limit` that fits, 0 where not even one does: doubling, then halving the gap. */
function longestFitting(limit: number, fits: (count: number) => boolean): number {
  let good = 0;
  let bad = 1;
  while (bad <= limit && fits(bad)) {
    good = bad;
    bad *= 2;
  }
  bad = Math.min(bad, limit + 1);
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (fits(middle)) good = middle;
    else bad = middle;
  }
  return good;
}
