/**
 * A model on a device: token ids in, logits of the last one out, with the KV cache in between.
 *
 * Knows ids and positions; nothing of text, sampling or where files come from.
 */

import type { InferenceSession, Tensor } from "onnxruntime-web/wasm";
import { AppError, assert, toAppError } from "../../models/errors.ts";
import type { ModelShape, Variant } from "../../models/manifest.ts";
import { createKvCache, type KvCache, presentNames } from "./kv-cache.ts";
import type { Runtime } from "./runtime.ts";

export interface SessionFiles {
  readonly graph: Uint8Array;
  /** By the name the graph's initializers give, which is the file's name without its folder. */
  readonly data: ReadonlyMap<string, Uint8Array | Blob>;
}

export class Session {
  readonly shape: ModelShape;
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

  /** Forgets every position. */
  reset(): void {
    this.#position = 0;
    this.#cache.reset();
  }

  /**
   * Reads `ids` after what has been read before and returns the logits [vocab] that follow the last of them; the array is
   * the caller's until the next run. Throws `device-lost`.
   */
  async run(ids: readonly number[]): Promise<Float32Array> {
    const end = this.#position + ids.length;
    assert(ids.length > 0 && end <= this.shape.contextLength, `Cannot read up to position ${end}.`);
    if (this.#lost) throw this.#lost;

    const { Tensor } = this.#runtime.ort;
    const feeds: Record<string, Tensor> = {
      input_ids: new Tensor("int64", BigInt64Array.from(ids, BigInt), [1, ids.length]),
      attention_mask: new Tensor("int64", new BigInt64Array(end).fill(1n), [1, end]),
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
