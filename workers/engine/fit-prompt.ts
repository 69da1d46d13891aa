/**
 * What of a conversation fits the model's window: the new instruction always, earlier exchanges from the newest back for
 * as long as there is room, each whole or not at all.
 */

import { dollyPrompt } from "../../models/dolly/prompt.ts";
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
  const encode = (kept: number) =>
    tokenizer.encode(dollyPrompt(request, request.earlier.slice(request.earlier.length - kept)));

  let ids = encode(0);
  const longest = longestRequest(contextLength);
  if (ids.length > longest) {
    throw new AppError(
      "context-length",
      `This instruction takes ${format(ids.length)} tokens, and the model can read ${format(longest)} (its window of ` +
        `${format(contextLength)} less ${contextLength - longest} for the answer). Shorten it or its passage by about ` +
        `${format(ids.length - longest)} tokens.`,
    );
  }
  const limit = usualRequest(contextLength);
  let earlierKept = 0;
  while (earlierKept < request.earlier.length) {
    const longer = encode(earlierKept + 1);
    if (longer.length > limit) break;
    ids = longer;
    earlierKept++;
  }
  return { ids, earlierKept };
}

function format(count: number): string {
  return count.toLocaleString("en");
}
