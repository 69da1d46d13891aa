import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { parseNeoXConfig } from "../../../models/dolly/config.ts";
import { packedQkvRows, paddedHalfRotary, rotaryTable } from "../../../models/exporter/attention-layout.ts";
import { exportModel } from "../../../models/exporter/export.ts";
import { planModel } from "../../../models/exporter/gpt-neox.ts";
import { dtypes, parseManifest } from "../../../models/manifest.ts";
import { type MemoryFolder, memoryFolder } from "../../fixtures/memory-folder.ts";
import { randomCheckpoint, smallCheckpoint } from "../../fixtures/random-checkpoint.ts";
import { exportInto, randomSource } from "../../parity/export-fixture.ts";

const utf8 = new TextEncoder();

function json(folder: MemoryFolder, path: string): Record<string, unknown> {
  return JSON.parse(new TextDecoder().decode(folder.files.get(path))) as Record<string, unknown>;
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** By path. */
function hashes(folder: MemoryFolder): Record<string, string> {
  return Object.fromEntries([...folder.files].map(([path, bytes]) => [path, sha256(bytes)]));
}

const config = parseNeoXConfig(json(randomSource(), "config.json"));

/** The same checkpoint with some of its config changed. */
function changedSource(change: Record<string, unknown>, files: Iterable<readonly [string, Uint8Array]> = []) {
  const source = randomSource();
  source.files.set("config.json", utf8.encode(JSON.stringify({ ...json(source, "config.json"), ...change })));
  for (const [path, bytes] of files) source.files.set(path, bytes);
  return source;
}

describe("an export", () => {
  it("[E3] writes the manifest last, true of every file it names", async () => {
    const output = memoryFolder();
    const manifest = await exportInto(output, randomSource(), dtypes);
    expect([...output.files.keys()].at(-1)).toBe("manifest.json");
    expect(parseManifest(json(output, "manifest.json"))).toEqual(manifest);
    expect(manifest.variants.map(({ dtype, graph, data, kvDtype }) => [dtype, graph, ...data, kvDtype])).toEqual([
      ["fp32", "onnx/model.onnx", "onnx/model.onnx_data", "float32"],
      ["q8", "onnx/model_quantized.onnx", "onnx/model_quantized.onnx_data", "float32"],
      ["q4", "onnx/model_q4.onnx", "onnx/model_q4.onnx_data", "float32"],
      ["q4f16", "onnx/model_q4f16.onnx", "onnx/model_q4f16.onnx_data", "float16"],
    ]);
    for (const file of manifest.files) {
      const bytes = output.files.get(file.path)!;
      expect([bytes.length, sha256(bytes)]).toEqual([file.bytes, file.sha256]);
    }
    expect(new Set([...output.files.keys()])).toEqual(
      new Set([...manifest.files.map(({ path }) => path), "manifest.json"]),
    );
  });

  it("[E4] gives the same bytes each time", async () => {
    const [first, second] = [memoryFolder(), memoryFolder()];
    await exportInto(first, randomSource({ headDim: 80 }), dtypes);
    await exportInto(second, randomSource({ headDim: 80 }), dtypes);
    expect(hashes(second)).toEqual(hashes(first));
  });

  it("[E5] reports the quantized tensors furthest off, worst first, and none for fp32", async () => {
    const manifest = await exportInto(memoryFolder(), randomSource(), ["fp32", "q4"]);
    const [fp32, q4] = manifest.variants;
    expect(fp32?.quantization).toEqual([]);
    const means = q4!.quantization.map(({ mean }) => mean);
    expect(means).toEqual([...means].sort((a, b) => b - a));
    expect(q4!.quantization.map(({ tensor }) => tensor)).toContain("gpt_neox.layers.0.attention.dense.weight");
    for (const { max, mean } of q4!.quantization) expect(max).toBeGreaterThan(mean);
  });

  it("[E6] cuts data files at the limit, and names them as transformers.js looks for them", async () => {
    const output = memoryFolder();
    const whole = memoryFolder();
    const manifest = await exportInto(output, randomSource(), ["q4"], { dataFileLimitBytes: 10_000 });
    await exportInto(whole, randomSource(), ["q4"]);
    const { data } = manifest.variants[0]!;
    expect(data.length).toBeGreaterThan(2);
    expect(data.slice(0, 3)).toEqual([
      "onnx/model_q4.onnx_data",
      "onnx/model_q4.onnx_data_1",
      "onnx/model_q4.onnx_data_2",
    ]);
    for (const path of data) expect(output.files.get(path)!.length).toBeLessThanOrEqual(10_000);
    expect(json(output, "config.json")["transformers.js_config"]).toEqual({
      use_external_data_format: { "model_q4.onnx": data.length },
      kv_cache_dtype: {},
    });
  });

  it("[E7] adds a variant to the ones that are there", async () => {
    const output = memoryFolder();
    await exportInto(output, randomSource(), ["q8"]);
    const manifest = await exportInto(output, randomSource(), ["q4f16"]);
    const together = memoryFolder();
    await exportInto(together, randomSource(), ["q8", "q4f16"]);
    expect(manifest.variants.map(({ dtype }) => dtype)).toEqual(["q8", "q4f16"]);
    expect(hashes(output)).toEqual(hashes(together));
    expect(json(output, "config.json")["transformers.js_config"]).toEqual({
      use_external_data_format: { "model_quantized.onnx": 1, "model_q4f16.onnx": 1 },
      kv_cache_dtype: { q4f16: "float16" },
    });
  });

  it("[E7] refuses a folder with another model", async () => {
    const output = memoryFolder([], "out");
    await exportInto(output, randomSource(), ["q8"]);
    await expect(exportInto(output, randomSource({ vocab: 64 }), ["q4"])).rejects.toMatchObject({
      code: "bad-file",
      message: "out holds another model, Fixture, whose vocab is 96 and not 64; choose an empty folder.",
    });
  });

  it("[E8] copies the tokenizer, stops at its end key too, and warns where there is none", async () => {
    const added = [
      { id: 0, content: "<|endoftext|>" },
      { id: 7, content: "### End" },
    ];
    const tokenizer = utf8.encode(JSON.stringify({ added_tokens: added }));
    const source = changedSource({}, [
      ["tokenizer.json", tokenizer],
      ["tokenizer_config.json", utf8.encode("{}")],
    ]);
    const output = memoryFolder();
    const options = { source, output, dtypes: ["q8"] as const, id: "a", name: "A", repository: "a", revision: null };
    const { warnings } = await exportModel({ ...options, signal: new AbortController().signal, onProgress: () => {} });
    expect(output.files.get("tokenizer.json")).toEqual(tokenizer);
    expect(json(output, "generation_config.json")).toEqual({ bos_token_id: 0, eos_token_id: [7, 0], pad_token_id: 0 });
    expect(warnings).toEqual([
      "random checkpoint has no special_tokens_map.json; text cannot be turned into tokens without it.",
    ]);
  });

  it("[E8] keeps what the checkpoint's own generation_config.json says besides", async () => {
    const output = memoryFolder();
    const existing = utf8.encode('{"temperature":0.5,"eos_token_id":9}');
    await exportInto(output, changedSource({ eos_token_id: [0, 3] }, [["generation_config.json", existing]]), ["q8"]);
    expect(json(output, "generation_config.json")).toEqual({
      temperature: 0.5,
      bos_token_id: 0,
      eos_token_id: [0, 3],
      pad_token_id: 3,
    });
  });

  it("[E9] counts up to the planned bytes", async () => {
    const seen: (readonly [string | null, number, number])[] = [];
    const onProgress = ({
      tensor,
      writtenBytes,
      totalBytes,
    }: {
      tensor: string | null;
      writtenBytes: number;
      totalBytes: number;
    }) => seen.push([tensor, writtenBytes, totalBytes]);
    const manifest = await exportInto(memoryFolder(), randomSource(), ["q8", "q4"], { onProgress });
    const data = manifest.variants.flatMap((variant) => variant.data);
    const total = manifest.files.reduce((sum, { path, bytes }) => sum + (data.includes(path) ? bytes : 0), 0);
    expect(seen.map(([, written]) => written)).toEqual(seen.map(([, written]) => written).sort((a, b) => a - b));
    expect(seen.at(-1)).toEqual([null, total, total]);
    expect(seen.map(([tensor]) => tensor)).toContain("gpt_neox.embed_in.weight");
  });

  it("[E10] stops when asked to, and leaves no manifest and no half file", async () => {
    const output = memoryFolder();
    await exportInto(output, randomSource(), ["q4"]);
    const controller = new AbortController();
    const onProgress = ({ tensor }: { tensor: string | null }) => {
      if (tensor?.includes("layers.1.mlp")) controller.abort();
    };
    const again = exportInto(output, randomSource(), ["q4"], { signal: controller.signal, onProgress });
    await expect(again).rejects.toMatchObject({ name: "AbortError" });
    expect(output.files.has("manifest.json")).toBe(false);
  });

  it.each<[string, MemoryFolder, string, string]>([
    ["without a config", memoryFolder([], "empty"), "bad-file", "empty has no config.json."],
    ["of another architecture", changedSource({ model_type: "llama" }), "unsupported", 'a model of type "llama"'],
    [
      "of another vocabulary",
      changedSource({ vocab_size: 97 }),
      "bad-file",
      "gpt_neox.embed_in.weight has the shape [96, 32] and config.json asks for [97, 32].",
    ],
    [
      "with fewer layers",
      changedSource({ num_hidden_layers: 3 }),
      "bad-file",
      "The checkpoint has no tensor gpt_neox.layers.2.input_layernorm.weight.",
    ],
    [
      "of odd sizes",
      changedSource({ intermediate_size: 130 }),
      "unsupported",
      "q4 needs intermediate_size to be a multiple of 32, and config.json says 130; q8 and fp32 can be exported.",
    ],
    [
      "of small heads",
      changedSource({ num_attention_heads: 4 }),
      "unsupported",
      "A head of 8 dimensions has no room for 16 rotated ones",
    ],
  ])("[E11] refuses a checkpoint %s before it writes anything", async (_, source, code, sentence) => {
    const output = memoryFolder();
    await expect(exportInto(output, source, ["q4"])).rejects.toMatchObject({
      code,
      message: expect.stringContaining(sentence),
    });
    expect(output.files.size).toBe(0);
  });

  it("[E11] refuses an id that the manifest cannot hold before it writes anything", async () => {
    const output = memoryFolder();
    await expect(exportInto(output, randomSource(), ["q4"], { id: "A B" })).rejects.toThrow('id is "A B"');
    expect(output.files.size).toBe(0);
  });

  it.each([
    ["q4", Number.NaN],
    ["q8", Number.NaN],
    ["fp32", Number.NaN],
    ["q4f16", Number.POSITIVE_INFINITY],
  ] as const)("[E12] refuses weights that %s cannot represent (%s)", async (dtype, value) => {
    const files = randomCheckpoint(smallCheckpoint);
    const weights = files.get("model.safetensors")!;
    new DataView(weights.buffer).setFloat32(weights.length - 4, value, true);
    await expect(exportInto(memoryFolder(), memoryFolder(files), [dtype])).rejects.toMatchObject({
      code: "bad-file",
      message: expect.stringContaining("which the chosen dtype cannot represent"),
    });
  });
});

describe("the graph", () => {
  it.each([
    [true, 9],
    [false, 8],
  ])(
    "[E13] has nine nodes a layer in 4 bits, eight where the residual is sequential (parallel: %s)",
    (parallelResidual, nodes) => {
      const count = (layers: number) =>
        planModel({ ...config, parallelResidual, layers }, "q4", "data").graph.nodes.length;
      expect(count(5) - count(4)).toBe(nodes);
    },
  );

  it.each([
    ["dolly-v2-3b", { hidden: 2560, heads: 32, headDim: 80, rotaryDim: 20, ffn: 10240, layers: 32 }, 1.75e9],
    ["dolly-v2-7b", { hidden: 4096, heads: 32, headDim: 128, rotaryDim: 32, ffn: 16384, layers: 32 }, 4.2e9],
    ["dolly-v2-12b", { hidden: 5120, heads: 40, headDim: 128, rotaryDim: 32, ffn: 20480, layers: 36 }, 7e9],
  ] as const)("[E14] %s fits q4f16 files of 1 GiB at half a byte and a scale a weight", (_, sizes, atMost) => {
    const { dataFiles, graph } = planModel({ ...config, ...sizes, vocab: 50280, contextLength: 2048 }, "q4f16", "data");
    const total = dataFiles.reduce((sum, { bytes }) => sum + bytes, 0);
    expect(total).toBeLessThan(atMost);
    expect(Math.max(...dataFiles.map(({ bytes }) => bytes))).toBeLessThanOrEqual(2 ** 30);
    const largest = Math.max(...graph.external.map(({ length }) => length));
    // WebGPU's default limit of a storage binding.
    expect(largest).toBeLessThanOrEqual(2 ** 27);
  });

  it("[E14] refuses a matrix that no runtime could load", () => {
    expect(() => planModel({ ...config, vocab: 2 ** 26 }, "fp32", "data")).toThrow(
      "in one piece and at most 4294967295 can be loaded",
    );
  });

  it("[E15] pads 3b's rotary tables from 10 to 16 columns that turn by nothing", () => {
    const sizes = { ...config, headDim: 80, rotaryDim: 20, contextLength: 3 };
    expect(paddedHalfRotary(sizes)).toBe(16);
    const cos = rotaryTable(sizes, "cos");
    const sin = rotaryTable(sizes, "sin");
    expect(cos.length).toBe(48);
    expect(cos[16]).toBeCloseTo(Math.cos(1), 7);
    expect(sin[33]).toBeCloseTo(Math.sin(2 * 10000 ** -0.1), 7);
    for (let column = 10; column < 16; column++) expect([cos[32 + column], sin[32 + column]]).toEqual([1, 0]);
  });

  it("[E15] moves the second rotated half of queries and keys to where the padded tables turn it", () => {
    const [query, , value] = [0, 2, 4].map(
      (block) => packedQkvRows({ ...config, headDim: 80, heads: 2, rotaryDim: 20 })[block]!,
    );
    expect(query!.order!.slice(0, 27)).toEqual([
      ...[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 20, 21, 22, 23, 24, 25],
      ...[10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 26],
    ]);
    expect([...query!.order!].sort((a, b) => a - b)).toEqual(Array.from({ length: 80 }, (_, i) => i));
    expect(value).toEqual({ first: 160, count: 80, order: null });
  });

  it("[E15] leaves 7b's and 12b's heads as they are, and packs queries, keys, values head after head", () => {
    const blocks = packedQkvRows({ ...config, headDim: 128, heads: 2, rotaryDim: 32 });
    expect(blocks.every(({ order }) => order === null)).toBe(true);
    expect(blocks.map(({ first }) => first / 128)).toEqual([0, 3, 1, 4, 2, 5]);
  });
});
