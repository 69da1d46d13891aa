/**
 * `npm run bench:gpu -- [--shapes tiny,3b,7b,12b] [--dtypes q4,q4f16] [--tokens 60] [--bandwidth GB_A_SECOND]`: onnxruntime's
 * WebGPU kernels on this machine's graphics adapter, without a browser, for anyone who has one. Its driver is all that is
 * needed (on Linux Vulkan with its loader libvulkan.so.1, and VK_ICD_FILENAMES to name another adapter than the first); the
 * weights are random and made here.
 *
 * Told for each shape and dtype: a layer's logits against float64, after a short prompt and after one of 40, which narrow
 * subgroups get wrong (the page's own device does without those; here they cannot be switched off); the time that a layer
 * takes for a token, from models of two and of six layers, so that what a run costs by itself drops out; what the whole model
 * would write a second by that; and, given the adapter's memory bandwidth as its maker states it, the share of it that a
 * layer's weights move at. What an adapter cannot run (q4f16 needs 16-bit floats) is told and left out. The last line is JSON.
 *
 * Here the keys and values grow and are onnxruntime's own; the page keeps them in fixed buffers.
 */

import { parseArgs } from "node:util";
import { type Dtype, dtypes } from "../../models/manifest.ts";
import { type ExportedFolder, exportToDisk } from "../parity/export-fixture.ts";
import { referenceLogits } from "../parity/reference.ts";
import { run } from "../parity/run.ts";
import { maxError, promptThenTokens } from "../parity/steps.ts";
import { loadCheckpoint } from "../parity/weights.ts";
import { randomWeights } from "./rivals/random-weights.ts";

const shapes = {
  tiny: { heads: 4, headDim: 80, layers: 2 },
  "3b": { heads: 32, headDim: 80, layers: 32 },
  "7b": { heads: 32, headDim: 128, layers: 32 },
  "12b": { heads: 40, headDim: 128, layers: 36 },
} as const;
type ShapeName = keyof typeof shapes;

/** Small, so that layers are what is measured. */
const VOCAB = 1024;
/** Of the head that a whole model has. */
const WHOLE_VOCAB = 50280;
const SHORT_PROMPT = 16;
const LONG_PROMPT = 40;
const CHECKED_TOKENS = 44;
const FEW_LAYERS = 2;
const MORE_LAYERS = 6;

interface Row {
  readonly shape: ShapeName;
  readonly dtype: Dtype;
  /** Of the logits after the prompt and after each token that follows. */
  readonly shortPromptError: number;
  readonly longPromptError: number;
  readonly largestLogit: number;
  readonly layerMs: number;
  readonly layerMegabytes: number;
  readonly gigabytesPerSecond: number;
  readonly shareOfBandwidth: number | null;
  /** Reckoned for all layers and a head of 50,280 ids that moves as fast as a layer. */
  readonly tokensPerSecond: number;
}

interface Failure {
  readonly shape: ShapeName;
  readonly dtype: Dtype;
  readonly failure: string;
}

/** Resolves to the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      shapes: { type: "string", default: "tiny,3b,12b" },
      dtypes: { type: "string", default: "q4,q4f16" },
      tokens: { type: "string", default: "60" },
      bandwidth: { type: "string" },
    },
  });
  const names = values.shapes.split(",") as ShapeName[];
  const wanted = values.dtypes.split(",") as Dtype[];
  if (names.some((name) => !(name in shapes)) || wanted.some((dtype) => !dtypes.includes(dtype))) {
    console.error(
      "npm run bench:gpu -- [--shapes tiny,3b,7b,12b] [--dtypes q4,q4f16,fp32] [--tokens 60] [--bandwidth GB_A_SECOND]",
    );
    return 1;
  }
  const bandwidth = values.bandwidth === undefined ? null : Number(values.bandwidth);
  const rows: (Row | Failure)[] = [];
  for (const shape of names) {
    for (const dtype of wanted) {
      rows.push(
        await measure(shape, dtype, Number(values.tokens), bandwidth).catch((error): Failure => {
          return { shape, dtype, failure: error instanceof Error ? error.message : String(error) };
        }),
      );
      console.log(rows.at(-1));
    }
  }
  console.log(JSON.stringify({ benchmark: "gpu", bandwidth, rows }));
  return rows.every((row) => "failure" in row) ? 1 : 0;
}

async function measure(shape: ShapeName, dtype: Dtype, tokenCount: number, bandwidth: number | null): Promise<Row> {
  const idsOf = (length: number) => Array.from({ length }, (_, index) => (index * 37 + 11) % VOCAB);
  const checked = idsOf(CHECKED_TOKENS);
  const checkpoint = await loadCheckpoint(weightsOf(shape, 1));
  const reference = referenceLogits(checkpoint.config, checkpoint.weights(dtype), checked);
  const errorAfter = async (promptTokens: number) => {
    const { logits } = await timed(shape, dtype, 1, promptThenTokens(checked, promptTokens));
    return Math.max(...logits.map((row, step) => maxError(row, reference[promptTokens - 1 + step]!)));
  };
  const shortPromptError = await errorAfter(SHORT_PROMPT);
  const longPromptError = await errorAfter(LONG_PROMPT);

  const tokens = promptThenTokens(idsOf(tokenCount), 1);
  const few = await timed(shape, dtype, FEW_LAYERS, tokens);
  const more = await timed(shape, dtype, MORE_LAYERS, tokens);
  const layers = MORE_LAYERS - FEW_LAYERS;
  const layerMs = (more.tokenMs - few.tokenMs) / layers;
  const layerMegabytes = (more.bytes - few.bytes) / layers / 1e6;
  const gigabytesPerSecond = layerMegabytes / layerMs;
  const { heads, headDim, layers: allLayers } = shapes[shape];
  // Of a layer's weights, 12 · hidden² numbers, and of the head's.
  const headMs = (layerMs * (WHOLE_VOCAB - VOCAB)) / (12 * heads * headDim);
  const wholeMs = few.tokenMs + (allLayers - FEW_LAYERS) * layerMs + headMs;
  return {
    shape,
    dtype,
    shortPromptError,
    longPromptError,
    largestLogit: Math.max(...reference.flatMap((row) => Array.from(row, Math.abs))),
    layerMs,
    layerMegabytes,
    gigabytesPerSecond,
    shareOfBandwidth: bandwidth === null ? null : gigabytesPerSecond / bandwidth,
    tokensPerSecond: 1000 / wholeMs,
  };
}

/** The logits after each step, the weights' bytes, and the median time of a token once the kernels are compiled. */
async function timed(shape: ShapeName, dtype: Dtype, layers: number, steps: readonly (readonly number[])[]) {
  const exported: ExportedFolder = await exportToDisk(weightsOf(shape, layers), [dtype]);
  try {
    const ms: number[] = [];
    const logits = await run(exported, dtype, "webgpu", steps, "growing", (step) => ms.push(step));
    const settled = ms.slice(Math.floor(ms.length / 2)).sort((a, b) => a - b);
    const { data } = exported.manifest.variants[0]!;
    const bytes = exported.manifest.files.reduce((sum, file) => sum + (data.includes(file.path) ? file.bytes : 0), 0);
    return { logits, bytes, tokenMs: settled[settled.length >> 1]! };
  } finally {
    await exported.remove();
  }
}

function weightsOf(shape: ShapeName, layers: number) {
  return randomWeights({ name: shape, ...shapes[shape], layers, vocab: VOCAB });
}
