/**
 * The ladder from Hugging Face's logits to every exported graph: the reference against Hugging Face, each dtype's graph
 * against the reference on the weights that its kernels see, and ways of feeding a graph against each other.
 */

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Dtype } from "../../models/manifest.ts";
import { type ExportedFolder, exportToDisk, randomSource } from "./export-fixture.ts";
import {
  checkpointFolder,
  checkpointNames,
  type Expected,
  expectedLogits,
  sharedFixtures,
  withoutFixtures,
} from "./fixtures.ts";
import { referenceLogits, type Weights } from "./reference.ts";
import { type Provider, printErrors, providers, record, run } from "./run.ts";
import { argmax, maxError, promptThenTokens } from "./steps.ts";
import { tolerances } from "./tolerances.ts";
import { type LoadedCheckpoint, loadCheckpoint } from "./weights.ts";

const dtypes: readonly Dtype[] = ["fp32", "q8", "q4", "q4f16"];

afterAll(printErrors);

describe.skipIf(sharedFixtures() === null)(`against Hugging Face's logits${withoutFixtures}`, () => {
  describe.each(checkpointNames)("%s", (name) => {
    const expected = (): Expected => expectedLogits(name);
    let checkpoint: LoadedCheckpoint;
    let exported: ExportedFolder;

    beforeAll(async () => {
      const folder = checkpointFolder(name, "safetensors");
      checkpoint = await loadCheckpoint(folder);
      exported = await exportToDisk(folder, dtypes);
    });
    afterAll(() => exported.remove());

    it("[N1] the reference computes them", () => {
      const { inputIds, logits, firstPosition } = expected();
      const actual = referenceLogits(checkpoint.config, checkpoint.weights("fp32"), inputIds);
      const errors = logits.map((row, index) => maxError(actual[firstPosition + index]!, row));
      expect(Math.max(...errors)).toBeLessThan(tolerances.reference);
    });

    it.each(providers)(
      "[N2] the fp32 graph computes them, prompt then token by token, and continues alike (%s)",
      async (provider) => {
        const { inputIds, promptLength, logits, firstPosition } = expected();
        const actual = await run(exported, "fp32", provider, promptThenTokens(inputIds, promptLength));
        const errors = actual.flatMap((row, step) => {
          const known = logits[promptLength - 1 + step - firstPosition];
          return known ? [maxError(row, known)] : [];
        });
        const error = Math.max(...errors);
        record({
          checkpoint: name,
          dtype: "fp32",
          provider,
          against: "Hugging Face",
          maxError: error,
          tolerance: tolerances.fp32,
        });
        expect(error).toBeLessThan(tolerances.fp32);
        expect(actual.slice(0, -1).map(argmax)).toEqual(inputIds.slice(promptLength));
      },
    );

    it("[N3] both formats, whole or in shards, export to the same bytes", async () => {
      const fromTorch = await exportToDisk(checkpointFolder(name, "torch"), ["fp32"]);
      await fromTorch.remove();
      const hashes = (folder: ExportedFolder) =>
        folder.manifest.files.filter(({ path }) => path.startsWith("onnx/model.onnx")).map(({ sha256 }) => sha256);
      expect(hashes(fromTorch)).toEqual(hashes(exported));
    });

    it.each(pairs())("[N4] the %s graph computes what its weights say (%s)", async (dtype, provider) => {
      const { inputIds, promptLength } = expected();
      await expectReference(name, checkpoint, exported, dtype, provider, inputIds, promptLength);
    });
  });
});

describe.each([16, 80, 128] as const)("random weights, heads of %i dimensions", (headDim) => {
  const ids = Array.from({ length: 44 }, (_, i) => (i * 37 + 11) % 96);
  let checkpoint: LoadedCheckpoint;
  let exported: ExportedFolder;

  beforeAll(async () => {
    const source = randomSource({ headDim });
    checkpoint = await loadCheckpoint(source);
    exported = await exportToDisk(source, dtypes);
  });
  afterAll(() => exported.remove());

  it.each([["fp32" as Dtype, "cpu" as Provider], ["fp32" as Dtype, "wasm" as Provider], ...pairs()])(
    "[N4] the %s graph computes what its weights say (%s)",
    async (dtype, provider) => {
      await expectReference(`random, head ${headDim}`, checkpoint, exported, dtype, provider, ids, 38);
    },
  );

  it.each(providers)("[N5] chunks, tokens and the whole prompt end in the same logits (%s)", async (provider) => {
    const whole = await run(exported, "fp32", provider, [ids]);
    const chunks = await run(exported, "fp32", provider, [ids.slice(0, 7), ids.slice(7, 40), ids.slice(40)]);
    const tokens = await run(exported, "fp32", provider, promptThenTokens(ids, 1));
    expect(maxError(chunks.at(-1)!, whole.at(-1)!)).toBeLessThan(tolerances.fp32);
    expect(maxError(tokens.at(-1)!, whole.at(-1)!)).toBeLessThan(tolerances.fp32);
  });

  it.each(providers)(
    "[N6] a cache of the full context length gives what a growing one gives (%s)",
    async (provider) => {
      for (const dtype of dtypes) {
        const steps = promptThenTokens(ids, 38);
        const growing = await run(exported, dtype, provider, steps);
        const fixed = await run(exported, dtype, provider, steps, "static");
        for (const [step, row] of fixed.entries()) expect(maxError(row, growing[step]!)).toBeLessThan(1e-5);
      }
    },
  );
});

describe("a sequential residual", () => {
  it.each(["fp32", "q4"] as const)("[N7] is computed as the reference does (%s)", async (dtype) => {
    const source = randomSource({ headDim: 16, parallelResidual: false });
    const exported = await exportToDisk(source, [dtype]);
    const ids = [5, 90, 17, 3, 61, 44, 44, 2];
    await expectReference("random, sequential", await loadCheckpoint(source), exported, dtype, "cpu", ids, 5);
    await exported.remove();
  });
});

/** q8 is for WebAssembly: on a processor without VNNI, Node's 8-bit kernels saturate where the page's do not. */
function pairs(): [Dtype, Provider][] {
  return [
    ["q8", "wasm"],
    ["q4", "cpu"],
    ["q4", "wasm"],
    ["q4f16", "cpu"],
    ["q4f16", "wasm"],
  ];
}

/** Compares with the reference on the weights that the dtype's kernels see, and notes what the dtype costs in all. */
async function expectReference(
  name: string,
  checkpoint: LoadedCheckpoint,
  exported: ExportedFolder,
  dtype: Dtype,
  provider: Provider,
  ids: readonly number[],
  promptLength: number,
): Promise<void> {
  const actual = await run(exported, dtype, provider, promptThenTokens(ids, promptLength));
  const errorAgainst = (weights: Weights) => {
    const reference = referenceLogits(checkpoint.config, weights, ids);
    return Math.max(...actual.map((row, step) => maxError(row, reference[promptLength - 1 + step]!)));
  };
  const error = errorAgainst(checkpoint.weights(dtype));
  const row = { checkpoint: name, dtype, provider };
  record({ ...row, against: "reference, same weights", maxError: error, tolerance: tolerances[dtype] });
  if (dtype !== "fp32") {
    const whole = errorAgainst(checkpoint.weights("fp32"));
    record({ ...row, against: "reference, weights as stored", maxError: whole, tolerance: null });
  }
  expect(error).toBeLessThan(tolerances[dtype]);
}
