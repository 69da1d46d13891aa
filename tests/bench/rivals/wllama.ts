import { Wllama } from "@wllama/wllama/esm/index.js";
import wasmUrl from "@wllama/wllama/esm/wasm/wllama.wasm?url";
import type { LoadedContestant, LoadRequest } from "./page.ts";

/** llama.cpp's own timings, which leave out what wllama adds. */
export async function loadWllama({ device, folderUrl, threads }: LoadRequest): Promise<LoadedContestant> {
  const wllama = new Wllama({ default: new URL(wasmUrl, location.href).href }, { suppressNativeLog: true });
  const file = await (await fetch(`${folderUrl}model.gguf`)).blob();
  await wllama.loadModel([file], {
    n_ctx: 2048,
    n_threads: threads,
    n_gpu_layers: device === "webgpu" ? 999 : 0,
  });
  return {
    detail: `Q4_0, ${wllama.getNumThreads()} threads, llama.cpp ${Wllama.getLibllamaVersion()}`,
    async run({ promptTokens, newTokens, seed }) {
      const prompt = Array.from({ length: promptTokens }, (_, i) =>
        String.fromCharCode(97 + ((i * 7 + seed * 5 + ((i * i) >> 3)) % 26)),
      ).join("");
      const { usage, timings } = await wllama.createCompletion({
        prompt,
        max_tokens: newTokens + 1,
        temperature: 0,
        stream: false,
        ignore_eos: true,
      });
      if (!timings) throw new Error("wllama gave no timings.");
      if (usage.prompt_tokens !== promptTokens) {
        throw new Error(`wllama read ${usage.prompt_tokens} tokens, not ${promptTokens}.`);
      }
      return { prefillMs: timings.prompt_ms, tokenMs: timings.predicted_per_token_ms };
    },
  };
}
