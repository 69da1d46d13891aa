import type { LoadedContestant, LoadRequest, Run, RunRequest } from "./page.ts";

/** The answer to each message to its worker. */
export type Reply = { readonly detail: string } | { readonly run: Run } | { readonly error: string };

/** In a worker, as its users run it. */
export async function loadTransformersJs(request: LoadRequest): Promise<LoadedContestant> {
  const worker = new Worker(new URL("./transformers-js-worker.ts", import.meta.url), { type: "module" });
  const ask = (message: LoadRequest | RunRequest) =>
    new Promise<Exclude<Reply, { error: string }>>((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<Reply>) => {
        if ("error" in data) reject(new Error(data.error));
        else resolve(data);
      };
      worker.onerror = ({ message: reason }) => reject(new Error(reason));
      worker.postMessage(message);
    });
  const { detail } = (await ask(request)) as { detail: string };
  return { detail, run: async (asked) => ((await ask(asked)) as { run: Run }).run };
}
