/** What a session drives: a model's graph on one kind of device, with the keys and values of the positions it has read. */

export interface DeviceModel {
  /** Whether `run` can give the logits of all positions; models exported by earlier versions give the last one's only. */
  readonly givesAllLogits: boolean;
  /**
   * Reads `ids` as the positions from `start` on, after those before it. Returns logits, [vocab] of the last or [ids, vocab]
   * of all. Throws `device-lost`, `out-of-memory`.
   */
  run(ids: readonly number[], start: number, logits: "last" | "all"): Promise<Float32Array>;
  /** Whether there is `runTop`. */
  readonly givesTopLogits: boolean;
  /** As `run` for the last position, with the largest logits only: for sampling at `temperature`. One call at a time. */
  runTop(ids: readonly number[], start: number, temperature: number): Promise<TopLogits>;
  /** A copy of the positions from `start` up to `end`; null where the device has no room for it. */
  save(start: number, end: number): Promise<KvRange | null>;
  /** Puts positions `start` up to `end` of a copy back where they were; what lies before must be there already. */
  restore(range: KvRange, start: number, end: number): void;
  /** Positions 0 up to `end` from a copy's bytes, as `KvRange` has them; null where they are not of this model's kind. */
  rangeOf(copy: Uint8Array, end: number): KvRange | null;
  dispose(): Promise<void>;
}

/** The largest logits of a position, and what tells their share of all. */
export interface TopLogits {
  /** Largest first, the smaller id first of equals. */
  readonly ids: Uint32Array;
  readonly logits: Float32Array;
  /** Σ exp((logit - largest) / temperature) over the whole vocabulary. */
  readonly total: number;
  /** Every logit [vocab]; until the next run. */
  all(): Promise<Float32Array>;
}

/** Keys and values of some positions, apart from the cache they were taken from. */
export interface KvRange {
  readonly start: number;
  readonly end: number;
  readonly bytes: number;
  /** The same on every device, in JavaScript's memory; null where they lie on a GPU. */
  readonly copy: Uint8Array | null;
  dispose(): void;
}

/** Inputs and outputs of every graph, as gpt-neox.ts of the exporter names them. */
export const INPUT_IDS = "input_ids";
export const ATTENTION_MASK = "attention_mask";
export const LOGITS_TO_KEEP = "num_logits_to_keep";
export const LOGITS = "logits";
