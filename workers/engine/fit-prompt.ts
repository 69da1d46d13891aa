/**
 * What of a conversation fits the model's window: the new instruction always, and earlier exchanges from the newest back,
 * each whole or not at all.
 *
 * Once not all of them fit, half a window of the oldest is left out at a time, and not one exchange with every turn: where
 * a prompt begins as the one before did, what was read need not be read again. Where the halves begin depends on the
 * conversation alone, so that the same request always gives the same prompt.
 */

import { dollyPrompt, type Exchange } from "../../models/dolly/prompt.ts";
import { AppError } from "../../models/errors.ts";
import type { PromptRequest } from "../contract/engine-api.ts";
import type { Tokenizer } from "./tokenizer.ts";

export interface FittedPrompt {
  readonly ids: readonly number[];
  readonly earlierKept: number;
}

/** Positions that stay free for the answer: at least this share of the window for an instruction to be taken… */
const LEAST_ANSWER_SHARE = 1 / 32;
/** …and this share before an earlier exchange is kept. */
const USUAL_ANSWER_SHARE = 1 / 8;

/** As a divisor: of the exchanges that would fit. */
const LEAST_SHARE_KEPT = 4;

/** How many tokens an instruction with its passage and the template may take. */
export function longestRequest(contextLength: number): number {
  return contextLength - Math.floor(contextLength * LEAST_ANSWER_SHARE);
}

/** How many it takes when a usual answer is to have room. */
export function usualRequest(contextLength: number): number {
  return contextLength - Math.floor(contextLength * USUAL_ANSWER_SHARE);
}

/** Throws `context-length` with both counts where the instruction does not fit by itself. */
export function fitPrompt(request: PromptRequest, tokenizer: Tokenizer, contextLength: number): FittedPrompt {
  const encode = (earlier: readonly Exchange[]) => tokenizer.encode(dollyPrompt(request, earlier));
  const alone = encode([]);
  const longest = longestRequest(contextLength);
  if (alone.length > longest) {
    throw new AppError(
      "context-length",
      `This instruction takes ${format(alone.length)} tokens, and the model can read ${format(longest)} (its window of ` +
        `${format(contextLength)} less ${contextLength - longest} for the answer). Shorten it or its passage by about ` +
        `${format(alone.length - longest)} tokens.`,
    );
  }
  const { earlier } = request;
  const usual = usualRequest(contextLength);
  const lengths = earlier.map((exchange) => encode([exchange]).length - alone.length);
  const earlierKept = countKept(lengths, usual - alone.length, Math.floor(usual / 2));
  const ids = encode(earlier.slice(earlier.length - earlierKept));
  return { ids, earlierKept };
}

/** How many of the newest exchanges, of so many tokens each, are kept in `room` tokens. */
function countKept(lengths: readonly number[], room: number, halfWindow: number): number {
  const count = lengths.length;
  let most = 0;
  let mostTokens = 0;
  while (most < count && mostTokens + lengths[count - most - 1]! <= room) mostTokens += lengths[count - ++most]!;
  if (most === count) return count;

  // The first exchange that begins in another half window of the conversation than the one before it.
  let tokensBefore = 0;
  for (let index = 1; index < count; index++) {
    const half = Math.floor(tokensBefore / halfWindow);
    tokensBefore += lengths[index - 1]!;
    if (index < count - most || Math.floor(tokensBefore / halfWindow) === half) continue;
    const kept = lengths.slice(index).reduce((sum, length) => sum + length, 0);
    // A long passage may leave room for little: then as much as fits is worth more.
    return kept >= mostTokens / LEAST_SHARE_KEPT ? count - index : most;
  }
  return most;
}

function format(count: number): string {
  return count.toLocaleString("en");
}
