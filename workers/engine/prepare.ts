/** What can be known of a model before the one in use is let go: that its files are there and whole, and that it fits the device. */

import { AppError } from "../../models/errors.ts";
import type { Dtype, Manifest, Variant } from "../../models/manifest.ts";
import type { Call } from "../contract/call.ts";
import type { CheckRequest, LoadProgress } from "../contract/engine-api.ts";
import { checkGraph } from "./gpu-model.ts";
import { type ModelFiles, openModel, TOKENIZER, TOKENIZER_CONFIG } from "./open-model.ts";
import { planModel } from "./processor/processor-model.ts";
import { threadsFor } from "./processor/threads.ts";
import { type Runtime, startRuntime } from "./runtime.ts";
import { loadError } from "./session.ts";
import { Tokenizer } from "./tokenizer.ts";

export interface PreparedModel {
  readonly manifest: Manifest;
  readonly variant: Variant;
  readonly files: ModelFiles;
  readonly tokenizer: Tokenizer;
  /** The caller's to close. */
  readonly runtime: Runtime;
}

/** Throws what `load` throws but for memory, having released everything. */
export async function prepare(
  { source, device, activations = "any" }: CheckRequest,
  call: Call<LoadProgress>,
): Promise<PreparedModel> {
  const starting = startRuntime(device).catch((error) => Promise.reject(loadError(error)));
  let files: ModelFiles | null = null;
  try {
    const [{ manifest, open }, started] = await Promise.all([openModel(source, call), starting]);
    let runtime = started;
    const variant = chooseVariant(manifest, runtime, activations);
    files = await open(variant);
    if (runtime.gpu) checkGraph(runtime.gpu, files.graph);
    else
      runtime = { ...runtime, threads: threadsFor(planModel(1, manifest.shape, files.graph).layout, runtime.threads) };
    const tokenizer = new Tokenizer(
      parseJson(files.tokenizer, TOKENIZER),
      parseJson(files.tokenizerConfig, TOKENIZER_CONFIG),
      manifest.shape.vocab,
    );
    return { manifest, variant, files, tokenizer, runtime };
  } catch (error) {
    files?.close();
    void starting.then(
      (runtime) => runtime.close(),
      () => {}, // nothing was started
    );
    throw error;
  }
}

/**
 * The best variant the device can run: 4 bits for a GPU, those with 16-bit activations where it has them. The processor runs
 * any; of a model that comes in 8 bits too, these, which are closer to the original.
 */
function chooseVariant(manifest: Manifest, { gpu }: Runtime, activations: "any" | "float32"): Variant {
  const wanted: Dtype[] = gpu ? ["q4", "fp32"] : ["q8", "q4f16", "q4", "fp32"];
  if (activations === "any" && gpu?.features.has("shader-f16")) wanted.unshift("q4f16");
  for (const dtype of wanted) {
    const variant = manifest.variants.find((candidate) => candidate.dtype === dtype);
    if (variant) return variant;
  }
  const has = manifest.variants.map(({ dtype }) => dtype).join(", ") || "nothing";
  throw new AppError("unsupported", `${manifest.name} comes as ${has}; this device runs ${wanted.join(", ")}.`);
}

function parseJson(bytes: Uint8Array, name: string): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    throw new AppError("bad-file", `${name} does not hold JSON.`, { cause: error });
  }
}
