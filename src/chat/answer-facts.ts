/** The small print under an answer. */

import { pocket } from "../../models/catalogue.ts";
import type { Answer } from "../state/conversation.ts";
import type { Words } from "../words/words.ts";

export function answerFacts(answer: Answer, chat: Words["chat"]): string[] {
  const { tokens, tokensPerSecond, firstTokenMs, seed, stop, edited } = answer;
  return [
    edited ? chat.edited : null,
    tokens === null ? null : chat.tokens(tokens),
    tokensPerSecond === null ? null : chat.tokensPerSecond(tokensPerSecond),
    firstTokenMs === null ? null : chat.firstToken(firstTokenMs),
    seed === null ? null : chat.seed(seed),
    stop === "end" ? null : chat.stop[stop],
  ].filter((fact) => fact !== null);
}

/** The bundled model says so when a larger one may well know. */
export function doesNotKnow({ modelId, text, stop }: Answer): boolean {
  return modelId === pocket.id && stop !== "interrupted" && /\b(?:do not|don[’']t) know\b/i.test(text);
}
