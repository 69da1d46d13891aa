/**
 * Never reads twice: what a session has read stays, and of what it must leave for another prompt a copy is kept, so that
 * a prompt is read only from where nothing read before agrees with it.
 *
 * The session holds one sequence of ids. Copies hold the keys and values of ranges of others. Together they are a prefix
 * tree: each range is an edge, and knows the whole path of ids before it, because keys and values depend on all of them.
 * Ranges share what lies before them rather than repeat it. Beyond a number of bytes the least recently used go.
 *
 * Knows ids and positions; nothing of prompts.
 */

import type { KvRange, TopLogits } from "./device-model.ts";
import type { RunOptions, Session } from "./session.ts";

/** What is needed of a session; the tests give a scripted one. */
export type CachedModel = Pick<Session, "run" | "runTop" | "truncate" | "save" | "restore" | "shape">;

/** Fewer positions than this are sooner read again than copied and looked after. */
const LEAST_KEPT = 16;

/** Of all copies. A quarter of a gigabyte is 400 positions of 3b in float32, or 28,000 of the pocket model. */
const BUDGET_BYTES = 256 * 2 ** 20;

interface Kept {
  /** From position 0 to the range's end. */
  readonly ids: readonly number[];
  readonly range: KvRange;
  usedAt: number;
}

export class PrefixCache {
  readonly #model: CachedModel;
  readonly #budgetBytes: number;
  /** The ids of the positions in the session. */
  #read: number[] = [];
  #kept: Kept[] = [];
  #clock = 0;

  constructor(model: CachedModel, budgetBytes = BUDGET_BYTES) {
    this.#model = model;
    this.#budgetBytes = budgetBytes;
    model.truncate(0);
  }

  /** How many positions the session holds. */
  get position(): number {
    return this.#read.length;
  }

  /** Has the session hold as much of the beginning of `ids` as is known, but for the last one; resolves to how much. */
  async rewind(ids: readonly number[]): Promise<number> {
    const limit = ids.length - 1;
    const common = commonLength(this.#read, ids);
    const path = this.#path(ids, common);
    await this.#keep(common);
    this.truncate(Math.min(common, limit));
    for (const { range, ids: known } of path) {
      const end = Math.min(commonLength(known, ids), limit);
      if (end <= this.position) break;
      this.#model.restore(range, end);
      this.#read.push(...ids.slice(this.position, end));
    }
    this.#evict();
    return this.position;
  }

  /** Runs the model on the next ids, and remembers them. */
  async run(ids: readonly number[], options?: RunOptions): Promise<Float32Array> {
    const logits = await this.#model.run(ids, options);
    this.#read.push(...ids);
    return logits;
  }

  /** As `run`, for the largest logits. */
  async runTop(ids: readonly number[], temperature: number): Promise<TopLogits> {
    const top = await this.#model.runTop(ids, temperature);
    this.#read.push(...ids);
    return top;
  }

  /** Forgets the session's positions from `length` on. */
  truncate(length: number): void {
    if (length === this.#read.length) return;
    this.#read.length = length;
    this.#model.truncate(length);
  }

  /** Remembers ids, from position 0 on, with their keys and values, which are its from now on. */
  know(ids: readonly number[], range: KvRange): void {
    this.#kept.push({ ids, range, usedAt: this.#clock });
  }

  dispose(): void {
    for (const { range } of this.#kept.splice(0)) range.dispose();
  }

  /** The ranges that lead on along `ids` from `start`, in order, each as far as possible; they count as used. */
  #path(ids: readonly number[], start: number): Kept[] {
    const path: Kept[] = [];
    const usedAt = ++this.#clock;
    for (let end = start; ; ) {
      const from = end;
      let best: Kept | null = null;
      for (const kept of this.#kept) {
        const reach = kept.range.start <= from ? commonLength(kept.ids, ids) : 0;
        if (reach <= end) continue;
        best = kept;
        end = reach;
      }
      if (!best) return path;
      best.usedAt = usedAt;
      path.push(best);
    }
  }

  /** Copies what the session holds from `start` on, but for what is kept already. */
  async #keep(start: number): Promise<void> {
    const ids = this.#read;
    const known = this.#path(ids, start).at(-1);
    const from = known ? commonLength(known.ids, ids) : start;
    const { layers, heads, headDim } = this.#model.shape;
    const mostBytes = 2 * layers * heads * headDim * Float32Array.BYTES_PER_ELEMENT;
    const end = Math.min(ids.length, from + Math.floor(this.#budgetBytes / mostBytes));
    if (end - from < LEAST_KEPT) return;
    const range = await this.#model.save(from, end);
    if (range) this.#kept.push({ ids: ids.slice(0, end), range, usedAt: this.#clock });
  }

  /** Of ranges used at the same time the furthest from the root goes first: the others do not lead through it. */
  #evict(): void {
    this.#kept.sort((a, b) => b.usedAt - a.usedAt || a.range.start - b.range.start);
    let bytes = 0;
    this.#kept = this.#kept.filter(({ range }) => {
      bytes += range.bytes;
      if (bytes <= this.#budgetBytes) return true;
      range.dispose();
      return false;
    });
  }
}

function commonLength(a: readonly number[], b: readonly number[]): number {
  const most = Math.min(a.length, b.length);
  for (let at = 0; at < most; at++) if (a[at] !== b[at]) return at;
  return most;
}
