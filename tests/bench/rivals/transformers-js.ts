import type { Measured } from "./ours.ts";
import type { MeasureRequest } from "./page.ts";

/** In a worker, as its users run it. */
export function measureTransformersJs(request: MeasureRequest): Promise<Measured> {
  const worker = new Worker(new URL("./transformers-js-worker.ts", import.meta.url), { type: "module" });
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<{ measured: Measured } | { error: string }>) => {
      if ("measured" in data) resolve(data.measured);
      else reject(new Error(data.error));
    };
    worker.onerror = ({ message }) => reject(new Error(message));
    worker.postMessage(request);
  });
}
