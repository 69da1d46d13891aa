import { describe, expect, it } from "vitest";
import { parseManifest } from "../../../models/manifest.ts";

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
    ["another architecture", { architecture: "llama" }, /architecture is "llama"/],
    ["a variant of a file it does not list", { files: [] }, /does not list the file onnx\/model_q4\.onnx/],
    ["no object", null, /manifest is null/],
  ])("[M6] refuses %s, naming the field", (_, change, message) => {
    expect(() => parseManifest(change && { ...manifest, ...change })).toThrow(message);
  });
});
