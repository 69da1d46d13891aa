/** Lets a test drive the engine's own session in a worker, without the page. */

import type { SessionReply, SessionRequest } from "./harness-worker.ts";

declare global {
  interface Window {
    runSession(request: SessionRequest): Promise<SessionReply>;
  }
}

window.runSession = (request) =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./harness-worker.ts", import.meta.url), { type: "module" });
    const settle = (outcome: () => void) => {
      worker.terminate();
      outcome();
    };
    worker.onmessage = ({ data }: MessageEvent<SessionReply>) => settle(() => resolve(data));
    worker.onerror = ({ message }) => settle(() => reject(new Error(message || "The harness worker failed.")));
    worker.postMessage(request);
  });
