/** Runs exported folders on the onnxruntime builds that Node can load, and keeps the table of their errors. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { InferenceSession, TensorConstructor } from "onnxruntime-common";
import * as onnxruntimeNode from "onnxruntime-node";
import type { Dtype } from "../../models/manifest.ts";
import type { ExportedFolder } from "./export-fixture.ts";
import { runSteps, type StepOptions } from "./steps.ts";

/** onnxruntime-node's processor kernels; onnxruntime-web's WebAssembly build, as the page runs it. */
export const providers = ["cpu", "wasm"] as const;
/** `webgpu`: onnxruntime-node on a graphics adapter, for machines that have one. */
export type Provider = (typeof providers)[number] | "webgpu";

interface Runtime {
  readonly Tensor: TensorConstructor;
  readonly InferenceSession: {
    create(graph: Uint8Array, options: InferenceSession.SessionOptions): Promise<InferenceSession>;
  };
}

async function runtimeOf(provider: Provider): Promise<Runtime> {
  if (provider !== "wasm") return onnxruntimeNode;
  const ort = await import("onnxruntime-web/wasm");
  ort.env.wasm.numThreads = 1;
  return ort;
}

/** The logits after each step. */
export async function run(
  exported: ExportedFolder,
  dtype: Dtype,
  provider: Provider,
  steps: readonly (readonly number[])[],
  cache: StepOptions["cache"] = "growing",
  onStep: (ms: number) => void = () => {},
): Promise<Float32Array[]> {
  const { manifest, path } = exported;
  const variant = manifest.variants.find((candidate) => candidate.dtype === dtype);
  if (!variant) throw new Error(`There is no variant ${dtype}.`);
  const ort = await runtimeOf(provider);
  const cacheOnDevice = Object.fromEntries(
    Array.from({ length: manifest.shape.layers }, (_, layer) => [`present.${layer}.key`, `present.${layer}.value`])
      .flat()
      .map((name) => [name, "gpu-buffer" as const]),
  );
  const session = await ort.InferenceSession.create(new Uint8Array(readFileSync(join(path, variant.graph))), {
    executionProviders: [provider],
    externalData: variant.data.map((file) => ({
      path: file.slice(file.lastIndexOf("/") + 1),
      data: new Uint8Array(readFileSync(join(path, file))),
    })),
    logSeverityLevel: 3,
    ...(provider === "webgpu" && { preferredOutputLocation: cacheOnDevice }),
  });
  try {
    return await runSteps(ort, session, { shape: manifest.shape, kvDtype: variant.kvDtype, cache, onStep }, steps);
  } finally {
    await session.release();
  }
}

interface Row {
  readonly checkpoint: string;
  readonly dtype: Dtype;
  readonly provider: Provider;
  readonly against: string;
  readonly maxError: number;
  /** `null`: measured, not promised: random weights say little about trained ones. */
  readonly tolerance: number | null;
}

const rows: Row[] = [];

export function record(row: Row): void {
  rows.push(row);
}

/** Largest absolute logit errors seen by this file's tests, as a table. */
export function printErrors(): void {
  const table = rows.map((row) => [
    row.checkpoint,
    row.dtype,
    row.provider,
    row.against,
    row.maxError.toExponential(1),
    row.tolerance === null ? "" : String(row.tolerance),
  ]);
  const header = ["checkpoint", "dtype", "provider", "against", "max error", "tolerance"];
  const widths = header.map((title, column) => Math.max(title.length, ...table.map((row) => row[column]!.length)));
  const line = (cells: readonly string[]) => cells.map((cell, column) => cell.padEnd(widths[column]!)).join("  ");
  process.stdout.write(`\n${[header, ...table].map(line).join("\n")}\n\n`);
}
