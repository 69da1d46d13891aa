/** The small print under an answer. */

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

function rate(tokensPerSecond: number): string {
  return tokensPerSecond < 100 ? tokensPerSecond.toFixed(1) : String(Math.round(tokensPerSecond));
}
