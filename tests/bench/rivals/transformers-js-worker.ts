import { AutoModelForCausalLM, BaseStreamer, env, Tensor } from "@huggingface/transformers";
import type { Measured, MeasuredRun } from "./ours.ts";
import type { MeasureRequest } from "./page.ts";

self.onmessage = async ({ data }: MessageEvent<MeasureRequest>) => {
  self.postMessage(
    await measure(data).then(
      (measured) => ({ measured }),
      (error) => ({ error: String(error?.stack ?? error) }),
    ),
  );
};

class Clock extends BaseStreamer {
  readonly moments: number[] = [];

  override put(): void {
    this.moments.push(performance.now());
  }

  override end(): void {}
}

async function measure({ device, folderUrl, promptTokens, newTokens, threads }: MeasureRequest): Promise<Measured> {
  const { origin, pathname } = new URL(folderUrl);
  const [, parent, name] = /^(.*\/)([^/]+)\/$/.exec(pathname)!;
  env.allowRemoteModels = false;
  env.allowLocalModels = true;
  env.localModelPath = origin + parent;
  env.useBrowserCache = false;
  const wasm = env.backends.onnx.wasm!;
  wasm.wasmPaths = `${origin}/onnxruntime/`;
  wasm.numThreads = threads;
  const dtype = device === "webgpu" ? "q4" : "q8";
  const start = performance.now();
  const model = await AutoModelForCausalLM.from_pretrained(name!, { device, dtype, local_files_only: true });
  const loadMs = performance.now() - start;

  const runs: MeasuredRun[] = [];
  for (const [seed, length] of promptTokens.entries()) {
    const ids = BigInt64Array.from({ length }, (_, i) => BigInt(1 + ((i * 97 + seed * 7919) % 50000)));
    const clock = new Clock();
    const began = performance.now();
    await model.generate({
      inputs: new Tensor("int64", ids, [1, length]),
      attention_mask: new Tensor("int64", new BigInt64Array(length).fill(1n), [1, length]),
      max_new_tokens: newTokens + 1,
      min_new_tokens: newTokens + 1,
      do_sample: false,
      streamer: clock,
    } as never);
    // The first put is of the prompt.
    const [first, ...later] = clock.moments.slice(1) as [number, ...number[]];
    runs.push({ promptTokens: length, prefillMs: first - began, tokenMs: (later.at(-1)! - first) / later.length });
  }
  return { loadMs, runs, detail: `${dtype}, ${threads} threads` };
}
