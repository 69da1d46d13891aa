/**
 * A model on a device: token ids in, logits out, with the KV cache in between.
 *
 * Knows ids and positions; nothing of text, sampling or where files come from.
 */

import type { InferenceSession, Tensor } from "onnxruntime-web/wasm";
import { AppError, assert, toAppError } from "../../models/errors.ts";
import type { ModelShape, Variant } from "../../models/manifest.ts";
import { createKvCache, type KvCache, type KvRange, presentNames } from "./kv-cache.ts";
import type { Runtime } from "./runtime.ts";

export interface SessionFiles {
  readonly graph: Uint8Array;
  /** By the name the graph's initializers give, which is the file's name without its folder. */
  readonly data: ReadonlyMap<string, Uint8Array | Blob>;
}

export interface RunOptions {
  /** Which of the fed positions' logits are wanted. */
  readonly logits?: "last" | "all";
}

const LOGITS_TO_KEEP = "num_logits_to_keep";

export class Session {
  readonly shape: ModelShape;
  /** Whether `run` can give the logits of all positions; models exported by earlier versions give the last one's only. */
  readonly givesAllLogits: boolean;
  readonly #runtime: Runtime;
  readonly #session: InferenceSession;
  readonly #cache: KvCache;
  #position = 0;
  #lost: AppError | null = null;
  #failRun: (error: AppError) => void = () => {};

  private constructor(runtime: Runtime, session: InferenceSession, shape: ModelShape, cache: KvCache) {
    this.#runtime = runtime;
    this.#session = session;
    this.shape = shape;
    this.#cache = cache;
    this.givesAllLogits = session.inputNames.includes(LOGITS_TO_KEEP);
    void runtime.gpu?.lost.then(({ message }) => {
      this.#lost = new AppError(
        "device-lost",
        `The graphics device stopped answering${message ? ` (${message})` : ""}.`,
      );
      this.#failRun(this.#lost);
    });
  }

  /** Throws `out-of-memory` where the device has no room, `bad-file` for a graph that does not load. */
  static async create(runtime: Runtime, shape: ModelShape, variant: Variant, files: SessionFiles): Promise<Session> {
    let session: InferenceSession | null = null;
    try {
      session = await runtime.ort.InferenceSession.create(files.graph, {
        executionProviders: [runtime.gpu ? { name: "webgpu", device: runtime.gpu } : "wasm"],
        logSeverityLevel: 3, // errors; its warnings tell which nodes it placed where
        externalData: Array.from(files.data, ([path, data]) => ({ path, data })),
        ...(runtime.gpu && {
          preferredOutputLocation: Object.fromEntries(presentNames(shape.layers).map((name) => [name, "gpu-buffer"])),
        }),
      });
      return new Session(runtime, session, shape, createKvCache(runtime, shape, variant.kvDtype));
    } catch (error) {
      await session?.release();
      throw loadError(error);
    }
  }

  /** How many positions the cache holds. */
  get position(): number {
    return this.#position;
  }

  /** Forgets the positions from `length` on; 0 forgets everything. */
  truncate(length: number): void {
    assert(length <= this.#position, `Cannot keep ${length} of ${this.#position} positions.`);
    this.#position = length;
    this.#cache.truncate(length);
  }

  /** A copy of what the positions from `start` up to `end` hold; null where the device has no room for it. */
  save(start: number, end: number): Promise<KvRange | null> {
    assert(start < end && end <= this.#position, `Cannot save positions ${start} to ${end} of ${this.#position}.`);
    return this.#cache.save(start, end);
  }

  /** Goes on from the current position up to `end` with what was saved of the same ids. */
  restore(range: KvRange, end: number): void {
    const inside = range.start <= this.#position && this.#position < end && end <= range.end;
    assert(inside, `Cannot restore positions ${this.#position} to ${end} from ${range.start} to ${range.end}.`);
    this.#cache.restore(range, this.#position, end);
    this.#position = end;
  }

  /**
   * Reads `ids` after what has been read before. Returns the logits [vocab] that follow the last of them, or [ids, vocab]
   * that follow each where `logits` is "all"; the array is the caller's until the next run. Throws `device-lost`.
   */
  async run(ids: readonly number[], { logits = "last" }: RunOptions = {}): Promise<Float32Array> {
    const end = this.#position + ids.length;
    assert(ids.length > 0 && end <= this.shape.contextLength, `Cannot read up to position ${end}.`);
    assert(logits === "last" || this.givesAllLogits, "This model gives the logits of the last position only.");
    if (this.#lost) throw this.#lost;

    const { Tensor } = this.#runtime.ort;
    const feeds: Record<string, Tensor> = {
      input_ids: new Tensor("int64", BigInt64Array.from(ids, BigInt), [1, ids.length]),
      attention_mask: new Tensor("int64", new BigInt64Array(end).fill(1n), [1, end]),
      ...(this.givesAllLogits && {
        [LOGITS_TO_KEEP]: new Tensor("int64", BigInt64Array.of(logits === "all" ? 0n : 1n), []),
      }),
      ...this.#cache.inputs(),
    };
    const results = await this.#untilLost(this.#session.run(feeds, { logits: null, ...this.#cache.outputs() }));
    this.#cache.accept(results);
    this.#position = end;
    return (results.logits as Tensor).data as Float32Array;
  }

  async dispose(): Promise<void> {
    this.#cache.dispose();
    await this.#session.release();
  }

  /** A run on a lost device may never settle. */
  #untilLost<T>(run: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#failRun = reject;
      run.then(resolve, reject);
    });
  }
}

function loadError(error: unknown): AppError {
  const { message } = toAppError(error);
  if (/out of memory|allocat|bad_alloc|RangeError/i.test(message)) {
    return new AppError("out-of-memory", `There is not enough memory to load the model: ${message}`, { cause: error });
  }
  return new AppError("bad-file", `The model could not be loaded: ${message}`, { cause: error });
}
