/** Where in a conversation the words of a search stand, and which of those places the reader wants to see. */

import { create } from "zustand";
import type { SearchedWord } from "../../workers/contract/search-api.ts";
import { searchWords } from "../../workers/contract/search-words.ts";
import type { Conversation, Message } from "./conversation.ts";

export interface Found {
  readonly conversationId: string;
  readonly messageId: string;
  readonly words: readonly SearchedWord[];
}

/** What the reader came for; null once they have seen it. */
export const useFound = create<{ readonly found: Found | null }>(() => ({ found: null }));

/** Start and end of a hit, in UTF-16 units. */
export type Range = readonly [start: number, end: number];

export interface Snippet {
  readonly messageId: string;
  readonly text: string;
  readonly ranges: readonly Range[];
}

/** Of Markdown, at a word's edge: they are not read. */
const marks = /(?<![\p{L}\p{N}])[*_~`#|]+|[*_~`#|]+(?![\p{L}\p{N}])/gu;

const SNIPPET_CHARS = 160;
const BEFORE_HIT_CHARS = 40;

/** The places in a text that are meant by the words, first to last. */
export function rangesIn(text: string, words: readonly SearchedWord[]): Range[] {
  const ranges: Range[] = [];
  for (const match of text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
    const cut = searchWords(match[0]);
    const whole = cut.length === 1 ? cut[0]! : cut.join("");
    const hit = words.some(({ word, alike }) => whole.startsWith(word) || cut.includes(word) || alike.includes(whole));
    if (hit) ranges.push([match.index, match.index + match[0].length]);
  }
  return ranges;
}

/** The message that has most of the words, cut to the place where they are; null where only the title has them. */
export function snippetOf({ messages }: Conversation, words: readonly SearchedWord[]): Snippet | null {
  let best: { message: Message; ranges: Range[]; kinds: number } | null = null;
  for (const message of messages) {
    const text = readOf(message);
    const ranges = rangesIn(text, words);
    const kinds = words.filter((word) => rangesIn(text, [word]).length > 0).length;
    if (ranges.length > 0 && kinds > (best?.kinds ?? 0)) best = { message, ranges, kinds };
    if (best?.kinds === words.length) break;
  }
  if (!best) return null;
  const text = readOf(best.message);
  const start = Math.max(0, best.ranges[0]![0] - BEFORE_HIT_CHARS);
  const cut = text.slice(start, start + SNIPPET_CHARS).replaceAll(/\s/g, " ");
  const lead = start > 0 ? "…" : "";
  return {
    messageId: best.message.id,
    text: `${lead}${cut}`,
    ranges: best.ranges
      .filter(([, end]) => end <= start + cut.length)
      .map(([from, to]) => [from - start + lead.length, to - start + lead.length]),
  };
}

function readOf(message: Message): string {
  return message.kind === "answer" ? message.text.replaceAll(marks, "") : textOf(message);
}

export function textOf(message: Message): string {
  if (message.kind === "answer") return message.text;
  return message.context === null ? message.instruction : `${message.instruction}\n${message.context}`;
}
