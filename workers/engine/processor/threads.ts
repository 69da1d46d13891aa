/** The threads beside the engine's own, each a worker that runs the same program over the same memory. */

import { AppError } from "../../../models/errors.ts";
import type { GraphWeights } from "./graph-weights.ts";
import type { Layout } from "./layout.ts";

/** Below this a thread has less to do than waiting for the others takes. */
const LEAST_BYTES = 16 * 2 ** 20;

/** Of so many threads that the device has, those worth starting for a model: one for a small one such as the bundled. */
export function threadsFor({ bytes }: Layout, most: number): number {
  return Math.max(1, Math.min(most, Math.floor(bytes / LEAST_BYTES)));
}

/** What a helper is given, once. */
export interface HelperTask {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly weights: GraphWeights;
  readonly layout: Layout;
  /** Of the files, by the names the graph gives them; none of those that are in memory. */
  readonly handles: ReadonlyMap<string, FileSystemFileHandle>;
  readonly index: number;
  readonly threads: number;
}

export interface Helpers {
  /** Resolves when all of them are there, having what they need. Throws `worker-died`. */
  begin(task: Omit<HelperTask, "index">): Promise<void>;
  stop(): void;
}

/** Starting takes them a while, in which their task may be made ready. */
export function startHelpers(count: number): Helpers {
  const workers = Array.from(
    { length: count },
    () => new Worker(new URL("./helper-worker.ts", import.meta.url), { type: "module" }),
  );
  const ready = Promise.all(
    workers.map(
      (worker) =>
        new Promise<void>((resolve, reject) => {
          worker.onmessage = () => resolve();
          worker.onerror = ({ message }) =>
            reject(
              new AppError("worker-died", `A thread of the engine did not start: ${message || "no reason given"}.`),
            );
        }),
    ),
  );
  ready.catch(() => {}); // told by `begin`
  return {
    async begin(task) {
      for (const [helper, worker] of workers.entries()) {
        worker.postMessage({ ...task, index: helper + 1 } satisfies HelperTask);
      }
      await ready;
    },
    stop() {
      for (const worker of workers) worker.terminate();
    },
  };
}
