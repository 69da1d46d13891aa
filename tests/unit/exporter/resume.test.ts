import { describe, expect, it } from "vitest";
import { JOURNAL_NAME } from "../../../models/exporter/export-journal.ts";
import { createHashed, resumeHashed } from "../../../models/exporter/hashed-file.ts";
import { CHUNK_BYTES, type Dtype, parseManifest } from "../../../models/manifest.ts";
import { type MemoryFolder, memoryFolder } from "../../fixtures/memory-folder.ts";
import { exportInto, randomSource } from "../../parity/export-fixture.ts";

const dtypes: readonly Dtype[] = ["q8", "q4"];
const dataFileLimitBytes = 10_000;

async function exported(): Promise<MemoryFolder> {
  const output = memoryFolder();
  await exportInto(output, randomSource(), dtypes, { dataFileLimitBytes });
  return output;
}

/** Starts an export and stops it before the step `stopAt`; returns whether it was stopped. */
async function exportUntil(output: MemoryFolder, stopAt: number): Promise<boolean> {
  const controller = new AbortController();
  let calls = 0;
  const onProgress = () => {
    if (++calls === stopAt) controller.abort();
  };
  const options = { signal: controller.signal, onProgress, resumable: true, dataFileLimitBytes };
  return exportInto(output, randomSource(), dtypes, options).then(
    () => false,
    (error: Error) => {
      expect(error.name).toBe("AbortError");
      return true;
    },
  );
}

describe("a broken export", () => {
  it("[L10] goes on after its last finished weight, wherever it was stopped, to the same bytes", async () => {
    const expected = await exported();
    for (const stopAt of [1, 2, 7, 20, 33, 50, 64, 90, 100, 120]) {
      const output = memoryFolder();
      const stopped = await exportUntil(output, stopAt);
      expect(output.files.has("manifest.json")).toBe(!stopped);
      const before = output.journals.get(JOURNAL_NAME)?.length ?? 0;
      await exportUntil(output, 0);
      expect(output.files).toEqual(expected.files);
      expect(output.journals.size).toBe(0);
      if (stopped && stopAt > 20) expect(before).toBeGreaterThan(5);
    }
  });

  it("[L10] survives being stopped again and again", async () => {
    const output = memoryFolder();
    let rounds = 0;
    while (await exportUntil(output, 11)) expect(++rounds).toBeLessThan(100);
    expect(rounds).toBeGreaterThan(5);
    expect(output.files).toEqual((await exported()).files);
  });

  it("[L11] begins anew when the checkpoint is another one than before", async () => {
    const output = memoryFolder();
    await exportUntil(output, 40);
    const other = randomSource({ layers: 3, seed: 9 });
    await exportInto(output, other, dtypes, { resumable: true, dataFileLimitBytes });
    const expected = memoryFolder();
    await exportInto(expected, other, dtypes, { dataFileLimitBytes });
    expect([...output.files].sort()).toEqual([...expected.files].sort());
  });

  it("[L11] begins anew when the journal is garbled", async () => {
    const output = memoryFolder();
    await exportUntil(output, 40);
    output.journals.get(JOURNAL_NAME)![3] = "\u0000\u0000";
    await exportUntil(output, 0);
    expect(output.files).toEqual((await exported()).files);
  });

  it("[L11] says what is gone when a file has been taken from under it", async () => {
    const output = memoryFolder([], "out");
    await exportUntil(output, 60);
    const [path] = output.files.keys();
    output.files.delete(path!);
    const again = exportInto(output, randomSource(), dtypes, { resumable: true, dataFileLimitBytes });
    await expect(again).rejects.toMatchObject({
      code: "integrity",
      message: `out was being filled, and ${path} has gone from it since; empty the folder and begin anew.`,
    });
  });
});

describe("a hashed file", () => {
  it("[L12] has a hash for each chunk, across a pause too", async () => {
    const bytes = Uint8Array.from({ length: CHUNK_BYTES + 1000 }, (_, i) => (i * 7) ^ (i >> 9));
    const output = memoryFolder();
    const first = await createHashed(output, "file");
    await first.write(bytes.subarray(0, 777));
    const state = await first.state();
    await first.write(bytes.subarray(777, 999)); // lost
    await first.suspend();
    const second = await resumeHashed(output, JSON.parse(JSON.stringify(state)));
    await second!.write(bytes.subarray(777));
    const file = await second!.close();
    const hashOf = async (part: Uint8Array<ArrayBuffer>) =>
      Array.from(new Uint8Array(await crypto.subtle.digest("SHA-256", part)), (byte) =>
        byte.toString(16).padStart(2, "0"),
      ).join("");
    expect(Buffer.compare(output.files.get("file")!, bytes)).toBe(0); // toEqual takes a minute for this many
    expect(file).toEqual({
      path: "file",
      bytes: bytes.length,
      chunks: [await hashOf(bytes.slice(0, CHUNK_BYTES)), await hashOf(bytes.slice(CHUNK_BYTES))],
    });
  });

  it("[L12] gives the manifest as many chunk hashes as the size asks for", () => {
    const hash = "a".repeat(64);
    const manifest = (bytes: number, chunks: unknown) => ({
      format: 2,
      id: "a",
      name: "A",
      architecture: "gpt_neox",
      shape: { layers: 1, heads: 1, headDim: 1, hidden: 1, vocab: 1, contextLength: 1 },
      source: { repository: "a", revision: null },
      files: [{ path: "a", bytes, sha256: hash, chunks }],
      variants: [],
    });
    expect(parseManifest(manifest(CHUNK_BYTES + 1, [hash, hash])).files[0]!.chunks).toEqual([hash, hash]);
    expect(() => parseManifest(manifest(CHUNK_BYTES + 1, [hash]))).toThrow("files[0].chunks.length is 1");
    expect(() => parseManifest(manifest(CHUNK_BYTES + 1, ["?"]))).toThrow('files[0].chunks[0] is "?"');
  });
});
