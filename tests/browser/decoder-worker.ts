/** Runs the engine's own decoder over given ids and tells how long its tokens took. */

import { referenceSampling } from "../../models/dolly/sampling.ts";
import { Decoder, type LanguageModel } from "../../workers/engine/decode.ts";
import type { KvRange } from "../../workers/engine/device-model.ts";
import type { RunOptions, Session } from "../../workers/engine/session.ts";
import { openSession, type SessionPlace } from "./open-session.ts";

export interface DecoderRequest extends SessionPlace {
  readonly jobs: readonly DecoderJob[];
}

export interface DecoderJob {
  readonly promptIds: readonly number[];
  readonly newTokens: number;
  readonly speculate: boolean;
  /** What the answer is made to say, whatever the model computes: random weights copy nothing by themselves. */
  readonly script?: readonly number[];
  /** With nothing read before; otherwise with what the jobs before left. */
  readonly anew?: boolean;
}

export interface DecoderTimes {
  readonly firstTokenMs: number;
  /** From the first token to the last. */
  readonly restMs: number;
  readonly tokens: number;
  readonly reused: number;
  readonly drafted: number;
  readonly accepted: number;
  /** After the first token. */
  readonly runs: readonly DecoderRun[];
}

/** One run of the model: a token, or a token and drafted ones. */
export interface DecoderRun {
  /** The positions before it. */
  readonly start: number;
  readonly ids: number;
  readonly ms: number;
}

export type DecoderReply =
  | { readonly times: readonly DecoderTimes[]; readonly threads: number }
  | { readonly error: string };

self.onmessage = async ({ data }: MessageEvent<DecoderRequest>) => {
  self.postMessage(await run(data).catch((error): DecoderReply => ({ error: String(error?.stack ?? error) })));
};

async function run({ jobs, ...place }: DecoderRequest): Promise<DecoderReply> {
  const { session, runtime } = await openSession(place);
  const scripted = new Scripted(session);
  let decoder = new Decoder(scripted);
  const times: DecoderTimes[] = [];
  for (const { promptIds, newTokens, speculate, script = [], anew = false } of jobs) {
    if (anew) {
      decoder.dispose();
      decoder = new Decoder(scripted);
    }
    scripted.script = { start: promptIds.length, ids: script };
    scripted.runs = [];
    const sampling = { ...referenceSampling, temperature: 0, maxNewTokens: newTokens, seed: 0 };
    const request = { promptIds, prefixIds: [], sampling, endIds: new Set<number>(), alternatives: null, speculate };
    const startedAt = performance.now();
    let firstAt = 0;
    let tokens = 0;
    const steps = decoder.decode(request, new AbortController().signal);
    for (;;) {
      const next = await steps.next();
      if (next.done) {
        const { reused, drafted, accepted } = next.value;
        const restMs = performance.now() - firstAt;
        const runs = scripted.runs.filter(({ start }) => start >= promptIds.length);
        times.push({ firstTokenMs: firstAt - startedAt, restMs, tokens, reused, drafted, accepted, runs });
        break;
      }
      if (next.value.kind === "token" && tokens++ === 0) firstAt = performance.now();
    }
  }
  await session.dispose();
  return { times, threads: runtime.threads };
}

/** A session whose logits are bent towards a script once they have been computed. */
class Scripted implements LanguageModel {
  script: { readonly start: number; readonly ids: readonly number[] } = { start: 0, ids: [] };
  runs: DecoderRun[] = [];
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  get shape() {
    return this.#session.shape;
  }

  get givesAllLogits() {
    return this.#session.givesAllLogits;
  }

  /** The script bends whole logits only. */
  readonly givesTopLogits = false;

  runTop(ids: readonly number[], temperature: number) {
    return this.#session.runTop(ids, temperature);
  }

  async run(ids: readonly number[], options?: RunOptions): Promise<Float32Array> {
    const start = this.#session.position;
    const startedAt = performance.now();
    const logits = await this.#session.run(ids, options);
    this.runs.push({ start, ids: ids.length, ms: performance.now() - startedAt });
    const { vocab } = this.shape;
    const rows = logits.length / vocab;
    for (let row = 0; row < rows; row++) {
      const next = this.script.ids[this.#session.position - rows + 1 + row - this.script.start];
      if (next !== undefined) logits[row * vocab + next] = 1e9;
    }
    return logits;
  }

  truncate(length: number): void {
    this.#session.truncate(length);
  }

  save(start: number, end: number) {
    return this.#session.save(start, end);
  }

  restore(range: KvRange, end: number): void {
    this.#session.restore(range, end);
  }
}
