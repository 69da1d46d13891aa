/** The small print under an answer. */

import { pocket } from "../../models/catalogue.ts";
import type { Answer, AnswerStop } from "../state/conversation.ts";

/** Null: it ended by itself. */
export const stopWords: Record<AnswerStop, string | null> = {
  end: null,
  length: "reached the length limit",
  context: "the window is full",
  stopped: "stopped",
  interrupted: "interrupted",
};

export function answerFacts(answer: Answer): string[] {
  const { tokens, tokensPerSecond, firstTokenMs, seed, stop } = answer;
  return [
    `${tokens} ${tokens === 1 ? "token" : "tokens"}`,
    tokensPerSecond === null ? null : `${rate(tokensPerSecond)} tokens/s`,
    firstTokenMs === null ? null : `first token ${(firstTokenMs / 1000).toFixed(2)} s`,
    `seed ${seed}`,
    stopWords[stop],
  ].filter((fact) => fact !== null);
}

export function leftOutWords(exchanges: number): string {
  return exchanges === 1
    ? "1 earlier exchange no longer fits and was left out"
    : `${exchanges} earlier exchanges no longer fit and were left out`;
}

/** The bundled model says so when a larger one may well know. */
export function doesNotKnow({ modelId, text, stop }: Answer): boolean {
  return modelId === pocket.id && stop !== "interrupted" && /\b(?:do not|don[’']t) know\b/i.test(text);
}

function rate(tokensPerSecond: number): string {
  return tokensPerSecond < 100 ? tokensPerSecond.toFixed(1) : String(Math.round(tokensPerSecond));
}
