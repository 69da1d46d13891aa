/**
 * The loop that makes an answer: prefill the prompt, then one token after another until something says stop.
 *
 * Knows ids only. Yields to the worker's event loop between runs, so that an abort arrives within one token.
 */

import type { Sampling } from "../../models/dolly/sampling.ts";
import type { StopReason } from "../contract/engine-api.ts";
import { type Candidate, outlook } from "./candidates.ts";
import { sample, uniform } from "./sampler.ts";
import type { Session } from "./session.ts";

/** Prompt tokens a run reads at most, so that a stop does not wait for the whole of a long prompt. */
const PREFILL_CHUNK = 128;

export interface DecodeRequest {
  readonly promptIds: readonly number[];
  /** How the answer begins; read with the prompt, and counted by the sampling's steps. */
  readonly prefixIds: readonly number[];
  readonly sampling: Sampling;
  /** Ids that end the answer; never yielded. */
  readonly endIds: ReadonlySet<number>;
  /** How many other candidates to name beside each token; null for no probabilities at all. */
  readonly alternatives: number | null;
}

export type DecodeStep =
  | { readonly kind: "read"; readonly tokens: number }
  | { readonly kind: "token"; readonly id: number; readonly chances: Chances | null };

/** The model's own probability of the token, and of the most probable others. */
export interface Chances {
  readonly probability: number;
  readonly alternatives: readonly Candidate[];
}

/** What a session must offer; the tests give a scripted one. */
export type LanguageModel = Pick<Session, "run" | "truncate" | "shape">;

/** Yields how much of the prompt has been read, then each id of the answer as it is made; returns why it ended. */
export async function* decode(
  model: LanguageModel,
  { promptIds, prefixIds, sampling, endIds, alternatives }: DecodeRequest,
  signal: AbortSignal,
): AsyncGenerator<DecodeStep, StopReason> {
  const ids = [...promptIds, ...prefixIds];
  const { contextLength } = model.shape;
  if (ids.length >= contextLength) return "context";
  if (sampling.maxNewTokens === 0) return "length";
  model.truncate(0);

  let logits: Float32Array = new Float32Array();
  for (let read = 0; read < ids.length; ) {
    const chunk = ids.slice(read, read + PREFILL_CHUNK);
    logits = await model.run(chunk);
    read += chunk.length;
    yield { kind: "read", tokens: read };
    await breathe();
    if (signal.aborted) return "stopped";
  }

  const firstStep = prefixIds.length;
  const lastStep = firstStep + sampling.maxNewTokens - 1;
  for (let step = firstStep; ; step++) {
    const likely = alternatives === null ? null : outlook(logits.slice());
    const id = sample(logits, ids, sampling, uniform(sampling.seed, step));
    if (endIds.has(id)) return "end";
    ids.push(id);
    const chances = likely && {
      probability: likely.probability(id),
      alternatives: likely.best(alternatives ?? 0, id),
    };
    yield { kind: "token", id, chances };
    if (signal.aborted) return "stopped";
    if (ids.length >= contextLength) return "context";
    if (step === lastStep) return "length";
    logits = await model.run([id]);
    await breathe();
    if (signal.aborted) return "stopped";
  }
}

const breath = new MessageChannel();

/** Lets messages to this worker be handled; a promise alone would not, and a timer would cost 4 ms. */
function breathe(): Promise<void> {
  return new Promise((resolve) => {
    breath.port1.onmessage = () => resolve();
    breath.port2.postMessage(null);
  });
}
