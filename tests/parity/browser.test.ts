import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SourceFolder } from "../../models/exporter/bytes.ts";
import { diskFolder } from "../../models/exporter/cli/disk-folder.ts";
import type { Dtype } from "../../models/manifest.ts";
import type { Device } from "../../workers/contract/engine-api.ts";
import { type Harness, openHarness } from "../browser/open-harness.ts";
import { exportInto, randomSource } from "./export-fixture.ts";
import {
  type CheckpointName,
  checkpointFolder,
  checkpointNames,
  expectedLogits,
  sharedFixtures,
  withoutFixtures,
} from "./fixtures.ts";
import { referenceLogits } from "./reference.ts";
import { argmax, maxError, promptThenTokens } from "./steps.ts";
import { processorTolerances, tolerances } from "./tolerances.ts";
import { loadCheckpoint } from "./weights.ts";

interface Runtime {
  /** The onnxruntime-web build that the engine must choose; `wasm`: its own kernels. */
  readonly build: string;
  readonly device: Device;
  readonly checkpoints: readonly CheckpointName[];
  readonly dtypes: readonly Dtype[];
  readonly headDims: readonly (16 | 80 | 128)[];
}

/** The two builds for a GPU hold the same kernels, which a software adapter is slow to compile: one is tested in full. */
const runtimes: readonly Runtime[] = [
  {
    build: "wasm",
    device: "wasm",
    checkpoints: checkpointNames,
    dtypes: ["fp32", "q8", "q4", "q4f16"],
    headDims: [16, 80, 128],
  },
  { build: "jspi", device: "webgpu", checkpoints: checkpointNames, dtypes: ["q4"], headDims: [16, 80, 128] },
  { build: "asyncify", device: "webgpu", checkpoints: ["neox-head80"], dtypes: ["q4"], headDims: [80] },
];

const rows: string[] = [];
afterAll(() => console.log(["", "max abs logit error of the engine in Chromium", ...rows].join("\n")));

describe.each(runtimes)("the engine's session on $build", ({ build, device, checkpoints, dtypes, headDims }) => {
  const allowed = device === "wasm" ? processorTolerances : tolerances;
  let harness: Harness;
  let tops = 0;
  beforeAll(async () => {
    harness = await openHarness();
  });
  afterAll(() => harness?.close());

  async function logitsOf(source: SourceFolder, name: string, dtype: Dtype, runs: readonly (readonly number[])[]) {
    const folder = `models/${name}-${dtype}`.replaceAll(" ", "-");
    await exportInto(diskFolder(join(harness.folder, folder)), source, [dtype]);
    const request = {
      folderUrl: `${harness.url}${folder}/`,
      device,
      dtype,
      withoutJspi: build === "asyncify",
      runs,
    };
    const reply = await harness.page.evaluate((asked) => window.runSession(asked), request);
    if ("error" in reply) throw new Error(reply.error);
    expect(reply.runtime).toBe(build);
    if (device === "webgpu" && reply.top) {
      expect(reply.top.same).toBe(true);
      expect(reply.top.totalError).toBeLessThan(1e-5);
    }
    tops += reply.top ? 1 : 0;
    return reply.logits.map((logits) => Float32Array.from(logits));
  }

  const record = (what: string, dtype: Dtype, error: number) => {
    rows.push(`${build.padEnd(9)} ${dtype.padEnd(6)} ${what.padEnd(24)} ${error.toExponential(1)}`);
  };

  describe.skipIf(!sharedFixtures())(`against Hugging Face's logits${withoutFixtures}`, () => {
    it.each(checkpoints)(
      "[Q1] float32 agrees in prefill and decode, and continues greedily alike: %s",
      async (name) => {
        const { inputIds, promptLength, logits, firstPosition } = expectedLogits(name);
        const runs = promptThenTokens(inputIds.slice(0, firstPosition + logits.length), promptLength);
        const actual = await logitsOf(await checkpointFolder(name, "safetensors"), name, "fp32", runs);
        const expected = logits.slice(promptLength - 1 - firstPosition);
        const error = Math.max(...actual.map((row, step) => maxError(row, expected[step]!)));
        record(name, "fp32", error);
        expect(actual.length).toBe(expected.length);
        expect(error).toBeLessThan(allowed.fp32);
        const next = inputIds.slice(promptLength, promptLength + actual.length);
        expect(actual.slice(0, next.length).map(argmax)).toEqual(next);
      },
    );
  });

  describe.each(headDims)("against the float64 reference, heads of %i", (headDim) => {
    // 40 positions at once: a prefill of 32 and more is where narrow subgroups go wrong.
    const ids = Array.from({ length: 44 }, (_, index) => (index * 37 + 11) % 96);
    const runs = promptThenTokens(ids, 40);

    it.each(dtypes)("[Q2] %s agrees, on the weights as they are stored", async (dtype) => {
      const source = randomSource({ headDim, seed: headDim });
      const { config, weights } = await loadCheckpoint(source);
      const reference = referenceLogits(config, weights(dtype), ids).slice(39);
      const actual = await logitsOf(source, `random-${headDim}`, dtype, runs);
      const error = Math.max(...actual.map((row, step) => maxError(row, reference[step]!)));
      record(`random, heads of ${headDim}`, dtype, error);
      expect(actual.length).toBe(reference.length);
      expect(error).toBeLessThan(allowed[dtype]);
    });
  });

  if (device === "wasm") return; // what follows is of graphics devices alone

  it("[D13] computes the same with weights that are written to the device in pieces", async () => {
    // In float32 the embedding and the head take 5 MB each.
    const source = randomSource({ headDim: 128, vocab: 5000, seed: 13 });
    const ids = [4999, 17, 2500, 3, 4998];
    const { config, weights } = await loadCheckpoint(source);
    const reference = referenceLogits(config, weights("fp32"), ids).slice(2);
    const actual = await logitsOf(source, "large", "fp32", promptThenTokens(ids, 3));
    for (const [step, row] of actual.entries()) expect(maxError(row, reference[step]!)).toBeLessThan(allowed.fp32);
  });

  it("[D7] finds the largest logits, and what their shares are of, on the device", async () => {
    const before = tops;
    await logitsOf(randomSource({ vocab: 5000 }), "wide", "q4", [[5, 90, 17], [4999]]);
    expect(tops).toBe(before + 1);
  });
});
