/**
 * `npm run bench:quantization -- [CHECKPOINT_FOLDER]`: how far 4-bit blocks are from the weights, as a share of the weights'
 * root mean square, and how fast they are made, for several choices of candidate scales and for llama.cpp's Q4_0; on noise
 * and on a checkpoint's matrices. Speeds are of one thread, the variants taking turns, the best of several rounds.
 */

import { openCheckpoint } from "../../models/exporter/checkpoint.ts";
import { diskFolder } from "../../models/exporter/cli/disk-folder.ts";
import { roundToFloat16 } from "../../models/exporter/float.ts";
import { BLOCK, dequantizeBlocks, SPANS } from "../../models/exporter/quantize.ts";
import { blocksKernel } from "../../models/exporter/wasm/blocks-kernel.ts";
import type { Kernels } from "../../models/exporter/wasm/kernels.ts";
import { assemble } from "../../models/wasm/assembler.ts";
import { normal } from "../fixtures/random-checkpoint.ts";
import { readFloats } from "../fixtures/read-floats.ts";

const variants: Readonly<Record<string, readonly number[]>> = {
  "1: 8": [8],
  "2: 8.5 7.9": [8.5, 7.9],
  "3: 8.5 8 7.2": [8.5, 8, 7.2],
  "4 (chosen)": SPANS,
  "5: 8.6 8.2 7.8 7.4 7": [8.6, 8.2, 7.8, 7.4, 7],
  "9: 9 to 6.6": Array.from({ length: 9 }, (_, index) => 9 - 0.3 * index),
  "25: 9.2 to 6.8": Array.from({ length: 25 }, (_, index) => 9.2 - 0.1 * index),
};

const COUNT = 2 ** 20;
const ROUNDS = 15;

/** Runs the bench; resolves to the exit code. */
export async function main([folder]: readonly string[]): Promise<number> {
  const sets = new Map<string, Float32Array>();
  const random = normal(5);
  sets.set(
    "normal",
    Float32Array.from({ length: COUNT }, () => 0.02 * random()),
  );
  sets.set(
    "heavy tails",
    Float32Array.from({ length: COUNT }, () => 0.02 * random() * Math.exp(0.7 * random())),
  );
  if (folder !== undefined) {
    for (const tensor of (await openCheckpoint(diskFolder(folder))).tensors.values()) {
      const [rows = 0, columns = 0] = tensor.shape;
      if (tensor.shape.length !== 2 || columns % BLOCK > 0 || !tensor.format) continue;
      const kind = tensor.name.replace(/^.*layers\.\d+\./, "").replace(/^gpt_neox\./, "");
      const values = await readFloats(tensor, 0, Math.min(rows * columns, COUNT));
      const earlier = sets.get(kind);
      if (!earlier || values.length > earlier.length) sets.set(kind, values);
    }
  }
  const kernels = Object.entries(variants).map(([name, spans]) => [name, open(spans)] as const);
  const errors: Record<string, Record<string, number>> = {};
  for (const [set, values] of sets) {
    const row: Record<string, number> = { "llama.cpp Q4_0": percent(values, legacy(values)) };
    for (const [name, kernel] of kernels) row[name] = percent(values, kernel(values));
    errors[set] = row;
  }
  const best = new Map<string, number>();
  const noise = sets.get("normal")!;
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, kernel] of kernels) best.set(name, Math.min(best.get(name) ?? 1e9, kernel.milliseconds(noise)));
  }
  const millionWeightsPerSecond = Object.fromEntries(
    Array.from(best, ([name, milliseconds]) => [name, Math.round(COUNT / 1000 / milliseconds)]),
  );
  console.table(errors);
  console.table(millionWeightsPerSecond);
  console.log(JSON.stringify({ errorPercent: errors, millionWeightsPerSecond }));
  return 0;
}

/** The kernel with other candidates: values in, the values that come back out. */
function open(spans: readonly number[]) {
  const module = new WebAssembly.Module(assemble([blocksKernel("float32", spans)]));
  const { memory, blocks_float32: run } = new WebAssembly.Instance(module).exports as unknown as Kernels;
  const [source, codes, scales] = [1024, 1024 + 4 * COUNT, 1024 + 5 * COUNT];
  memory.grow(Math.ceil((6 * COUNT) / 65536));
  const call = (values: Float32Array) => {
    new Float32Array(memory.buffer, source, values.length).set(values);
    const startedAt = performance.now();
    run(source, values.length / BLOCK, codes, scales, 1, 0);
    return performance.now() - startedAt;
  };
  const quantize = (values: Float32Array) => {
    call(values);
    const codeBytes = new Uint8Array(memory.buffer, codes, values.length / 2);
    return dequantizeBlocks(codeBytes, new Float32Array(memory.buffer, scales, values.length / BLOCK));
  };
  return Object.assign(quantize, { milliseconds: call });
}

/** As ggml's quantize_row_q4_0_ref: the extreme over -8 is the scale, kept as a float16 after the codes were chosen. */
function legacy(values: Float32Array): Float32Array {
  const back = new Float32Array(values.length);
  for (let start = 0; start < values.length; start += BLOCK) {
    const block = values.subarray(start, start + BLOCK);
    const extreme = block.reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0);
    const scale = Math.fround(extreme / -8);
    const inverse = scale === 0 ? 0 : Math.fround(1 / scale);
    const stored = roundToFloat16(scale);
    block.forEach((value, index) => {
      back[start + index] = (Math.min(15, Math.trunc(value * inverse + 8.5)) - 8) * stored;
    });
  }
  return back;
}

function percent(values: Float32Array, back: Float32Array): number {
  let error = 0;
  let power = 0;
  for (let i = 0; i < values.length; i++) {
    error += (values[i]! - back[i]!) ** 2;
    power += values[i]! ** 2;
  }
  return Math.round(100_000 * Math.sqrt(error / power)) / 1000;
}
