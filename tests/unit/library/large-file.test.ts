import { createHash } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CHUNK_BYTES, type Manifest, type ModelFile } from "../../../models/manifest.ts";
import { fetchFile } from "../../../workers/engine/model-files.ts";
import { copyModel } from "../../../workers/library/copy-model.ts";
import { memoryFolder } from "../../fixtures/memory-folder.ts";

const path = "onnx/data";
const sound = Uint8Array.from({ length: CHUNK_BYTES + 5000 }, (_, i) => (i * 11) ^ (i >> 8));
const damaged = sound.slice();
damaged[CHUNK_BYTES + 77]! ^= 4;

const hash = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
const byChunks: Pick<ModelFile, "chunks"> = {
  chunks: [hash(sound.subarray(0, CHUNK_BYTES)), hash(sound.subarray(CHUNK_BYTES))],
};
const ways: [string, Pick<ModelFile, "chunks" | "sha256">][] = [
  ["chunk by chunk", byChunks],
  ["as a whole", { sha256: hash(sound) }],
];

function manifestWith(hashes: Pick<ModelFile, "chunks" | "sha256">): Manifest {
  return {
    format: 2,
    id: "a",
    name: "A",
    architecture: "gpt_neox",
    shape: { layers: 1, heads: 1, headDim: 1, hidden: 1, vocab: 1, contextLength: 1 },
    source: { repository: "a", revision: null },
    files: [{ path, bytes: sound.length, ...hashes }],
    variants: [],
  };
}

let served = sound;
const server = createServer((_, response) => response.end(served));
let url = "";
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterAll(() => server.close());

describe("a large file", () => {
  const { signal } = new AbortController();
  const rest = { installed: null, dtypes: [], signal, onProgress: () => {} };

  it.each(ways)("[K2] from a server is checked %s by the engine", async (_, hashes) => {
    const manifest = manifestWith(hashes);
    served = sound;
    expect(Buffer.compare(await fetchFile(manifest, path, url, signal, () => {}), sound)).toBe(0);
    served = damaged;
    await expect(fetchFile(manifest, path, url, signal, () => {})).rejects.toMatchObject({ code: "integrity" });
  });

  it.each(ways)("[K2] that is copied is checked %s", async (_, hashes) => {
    const manifest = manifestWith(hashes);
    const output = memoryFolder();
    await copyModel({ ...rest, source: memoryFolder([[path, sound]]), ready: manifest, output });
    expect(Buffer.compare(output.files.get(path)!, sound)).toBe(0);
    const refusing = memoryFolder();
    const copied = copyModel({ ...rest, source: memoryFolder([[path, damaged]]), ready: manifest, output: refusing });
    await expect(copied).rejects.toThrow("is damaged at its source");
    expect(refusing.files.size).toBe(0);
  });
});
