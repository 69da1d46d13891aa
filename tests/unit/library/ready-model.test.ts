import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseNeoXConfig } from "../../../models/dolly/config.ts";
import { memorySource } from "../../../models/exporter/bytes.ts";
import { planModel } from "../../../models/exporter/gpt-neox.ts";
import { encodeModel, type Graph } from "../../../models/exporter/onnx.ts";
import { readOnnx } from "../../../models/exporter/read-onnx.ts";
import type { Manifest } from "../../../models/manifest.ts";
import { copyModel } from "../../../workers/library/copy-model.ts";
import { describeOnnx } from "../../../workers/library/ready-model.ts";
import { openSource } from "../../../workers/library/sources.ts";
import { type MemoryFolder, memoryFolder } from "../../fixtures/memory-folder.ts";
import { damaged, refused, runs, watched } from "../../fixtures/mutations.ts";
import { testContext } from "../../hub/context.ts";
import { openHub } from "../../hub/hub.ts";
import { exportInto, randomSource } from "../../parity/export-fixture.ts";

const utf8 = new TextEncoder();
const Q4 = "onnx/model_q4.onnx";
const source = { repository: "someone/tiny", revision: null };

/** What the exporter writes, without its manifest; what was in it. */
async function bare(): Promise<{ folder: MemoryFolder; manifest: Manifest }> {
  const folder = memoryFolder([], "server");
  const manifest = await exportInto(folder, randomSource(), ["q8", "q4"]);
  folder.files.delete("manifest.json");
  folder.files.set("tokenizer.json", utf8.encode("{}"));
  return { folder, manifest };
}

/** Another graph in the place of the 4-bit one. */
function change(folder: MemoryFolder, how: (graph: Graph) => Partial<Graph>): void {
  const config = parseNeoXConfig(JSON.parse(new TextDecoder().decode(folder.files.get("config.json")!)));
  const { graph } = planModel(config, "q4", "model_q4.onnx_data");
  folder.files.set(Q4, encodeModel({ ...graph, ...how(graph) }));
}

describe("a folder of ONNX files without a manifest", () => {
  it("[L52] is copied like one that has it, the hashes made on the way", async () => {
    const { folder, manifest } = await bare();
    const ready = (await describeOnnx(folder, source))!;
    const output = memoryFolder();
    const options = { source: folder, ready, output, dtypes: ["q8", "q4"] as const, installed: null };
    const copied = await copyModel({ ...options, signal: new AbortController().signal, onProgress: () => {} });
    expect(copied.manifest).toMatchObject({ id: "tiny", name: "tiny", shape: manifest.shape, source });
    const hashes = ({ files }: Manifest) => files.filter(({ path }) => path !== "tokenizer.json");
    expect(hashes(copied.manifest)).toEqual(expect.arrayContaining(hashes(manifest)));
    // What only the exporter knows: the errors of quantizing, and what the model should say.
    const variants = manifest.variants.map(({ golden: _, ...variant }) => ({ ...variant, quantization: [] }));
    expect(copied.manifest.variants).toEqual(variants);
  });

  it("[L52] goes on after a stop, and begins anew where the server's file has changed meanwhile", async () => {
    const { folder } = await bare();
    const versioned = (version: string) => ({
      ...folder,
      open: async (path: string) => {
        const file = await folder.open(path);
        return file && { ...file, version };
      },
    });
    const output = memoryFolder();
    const copy = async (version: string, stopAt: number) => {
      const abort = new AbortController();
      let calls = 0;
      let first: number | null = null;
      const from = versioned(version);
      const ready = (await describeOnnx(from, source))!;
      const onProgress = (done: number) => {
        first ??= done;
        if (++calls === stopAt) abort.abort();
      };
      const options = { source: from, ready, output, dtypes: ["q8", "q4"] as const, installed: null };
      await copyModel({ ...options, signal: abort.signal, onProgress }).catch(() => null);
      return first;
    };
    await copy("one", 4);
    expect(output.files.has("manifest.json")).toBe(false);
    expect(await copy("one", 2)).toBeGreaterThan(0);
    expect(await copy("two", 0)).toBe(0);
    expect(output.files.has("manifest.json")).toBe(true);
  });

  it.each<[string, (folder: MemoryFolder) => void, string, string]>([
    [
      "takes positions",
      (folder) =>
        change(folder, ({ inputs }) => ({
          inputs: [...inputs, { name: "position_ids", type: "int64", dims: ["batch_size", "sequence_length"] }],
        })),
      "unsupported",
      'it takes the input "position_ids". Graphs made by this project\'s exporter run, and so do official weights',
    ],
    [
      "keeps no past",
      (folder) => change(folder, ({ inputs }) => ({ inputs: inputs.slice(0, 2) })),
      "unsupported",
      "it takes no keys and values of earlier positions",
    ],
    [
      "gives every position's logits",
      (folder) =>
        change(folder, ({ inputs }) => ({ inputs: inputs.filter(({ name }) => name !== "num_logits_to_keep") })),
      "unsupported",
      "it gives logits for every position and takes no num_logits_to_keep",
    ],
    [
      "has other heads than config.json",
      (folder) =>
        change(folder, ({ inputs }) => ({
          inputs: inputs.map((each) => ({ ...each, dims: each.dims.map((dim) => (dim === 2 ? 9 : dim)) })),
        })),
      "unsupported",
      "it has no past_key_values.0.key of [batch, 2, positions, 16], as config.json would have it",
    ],
    [
      "computes attention otherwise",
      (folder) =>
        change(folder, ({ nodes }) => ({
          nodes: nodes.map((node) =>
            node.operator === "GroupQueryAttention" ? { ...node, operator: "MultiHeadAttention" } : node,
          ),
        })),
      "unsupported",
      "it computes attention otherwise than by GroupQueryAttention",
    ],
    [
      "has weights elsewhere",
      (folder) =>
        change(folder, ({ external }) => ({ external: external.map((each) => ({ ...each, location: "../x" })) })),
      "unsupported",
      'it has weights in "../x", no file beside it',
    ],
    [
      "lacks its weights",
      (folder) => folder.files.delete("onnx/model_q4.onnx_data"),
      "bad-file",
      "server has no onnx/model_q4.onnx_data, where onnx/model_q4.onnx has its weights",
    ],
    [
      "has too short weights",
      (folder) => folder.files.set("onnx/model_q4.onnx_data", new Uint8Array(9)),
      "bad-file",
      "onnx/model_q4.onnx_data is cut short: it has 9 bytes and onnx/model_q4.onnx needs",
    ],
    ["is no graph", (folder) => folder.files.set(Q4, utf8.encode("Hello")), "bad-file", "is not a sound ONNX model"],
    [
      "has no tokenizer",
      (folder) => folder.files.delete("tokenizer.json"),
      "unsupported",
      "server has no tokenizer.json",
    ],
    [
      "is another architecture's",
      (folder) => folder.files.set("config.json", utf8.encode('{"model_type":"llama"}')),
      "unsupported",
      'a model of type "llama"; only "gpt_neox"',
    ],
  ])("[L53] is refused, saying what differs, when it %s", async (_, how, code, sentence) => {
    const { folder } = await bare();
    how(folder);
    await expect(describeOnnx(folder, source)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(sentence),
    });
  });

  it("[L52] is passed over where there is a checkpoint, and refused where there is neither", async () => {
    const { folder } = await bare();
    const hub = await openHub(Array.from(folder.files, ([path, bytes]) => [`a/b/${path}`, bytes] as const));
    try {
      const open = () => openSource({ kind: "hub", host: hub.url, repository: "a/b", revision: "main" }, testContext());
      expect((await open()).ready?.variants.map(({ dtype }) => dtype)).toEqual(["q8", "q4"]);
      hub.files.set("a/b/pytorch_model.bin", new Uint8Array(3));
      expect((await open()).ready).toBeNull();
    } finally {
      await hub.stop();
    }
  });

  it("[L53] reads a damaged graph or refuses it in a sentence, whatever its size says", async () => {
    const { folder } = await bare();
    const whole = folder.files.get(Q4)!;
    const sound = await readOnnx(memorySource("x", whole));
    expect([...sound.external.keys()]).toEqual(["model_q4.onnx_data"]);
    await fc.assert(
      fc.asyncProperty(damaged(whole), fc.constantFrom(0, 2 ** 42), async (bytes, holeBytes) => {
        await refused(() => readOnnx(watched(bytes, 64 * 1024, holeBytes)));
      }),
      runs(200),
    );
  });
});
