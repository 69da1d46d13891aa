/** The engine's decoder on a model of random weights in headless Chromium, for the benchmarks of its parts. */

import { join } from "node:path";
import { parseArgs } from "node:util";
import { diskFolder } from "../../models/exporter/cli/disk-folder.ts";
import type { Device } from "../../workers/contract/engine-api.ts";
import type { DecoderJob, DecoderTimes } from "../browser/decoder-worker.ts";
import { openHarness } from "../browser/open-harness.ts";
import { exportInto } from "../parity/export-fixture.ts";
import { randomWeights } from "./rivals/random-weights.ts";
import { type BenchShape, benchShapes } from "./rivals/shapes.ts";

export interface DecoderArguments {
  readonly shapes: readonly BenchShape[];
  readonly device: Device;
  readonly rounds: number;
}

export function decoderArguments(args: readonly string[]): DecoderArguments {
  const { values } = parseArgs({
    args: [...args],
    options: {
      shapes: { type: "string", default: "160m" },
      device: { type: "string", default: "wasm" },
      rounds: { type: "string", default: "5" },
    },
  });
  const names = values.shapes.split(",");
  const shapes = benchShapes.filter(({ name }) => names.includes(name));
  if (shapes.length < names.length) throw new Error(`There are ${benchShapes.map(({ name }) => name).join(", ")}.`);
  return { shapes, device: values.device as Device, rounds: Number(values.rounds) };
}

/** Exports the shape, and runs the jobs one after another in one worker. */
export async function timeDecoder(
  shape: BenchShape,
  device: Device,
  jobs: readonly DecoderJob[],
): Promise<{ readonly times: readonly DecoderTimes[]; readonly threads: number }> {
  const dtype = device === "webgpu" ? "q4" : "q4f16";
  const harness = await openHarness();
  try {
    await exportInto(diskFolder(join(harness.folder, "model")), randomWeights(shape), [dtype]);
    harness.page.setDefaultTimeout(0);
    const request = { folderUrl: `${harness.url}model/`, device, dtype, jobs } as const;
    const reply = await harness.page.evaluate((asked) => window.runDecoder(asked), request);
    if ("error" in reply) throw new Error(reply.error);
    return reply;
  } finally {
    await harness.close();
  }
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return Number(sorted[sorted.length >> 1]!.toPrecision(4));
}
