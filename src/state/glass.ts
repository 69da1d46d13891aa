/** Looking into an answer: what the model thought of each token, and whether its seed gives the same words again. */

import type { Sampling } from "../../models/dolly/sampling.ts";
import type { TokenCandidate, TokenRecord } from "../../workers/contract/engine-api.ts";
import type { Answer } from "./conversation.ts";
import { conversation } from "./conversation-store.ts";
import { engine, loadEngine } from "./engine-store.ts";
import { exclusively, requestOf } from "./send.ts";

export type { TokenCandidate, TokenRecord };

const alternatives = 4;

/** By the model that is loaded now, whoever wrote the answer. Throws what the engine throws. */
export async function inspectAnswer(
  conversationId: string,
  { id, ids, text }: Answer,
  signal: AbortSignal,
): Promise<readonly TokenRecord[]> {
  await loadEngine();
  const current = await conversation(conversationId);
  const request = current && requestOf(current, id);
  if (!request) return [];
  return engine().inspect({ ...request, answer: ids ?? text, alternatives }, { signal, emit: () => {} });
}

export type Replay = "same" | "different";

/** Writes an answer again from its seed, without keeping it; null where it was stopped, or cannot be. */
export async function replay(conversationId: string, answer: Answer): Promise<Replay | null> {
  const { id, text, seed, sampling, stop, tokens } = answer;
  if (seed === null || sampling === null) return null;
  let outcome: Replay | null = null;
  await exclusively(async (signal) => {
    await loadEngine();
    const current = await conversation(conversationId);
    const request = current && requestOf(current, id);
    if (!request) return;
    const maxNewTokens = stop === "end" ? sampling.maxNewTokens : (tokens ?? sampling.maxNewTokens);
    const again: Sampling = { ...sampling, seed, maxNewTokens };
    const result = await engine().generate({ ...request, sampling: again }, { signal, emit: () => {} });
    if (result.stop !== "stopped") outcome = result.text === text ? "same" : "different";
  });
  return outcome;
}
