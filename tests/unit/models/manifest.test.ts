import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CHUNK_BYTES, chunkHash, fileOf, parseManifest, sameContent } from "../../../models/manifest.ts";
import { damagedJson, refused, runs } from "../../fixtures/mutations.ts";

const file = (path: string) => ({ path, bytes: 3, sha256: "a".repeat(64) });
const manifest = {
  format: 2,
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

  it("[M3] is read in format 1 too, whose large files have a hash of the whole as well", () => {
    const large = { ...file("tokenizer.json"), bytes: CHUNK_BYTES + 1, chunks: ["b".repeat(64), "c".repeat(64)] };
    const files = [...manifest.files.slice(0, 2), large];
    const read = parseManifest({ ...manifest, format: 1, files });
    expect(read).toEqual({ ...manifest, files });
    expect([0, CHUNK_BYTES].map((offset) => chunkHash(read.files[2]!, offset))).toEqual(large.chunks);
    expect(chunkHash(read.files[0]!, 0)).toBe(file("").sha256);
    expect(chunkHash({ ...file("x"), bytes: CHUNK_BYTES + 1 }, 0)).toBeNull();
  });

  it("[K1] knows the same content by its chunks, or by the hash of the whole", () => {
    const [a, b] = ["a".repeat(64), "b".repeat(64)];
    const large = { path: "x", bytes: CHUNK_BYTES + 1, chunks: [a, b] };
    expect(sameContent(large, { ...large, sha256: a })).toBe(true);
    expect(sameContent(large, { ...large, chunks: [a, a] })).toBe(false);
    expect(sameContent(large, { path: "x", bytes: large.bytes, sha256: a })).toBe(false);
    expect(sameContent(file("x"), file("y"))).toBe(true);
    expect(sameContent(file("x"), { ...file("x"), bytes: 4 })).toBe(false);
    expect(sameContent(file("x"), { ...file("x"), sha256: b })).toBe(false);
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
      /format 7 and this version of the page reads up to 2/,
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
