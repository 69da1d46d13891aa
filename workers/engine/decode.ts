/**
 * The loop that makes an answer: read the prompt, then one token after another until something says stop.
 *
 * What was read before is not read again, and where the answer copies, several tokens come of one run; neither changes
 * the answer. Knows ids only. Yields to the worker's event loop between runs, so that an abort arrives within one run.
 */

import type { Sampling } from "../../models/dolly/sampling.ts";
import type { StopReason } from "../contract/engine-api.ts";
import { type Candidate, type Outlook, outlook } from "./candidates.ts";
import type { KvRange, TopLogits } from "./device-model.ts";
import { type Draft, findDraft, noDraft } from "./draft.ts";
import { PrefillPace } from "./prefill-pace.ts";
import { type CachedModel, PrefixCache } from "./prefix-cache.ts";
import { sample, sampleTop, uniform } from "./sampler.ts";
import type { Session } from "./session.ts";
import { LONGEST_DRAFT, Speculation } from "./speculation.ts";

export interface DecodeRequest {
  readonly promptIds: readonly number[];
  /** How the answer begins; read with the prompt, and counted by the sampling's steps. */
  readonly prefixIds: readonly number[];
  readonly sampling: Sampling;
  /** Ids that end the answer; never yielded. */
  readonly endIds: ReadonlySet<number>;
  /** How many other candidates to name beside each token; null for no probabilities at all. */
  readonly alternatives: number | null;
  /** False to make every token by a run of its own. */
  readonly speculate: boolean;
}

export type DecodeStep =
  /** How many tokens of prompt and prefix are read; the first of these are those that need no reading. */
  | { readonly kind: "read"; readonly tokens: number }
  | { readonly kind: "token"; readonly id: number; readonly chances: Chances | null };

/** The model's own probability of the token, and of the most probable others. */
export interface Chances {
  readonly probability: number;
  readonly alternatives: readonly Candidate[];
}

export interface DecodeEnd {
  readonly stop: StopReason;
  /** Tokens of prompt and prefix that were not read again. */
  readonly reused: number;
  /** Tokens guessed from the context, and those of them that the model chose too. */
  readonly drafted: number;
  readonly accepted: number;
}

/** What a session must offer; the tests give a scripted one. */
export type LanguageModel = CachedModel & Pick<Session, "givesAllLogits" | "givesTopLogits">;

/** Makes answers with one session, which is its alone; holds what outlives an answer. */
export class Decoder {
  readonly #model: LanguageModel;
  readonly #prefixes: PrefixCache;
  readonly #prefill: PrefillPace;
  readonly #speculation: Pick<Speculation, "length" | "ran">;

  constructor(
    model: LanguageModel,
    prefill = new PrefillPace(),
    speculation: Pick<Speculation, "length" | "ran"> = new Speculation(),
  ) {
    this.#model = model;
    this.#prefill = prefill;
    this.#speculation = speculation;
    this.#prefixes = new PrefixCache(model);
  }

  /** How many tokens of a prompt are best read at once, as far as is known. */
  get pieceTokens(): number {
    return this.#prefill.size;
  }

  /** Has answers begin with what was read of these ids before. */
  know(ids: readonly number[], range: KvRange): void {
    this.#prefixes.know(ids, range);
  }

  dispose(): void {
    this.#prefixes.dispose();
  }

  /** Yields how much of the prompt has been read, then each id of the answer as it is made; returns why it ended. */
  async *decode(request: DecodeRequest, signal: AbortSignal): AsyncGenerator<DecodeStep, DecodeEnd> {
    const { promptIds, prefixIds, sampling, endIds } = request;
    const { contextLength, vocab } = this.#model.shape;
    const ids = [...promptIds, ...prefixIds];
    const limit = Math.min(contextLength, ids.length + sampling.maxNewTokens);
    const atLimit = limit === contextLength ? "context" : "length";
    const counts = { reused: 0, drafted: 0, accepted: 0 };
    if (ids.length >= limit) return { stop: atLimit, ...counts };

    counts.reused = await this.#prefixes.rewind(ids);
    yield { kind: "read", tokens: counts.reused };
    let logits: Float32Array = new Float32Array();
    let top: TopLogits | null = null;
    // Whole logits are wanted for every token's chances, and by a penalty, which changes their order.
    const topWillDo = this.#model.givesTopLogits && request.alternatives === null && sampling.repetitionPenalty === 1;
    while (this.#prefixes.position < ids.length) {
      logits = await this.#readPiece(ids);
      yield { kind: "read", tokens: this.#prefixes.position };
      await breathe();
      if (signal.aborted) return { stop: "stopped", ...counts };
    }

    let draft: Draft = noDraft;
    let runMs = 0;
    for (;;) {
      // Row 0 of the logits follows the last token. Each further row follows a drafted one, and holds if that was right.
      const tokens: Token[] = [];
      let stop: StopReason | null = null;
      let accepted = 0;
      for (let row = 0; row === accepted && stop === null; row++) {
        const step = ids.length - promptIds.length;
        const chosen = top && sampleTop(top, sampling, uniform(sampling.seed, step));
        if (top && chosen === null) logits = await top.all();
        const token =
          chosen === null
            ? chooseToken(logits.subarray(row * vocab, (row + 1) * vocab), ids, step, request)
            : { id: chosen, chances: null };
        if (endIds.has(token.id)) stop = "end";
        else {
          ids.push(token.id);
          tokens.push(token);
          if (token.id === draft.ids[row]) accepted++;
          if (ids.length === limit) stop = atLimit;
        }
      }
      const drafted = draft.ids.length;
      this.#prefixes.truncate(this.#prefixes.position - drafted + accepted);
      if (runMs > 0) this.#speculation.ran(drafted, accepted, draft.matched, runMs);
      counts.drafted += drafted;
      counts.accepted += accepted;

      for (const token of tokens) {
        yield { kind: "token", ...token };
        if (signal.aborted) return { stop: "stopped", ...counts };
      }
      if (stop) return { stop, ...counts };

      draft = this.#draft(ids, limit - ids.length - 1, request.speculate);
      const startedAt = performance.now();
      const fed = [...ids.slice(-1), ...draft.ids];
      top = topWillDo && fed.length === 1 ? await this.#prefixes.runTop(fed, sampling.temperature) : null;
      if (!top) logits = await this.#prefixes.run(fed, { logits: draft.ids.length > 0 ? "all" : "last" });
      runMs = performance.now() - startedAt;
      await breathe();
      if (signal.aborted) return { stop: "stopped", ...counts };
    }
  }

  /** Yields what the model thinks of each of an answer's ids after the prompt, as if it were choosing it now. */
  async *inspect(
    promptIds: readonly number[],
    answerIds: readonly number[],
    alternatives: number,
    signal: AbortSignal,
  ): AsyncGenerator<Chances> {
    if (answerIds.length === 0) return;
    const { vocab } = this.#model.shape;
    const chances = (logits: Float32Array, row: number, id: number) =>
      chancesOf(outlook(logits.subarray(row * vocab, (row + 1) * vocab)), id, alternatives);

    await this.#prefixes.rewind(promptIds);
    let logits: Float32Array = new Float32Array();
    while (this.#prefixes.position < promptIds.length) {
      logits = await this.#readPiece(promptIds);
      await breathe();
      if (signal.aborted) return;
    }
    yield chances(logits, 0, answerIds[0]!);

    const atOnce = this.#model.givesAllLogits ? LONGEST_DRAFT : 1;
    for (let first = 0; first + 1 < answerIds.length; first += atOnce) {
      const fed = answerIds.slice(first, Math.min(first + atOnce, answerIds.length - 1));
      logits = await this.#prefixes.run(fed, { logits: fed.length > 1 ? "all" : "last" });
      for (let row = 0; row < fed.length; row++) yield chances(logits, row, answerIds[first + row + 1]!);
      await breathe();
      if (signal.aborted) return;
    }
  }

  /** Reads the next piece of `ids`. */
  async #readPiece(ids: readonly number[]): Promise<Float32Array> {
    const { position } = this.#prefixes;
    const size = this.#prefill.next(ids.length - position);
    const startedAt = performance.now();
    const logits = await this.#prefixes.run(ids.slice(position, position + size));
    this.#prefill.read(size, performance.now() - startedAt);
    return logits;
  }

  /** As many next ids as are worth checking. */
  #draft(ids: readonly number[], limit: number, wanted: boolean): Draft {
    if (!wanted || !this.#model.givesAllLogits) return noDraft;
    const found = findDraft(ids, Math.min(limit, LONGEST_DRAFT));
    if (found.ids.length === 0) return noDraft;
    const length = this.#speculation.length(found.ids.length, found.matched);
    return { ids: found.ids.slice(0, length), matched: found.matched };
  }
}

interface Token {
  readonly id: number;
  readonly chances: Chances | null;
}

/** `logits` [vocab] are changed in place. `step` counts from the answer's beginning. */
function chooseToken(
  logits: Float32Array,
  ids: readonly number[],
  step: number,
  { sampling, alternatives }: DecodeRequest,
): Token {
  const likely = alternatives === null ? null : outlook(logits.slice());
  const id = sample(logits, ids, sampling, uniform(sampling.seed, step));
  return { id, chances: likely && chancesOf(likely, id, alternatives ?? 0) };
}

function chancesOf(likely: Outlook, id: number, alternatives: number): Chances {
  return { probability: likely.probability(id), alternatives: likely.best(alternatives, id) };
}

const breath = new MessageChannel();

/** Lets messages to this worker be handled; a promise alone would not, and a timer would cost 4 ms. */
function breathe(): Promise<void> {
  return new Promise((resolve) => {
    breath.port1.onmessage = () => resolve();
    breath.port2.postMessage(null);
  });
}
