/**
 * A model on a device: token ids in, logits out, with the KV cache in between.
 *
 * Knows ids and positions; nothing of text, sampling or where files come from.
 */

import { AppError, assert, toAppError } from "../../models/errors.ts";
import type { ModelShape, Variant } from "../../models/manifest.ts";
import type { DeviceModel, KvRange, TopLogits } from "./device-model.ts";
import { GpuModel } from "./gpu-model.ts";
import { GpuTrouble } from "./gpu-trouble.ts";
import { ProcessorModel } from "./processor/processor-model.ts";
import type { Runtime } from "./runtime.ts";
import type { WeightFiles } from "./weight-files.ts";

export interface SessionFiles {
  readonly graph: Uint8Array;
  readonly data: WeightFiles;
  /** Told how many bytes of the data files have been read since it was told last. */
  readonly onRead?: (bytes: number) => void;
}

export interface RunOptions {
  /** Which of the fed positions' logits are wanted. */
  readonly logits?: "last" | "all";
}

export class Session {
  readonly shape: ModelShape;
  readonly #model: DeviceModel;
  readonly #trouble: GpuTrouble;
  #position = 0;

  private constructor(shape: ModelShape, model: DeviceModel, trouble: GpuTrouble) {
    this.shape = shape;
    this.#model = model;
    this.#trouble = trouble;
  }

  /** Throws `out-of-memory` where the device has no room, `bad-file` for a graph that does not load. */
  static async create(runtime: Runtime, shape: ModelShape, variant: Variant, files: SessionFiles): Promise<Session> {
    try {
      const trouble = new GpuTrouble(runtime.gpu);
      const model = await trouble.during(async () => {
        if (!runtime.gpu) return ProcessorModel.create(runtime, shape, files);
        const created = await GpuModel.create(runtime, shape, variant.kvDtype, files);
        await runtime.gpu.queue.onSubmittedWorkDone(); // by then it is known whether the memory was there
        return created;
      });
      return new Session(shape, model, trouble);
    } catch (error) {
      throw loadError(error);
    }
  }

  /** Whether `run` can give the logits of all positions; models exported by earlier versions give the last one's only. */
  get givesAllLogits(): boolean {
    return this.#model.givesAllLogits;
  }

  /** How many positions the cache holds. */
  get position(): number {
    return this.#position;
  }

  /** Forgets the positions from `length` on; 0 forgets everything. */
  truncate(length: number): void {
    assert(length <= this.#position, `Cannot keep ${length} of ${this.#position} positions.`);
    this.#position = length; // what lies past it is never read, and written over
  }

  /** A copy of what the positions from `start` up to `end` hold; null where the device has no room for it. */
  save(start: number, end: number): Promise<KvRange | null> {
    assert(start < end && end <= this.#position, `Cannot save positions ${start} to ${end} of ${this.#position}.`);
    return this.#model.save(start, end);
  }

  /** Positions 0 up to `end` from a copy's bytes, as an earlier session of the same setup made it; null for others. */
  rangeOf(copy: Uint8Array, end: number): KvRange | null {
    return this.#model.rangeOf(copy, end);
  }

  /** Goes on from the current position up to `end` with what was saved of the same ids. */
  restore(range: KvRange, end: number): void {
    const inside = range.start <= this.#position && this.#position < end && end <= range.end;
    assert(inside, `Cannot restore positions ${this.#position} to ${end} from ${range.start} to ${range.end}.`);
    this.#model.restore(range, this.#position, end);
    this.#position = end;
  }

  /**
   * Reads `ids` after what has been read before. Returns the logits [vocab] that follow the last of them, or [ids, vocab]
   * that follow each where `logits` is "all"; the array is the caller's until the next run. Throws `device-lost`,
   * `out-of-memory` where there is no room for more positions, and `worker-died` after a trap.
   */
  async run(ids: readonly number[], { logits = "last" }: RunOptions = {}): Promise<Float32Array> {
    assert(logits === "last" || this.givesAllLogits, "This model gives the logits of the last position only.");
    return this.#read(ids, () => this.#model.run(ids, this.#position, logits));
  }

  /** Whether `runTop` can be asked. */
  get givesTopLogits(): boolean {
    return this.#model.givesTopLogits;
  }

  /** As `run`, and gives the largest logits of the last position; see TopLogits. */
  async runTop(ids: readonly number[], temperature: number): Promise<TopLogits> {
    return this.#read(ids, () => this.#model.runTop(ids, this.#position, temperature));
  }

  /** `work` reads `ids`; the position moves on when it has. */
  async #read<T>(ids: readonly number[], work: () => Promise<T>): Promise<T> {
    const end = this.#position + ids.length;
    assert(ids.length > 0 && end <= this.shape.contextLength, `Cannot read up to position ${end}.`);
    const results = await this.#trouble.during(work).catch((error) => Promise.reject(runError(error)));
    this.#position = end;
    return results;
  }

  async dispose(): Promise<void> {
    await this.#model.dispose();
  }
}

/** What an error at the start of a runtime or a session is to the page. */
export function loadError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const { message } = toAppError(error);
  if (lacksMemory(message)) {
    return new AppError("out-of-memory", `There is not enough memory to load the model: ${message}`, { cause: error });
  }
  if (error instanceof WebAssembly.RuntimeError) {
    return new AppError("worker-died", `The engine broke off while it was starting: ${message}`, { cause: error });
  }
  return new AppError("bad-file", `The model could not be loaded: ${message}`, { cause: error });
}

/** After anything but an error of ours onnxruntime's module is in no known state: the worker is of no use any more. */
function runError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const { message } = toAppError(error);
  if (lacksMemory(message)) {
    return new AppError("out-of-memory", `There is not enough memory to go on: ${message}`, { cause: error });
  }
  return new AppError("worker-died", `The engine broke off in mid-computation: ${message}`, { cause: error });
}

function lacksMemory(message: string): boolean {
  return /out of memory|bad_alloc|(failed|unable) to allocate|allocation failed|could not allocate/i.test(message);
}
