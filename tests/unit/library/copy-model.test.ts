import { describe, expect, it } from "vitest";
import type { Manifest } from "../../../models/manifest.ts";
import { copyModel } from "../../../workers/library/copy-model.ts";
import { type MemoryFolder, memoryFolder } from "../../fixtures/memory-folder.ts";
import { exportInto, randomSource } from "../../parity/export-fixture.ts";

async function ready(): Promise<{ source: MemoryFolder; manifest: Manifest }> {
  const source = memoryFolder([], "server");
  return { source, manifest: await exportInto(source, randomSource(), ["q8", "q4"]) };
}

const rest = { installed: null, signal: new AbortController().signal, onProgress: () => {} };

describe("a ready model", () => {
  it("[L41] is copied whole, the manifest last", async () => {
    const { source, manifest } = await ready();
    const output = memoryFolder();
    await copyModel({ ...rest, source, ready: manifest, output, dtypes: ["q8", "q4"] });
    expect(output.files).toEqual(source.files);
    expect([...output.files.keys()].at(-1)).toBe("manifest.json");
    expect(output.journals.size).toBe(0);
  });

  it("[L42] goes on wherever it was stopped", async () => {
    const { source, manifest } = await ready();
    for (let stopAt = 1; stopAt < 6; stopAt++) {
      const output = memoryFolder();
      const abort = new AbortController();
      let calls = 0;
      const onProgress = () => {
        if (++calls === stopAt) abort.abort();
      };
      const options = { ...rest, source, ready: manifest, output, dtypes: ["q8", "q4"] as const };
      await expect(copyModel({ ...options, signal: abort.signal, onProgress })).rejects.toThrow();
      expect(output.files.has("manifest.json")).toBe(false);
      await copyModel(options);
      expect(output.files).toEqual(source.files);
    }
  });

  it.each<[string, (source: MemoryFolder, path: string) => void, string]>([
    ["lacks a file", (source, path) => source.files.delete(path), "which its manifest names"],
    [
      "has a shorter file",
      (source, path) => source.files.set(path, new Uint8Array(9)),
      "has 9 bytes and its manifest says",
    ],
    [
      "has a damaged file",
      (source, path) => {
        const bytes = source.files.get(path)!.slice();
        bytes[100]! ^= 1;
        source.files.set(path, bytes);
      },
      "is damaged at its source",
    ],
  ])("[L43] is refused when its server %s", async (_, change, sentence) => {
    const { source, manifest } = await ready();
    change(source, "onnx/model_q4.onnx_data");
    const output = memoryFolder();
    const copied = copyModel({ ...rest, source, ready: manifest, output, dtypes: ["q4"] });
    await expect(copied).rejects.toThrow(sentence);
    expect(output.files.has("manifest.json")).toBe(false);
  });
});
