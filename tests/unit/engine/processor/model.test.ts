import { describe, expect, it } from "vitest";
import { parseNeoXConfig } from "../../../../models/dolly/config.ts";
import { decodeModel } from "../../../../models/exporter/decode-onnx.ts";
import { planModel as planGraph } from "../../../../models/exporter/gpt-neox.ts";
import { encodeModel } from "../../../../models/exporter/onnx.ts";
import type { Dtype } from "../../../../models/manifest.ts";
import { ProcessorModel, planModel } from "../../../../workers/engine/processor/processor-model.ts";
import { bytesFile, type WeightFile } from "../../../../workers/engine/weight-files.ts";
import { memoryFolder } from "../../../fixtures/memory-folder.ts";
import type { RandomCheckpoint } from "../../../fixtures/random-checkpoint.ts";
import { exportInto, randomSource } from "../../../parity/export-fixture.ts";
import { referenceLogits } from "../../../parity/reference.ts";
import { argmax } from "../../../parity/steps.ts";
import { loadCheckpoint } from "../../../parity/weights.ts";

const options = { threads: 1, instructions: "plain" } as const;
const ids = Array.from({ length: 44 }, (_, index) => (index * 37 + 11) % 96);

async function exported(dtype: Dtype, sizes: Partial<RandomCheckpoint> = {}) {
  const source = randomSource(sizes);
  const output = memoryFolder([], "random model");
  const { shape, variants } = await exportInto(output, source, [dtype]);
  const [{ graph, data }] = variants as [(typeof variants)[number]];
  const files = new Map(
    data.map((path) => [path.slice(path.lastIndexOf("/") + 1), bytesFile(output.files.get(path)!)]),
  );
  return { source, shape, graph: output.files.get(graph)!, data: files };
}

describe("the processor's engine", () => {
  const small = { headDim: 16, heads: 2 };
  it.each<[Dtype, Partial<RandomCheckpoint>]>([
    ["fp32", small],
    ["q8", small],
    ["q4", small],
    ["q4f16", small],
    ["q4", { ...small, parallelResidual: false }],
    ["q8", { ...small, parallelResidual: false }],
    ["q4", { headDim: 64 }],
    ["q4", { headDim: 80 }],
    ["q4f16", { headDim: 80 }],
    ["q4f16", { headDim: 128 }],
    ["q8", { headDim: 128 }],
    // Neither hidden size nor vocabulary fill whole blocks.
    ["q8", { headDim: 24, heads: 3, vocab: 97 }],
    ["fp32", { headDim: 40, heads: 1, vocab: 99, parallelResidual: false }],
  ])("[G31] computes the reference's logits: %s, %o", async (dtype, sizes) => {
    const { source, shape, ...files } = await exported(dtype, { seed: 7, ...sizes });
    const { config, weights } = await loadCheckpoint(source);
    const expected = referenceLogits(config, weights(dtype), ids);
    const model = await ProcessorModel.create(options, shape, files);
    const actual = await model.run(ids, 0, "all");
    let squares = 0;
    let all = 0;
    let alike = 0;
    for (const [position, row] of expected.entries()) {
      const logits = actual.subarray(position * shape.vocab, (position + 1) * shape.vocab);
      for (const [id, logit] of row.entries()) {
        squares += (logits[id]! - logit) ** 2;
        all += logit ** 2;
      }
      if (argmax(logits) === argmax(row)) alike++;
    }
    // Measured: 0.003 from keys and values in bytes, 0.01 with activations in bytes too.
    expect(Math.sqrt(squares / all)).toBeLessThan(dtype === "fp32" ? 0.006 : 0.02);
    expect(alike).toBeGreaterThanOrEqual(40);
    await model.dispose();
  });

  it("[G32] refuses a graph whose weights have other names", async () => {
    const { shape, graph, data } = await exported("q4");
    const { external, ...rest } = decodeModel(graph);
    const foreign = encodeModel({
      ...rest,
      external: external.map((each) => ({ ...each, name: `onnx::${each.name}` })),
    });
    await expect(ProcessorModel.create(options, shape, { graph: foreign, data })).rejects.toMatchObject({
      code: "unsupported",
      message: expect.stringContaining("embed_out.weight"),
    });
  });

  it("[G32] refuses weights of another shape, and files that end too early", async () => {
    const { shape, graph, data } = await exported("q8");
    await expect(ProcessorModel.create(options, { ...shape, vocab: 95 }, { graph, data })).rejects.toMatchObject({
      code: "bad-file",
      message: expect.stringContaining("in place of"),
    });
    const [[name, { byteLength, readInto }]] = data as unknown as [[string, WeightFile]];
    const short = new Map([[name, { byteLength: byteLength - 1, readInto, handle: null }]]);
    await expect(ProcessorModel.create(options, shape, { graph, data: short })).rejects.toMatchObject({
      code: "bad-file",
      message: expect.stringContaining(`${byteLength - 1} bytes`),
    });
    await expect(ProcessorModel.create(options, shape, { graph, data: new Map() })).rejects.toMatchObject({
      code: "bad-file",
    });
  });

  it("[G32] says, before a model is loaded, that 32 bits cannot address it, with both numbers", () => {
    const plan = (hidden: number, layers: number, heads: number) => {
      const config = parseNeoXConfig({
        model_type: "gpt_neox",
        hidden_size: hidden,
        num_hidden_layers: layers,
        num_attention_heads: heads,
        intermediate_size: 4 * hidden,
        vocab_size: 50280,
        max_position_embeddings: 2048,
        rotary_pct: 0.25,
      });
      return planModel(2, config, encodeModel(planGraph(config, "q4f16", "data").graph)).layout.mostBytes;
    };
    expect(plan(2560, 32, 32)).toBeLessThan(2.1e9);
    expect(() => plan(4096, 32, 32)).toThrow(/needs 4\.4\d GB.*at most 4\.29 GB/);
    expect(() => plan(5120, 36, 40)).toThrow(/needs 7\.4\d GB/);
  });
});
