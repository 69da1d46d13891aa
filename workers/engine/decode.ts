/**
 * The loop that makes an answer: prefill the prompt, then one token after another until something says stop.
 *
 * Knows ids only. Yields to the worker's event loop between runs, so that an abort arrives within one token.
 */

import type { Sampling } from "../../models/dolly/sampling.ts";
import type { StopReason } from "../contract/engine-api.ts";
import { sample, uniform } from "./sampler.ts";
import type { Session } from "./session.ts";

/** Prompt tokens a run reads at most, so that a stop does not wait for the whole of a long prompt. */
const PREFILL_CHUNK = 128;

export interface DecodeRequest {
  readonly promptIds: readonly number[];
  readonly sampling: Sampling;
  /** Ids that end the answer; never yielded. */
  readonly endIds: ReadonlySet<number>;
}

/** What a session must offer; the tests give a scripted one. */
export type LanguageModel = Pick<Session, "run" | "reset" | "shape">;

/** Yields each id of the answer as it is made; returns why it ended. */
export async function* decode(
  model: LanguageModel,
  { promptIds, sampling, endIds }: DecodeRequest,
  signal: AbortSignal,
): AsyncGenerator<number, StopReason> {
  const ids = [...promptIds];
  model.reset();

  let logits: Float32Array = new Float32Array();
  for (let start = 0; start < promptIds.length; start += PREFILL_CHUNK) {
    logits = await model.run(promptIds.slice(start, start + PREFILL_CHUNK));
    await breathe();
    if (signal.aborted) return "stopped";
  }

  for (let step = 0; step < sampling.maxNewTokens; step++) {
    const id = sample(logits, ids, sampling, uniform(sampling.seed, step));
    if (endIds.has(id)) return "end";
    ids.push(id);
    yield id;
    if (signal.aborted) return "stopped";
    if (ids.length >= model.shape.contextLength) return "context";
    if (step + 1 === sampling.maxNewTokens) return "length";
    logits = await model.run([id]);
    await breathe();
    if (signal.aborted) return "stopped";
  }
  return "length";
}

const breath = new MessageChannel();

/** Lets messages to this worker be handled; a promise alone would not, and a timer would cost 4 ms. */
function breathe(): Promise<void> {
  return new Promise((resolve) => {
    breath.port1.onmessage = () => resolve();
    breath.port2.postMessage(null);
  });
}
