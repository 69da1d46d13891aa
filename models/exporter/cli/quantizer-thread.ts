/** Quantizing on a thread of its own, as in the browser: both ends of it. */

import { fileURLToPath } from "node:url";
import { parentPort, Worker } from "node:worker_threads";
import type { WorkerPort } from "../../../workers/contract/transport.ts";
import { serveQuantizer, withQuantizer } from "../../../workers/library/quantizer-api.ts";
import type { Quantizer } from "../quantizer.ts";

/** Starts TypeScript, in a thread as in a process. */
const runner = new URL("../../../scripts/run.mjs", import.meta.url);

/** Starts the thread for as long as `work` takes. */
export function onThread<T>(signal: AbortSignal, work: (quantizer: Quantizer) => Promise<T>): Promise<T> {
  const worker = new Worker(runner, { argv: [fileURLToPath(import.meta.url)] });
  const port = browserPort(worker, () => void worker.terminate());
  return withQuantizer(port, signal, work);
}

/** The thread's entry. It ends when it is terminated. */
export async function main(): Promise<number> {
  serveQuantizer(browserPort(parentPort!, () => {}));
  return 0;
}

interface NodePort {
  postMessage(message: unknown, transfer?: ArrayBuffer[]): void;
  on(event: string, listener: (value: unknown) => void): unknown;
}

/** Node's threads talk as a browser's do, but for the names. */
function browserPort(port: NodePort, terminate: () => void): WorkerPort {
  return {
    terminate,
    postMessage: (message, transfer = []) => port.postMessage(message, transfer as ArrayBuffer[]),
    addEventListener(type: string, listener: (event: MessageEvent) => void) {
      port.on(type, (value) => listener((type === "message" ? { data: value } : value) as MessageEvent));
    },
  };
}
