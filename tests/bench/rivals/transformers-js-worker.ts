import { AutoModelForCausalLM, BaseStreamer, env, type PreTrainedModel, Tensor } from "@huggingface/transformers";
import type { LoadRequest, Run, RunRequest } from "./page.ts";
import type { Reply } from "./transformers-js.ts";

let model: PreTrainedModel;

self.onmessage = async ({ data }: MessageEvent<LoadRequest | RunRequest>) => {
  const reply: Promise<Reply> =
    "contestant" in data ? load(data).then((detail) => ({ detail })) : run(data).then((done) => ({ run: done }));
  self.postMessage(await reply.catch((error): Reply => ({ error: String(error?.stack ?? error) })));
};

class Clock extends BaseStreamer {
  readonly moments: number[] = [];

  override put(): void {
    this.moments.push(performance.now());
  }

  override end(): void {}
}

async function load({ device, folderUrl, threads }: LoadRequest): Promise<string> {
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
  model = await AutoModelForCausalLM.from_pretrained(name!, { device, dtype, local_files_only: true });
  return `${dtype}, ${threads} threads`;
}

async function run({ promptTokens, newTokens, seed }: RunRequest): Promise<Run> {
  const { vocab_size: vocab } = model.config as unknown as { vocab_size: number };
  const ids = BigInt64Array.from({ length: promptTokens }, (_, i) =>
    BigInt(1 + ((i * 97 + seed * 7919) % (vocab - 1))),
  );
  const clock = new Clock();
  const began = performance.now();
  await model.generate({
    inputs: new Tensor("int64", ids, [1, promptTokens]),
    attention_mask: new Tensor("int64", new BigInt64Array(promptTokens).fill(1n), [1, promptTokens]),
    max_new_tokens: newTokens + 1,
    min_new_tokens: newTokens + 1,
    do_sample: false,
    streamer: clock,
  } as never);
  // The first put is of the prompt.
  const [first, ...later] = clock.moments.slice(1) as [number, ...number[]];
  return { prefillMs: first - began, tokenMs: later.length === 0 ? 0 : (later.at(-1)! - first) / later.length };
}
