/** transformers.js runs an exported folder as it is and says what our own loop over the same graph says. */

import { basename, dirname } from "node:path";
import { AutoModelForCausalLM, env, Tensor } from "@huggingface/transformers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Dtype } from "../../models/manifest.ts";
import { type ExportedFolder, exportToDisk, randomSource } from "./export-fixture.ts";
import { checkpointFolder, expectedLogits, sharedFixtures, withoutFixtures } from "./fixtures.ts";
import { run } from "./run.ts";
import { argmax, promptThenTokens } from "./steps.ts";

const dtypes = ["fp32", "q8", "q4"] as const;

describe("a folder of random weights", () => {
  const prompt = [5, 90, 17, 3, 61, 44, 44, 2];
  let exported: ExportedFolder;

  beforeAll(async () => {
    exported = await exportToDisk(randomSource({ headDim: 80 }), dtypes);
  });
  afterAll(() => exported.remove());

  it.each(dtypes)("[N8] transformers.js generates what our own loop does (%s)", async (dtype) => {
    const ids = [...prompt];
    for (let step = 0; step < 12; step++) {
      const logits = await run(exported, dtype, "cpu", promptThenTokens(ids, prompt.length));
      ids.push(argmax(logits.at(-1)!));
    }
    expect(await generate(exported, dtype, prompt, 12)).toEqual(ids);
  });
});

describe.skipIf(sharedFixtures() === null)(`neox-head128${withoutFixtures}`, () => {
  it("[N9] transformers.js generates what Hugging Face did (fp32)", async () => {
    const { inputIds, promptLength } = expectedLogits("neox-head128");
    const exported = await exportToDisk(checkpointFolder("neox-head128", "safetensors"), ["fp32"]);
    const prompt = inputIds.slice(0, promptLength);
    expect(await generate(exported, "fp32", prompt, inputIds.length - promptLength)).toEqual(inputIds);
    await exported.remove();
  });
});

/** The prompt and its greedy continuation by exactly `count` ids. */
async function generate(
  exported: ExportedFolder,
  dtype: Dtype,
  prompt: readonly number[],
  count: number,
): Promise<number[]> {
  env.allowRemoteModels = false;
  env.localModelPath = dirname(exported.path);
  const model = await AutoModelForCausalLM.from_pretrained(basename(exported.path), { dtype, device: "cpu" });
  const ids = new Tensor("int64", BigInt64Array.from(prompt, BigInt), [1, prompt.length]);
  const mask = new Tensor("int64", new BigInt64Array(prompt.length).fill(1n), [1, prompt.length]);
  const output = await model.generate({
    inputs: ids,
    attention_mask: mask,
    max_new_tokens: count,
    min_new_tokens: count,
    do_sample: false,
  } as Parameters<typeof model.generate>[0]);
  await model.dispose();
  return Array.from((output as Tensor).data as BigInt64Array, Number);
}
