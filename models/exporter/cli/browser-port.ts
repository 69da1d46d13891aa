/** Node's threads talk as a browser's do, but for the names. */

import type { WorkerPort } from "../../../workers/contract/transport.ts";

interface NodePort {
  postMessage(message: unknown, transfer?: ArrayBuffer[]): void;
  on(event: string, listener: (value: unknown) => void): unknown;
}

export function browserPort(port: NodePort, terminate: () => void): WorkerPort {
  return {
    terminate,
    postMessage: (message, transfer = []) => port.postMessage(message, transfer as ArrayBuffer[]),
    addEventListener(type: string, listener: (event: MessageEvent) => void) {
      port.on(type, (value) => listener((type === "message" ? { data: value } : value) as MessageEvent));
    },
  };
}
