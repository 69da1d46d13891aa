import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fileOf, parseManifest } from "../../../models/manifest.ts";
import { damagedJson, refused, runs } from "../../fixtures/mutations.ts";

const file = (path: string) => ({ path, bytes: 3, sha256: "a".repeat(64) });
const manifest = {
  format: 1,
  id: "tiny",
  name: "Tiny",
  architecture: "gpt_neox",
  shape: { layers: 1, heads: 2, headDim: 8, hidden: 16, vocab: 32, contextLength: 64 },
  source: { repository: "us/tiny", revision: null },
  files: [file("onnx/model_q4.onnx"), file("onnx/model_q4.onnx_data"), file("tokenizer.json")],
  variants: [
    {
      dtype: "q4",
      graph: "onnx/model_q4.onnx",
      data: ["onnx/model_q4.onnx_data"],
      kvDtype: "float32",
      quantization: [{ tensor: "embed_out.weight", max: 0.1, mean: 0.01 }],
    },
  ],
};

describe("a model's manifest", () => {
  it("[M3] is read as it was written", () => {
    expect(parseManifest(structuredClone(manifest))).toEqual(manifest);
  });

  it.each([
    "../secret",
    "/etc/passwd",
    "https://example.org/x",
    "a/../b",
    "a\\b",
    "a//b",
    ".hidden",
    "",
    "a/./b",
    "c:x",
    "x?y",
    "x#y",
    "%2e%2e/x",
  ])("[M4] refuses the path %j", (path) => {
    const bad = { ...manifest, files: [{ ...file("x"), path }] };
    expect(() => parseManifest(bad)).toThrow(/manifest is damaged: files\[0\]\.path/);
  });

  it("[M5] refuses a newer format, with both numbers", () => {
    expect(() => parseManifest({ ...manifest, format: 7 })).toThrow(
      /format 7 and this version of the page reads up to 1/,
    );
  });

  it.each([
    ["a file without a hash", { files: [{ path: "x", bytes: 1 }] }, /files\[0\]\.sha256/],
    ["a fraction of a byte", { files: [{ ...file("x"), bytes: 1.5 }] }, /files\[0\]\.bytes/],
    ["a file past 4 GiB", { files: [{ ...file("x"), bytes: 2 ** 32 }] }, /files\[0\]\.bytes is 4294967296/],
    ["layers beyond number", { shape: { ...manifest.shape, layers: 1e9 } }, /shape\.layers is 1000000000/],
    ["another architecture", { architecture: "llama" }, /architecture is "llama"/],
    ["a variant of a file it does not list", { files: [] }, /does not list the file onnx\/model_q4\.onnx/],
    ["no object", null, /manifest is null/],
  ])("[M6] refuses %s, naming the field", (_, change, message) => {
    expect(() => parseManifest(change && { ...manifest, ...change })).toThrow(message);
  });

  it("[F14] damaged at random is refused in a sentence, or is still whole and within its folder", async () => {
    let read = 0;
    await fc.assert(
      fc.asyncProperty(damagedJson(manifest), async (text) => {
        const parsed = await refused(() => parseManifest(JSON.parse(text)));
        if (!parsed) return;
        read++;
        expect(parseManifest(JSON.parse(JSON.stringify(parsed)))).toEqual(parsed);
        for (const { graph, data } of parsed.variants) {
          for (const path of [graph, ...data]) expect(fileOf(parsed, path).path).toMatch(/^[\w-][\w./-]*$/);
        }
      }),
      runs(1000),
    );
    expect(read).toBeGreaterThan(20);
  });
});
