import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { memorySource, readText } from "../../../models/exporter/bytes.ts";
import { makePack, openPack } from "../../../workers/library/pack.ts";
import { damaged, refused, runs, watched } from "../../fixtures/mutations.ts";

const long = `${"deep/".repeat(22)}model_q4.onnx_data`;
const files = [
  { path: "manifest.json", file: new Blob(["{}"]) },
  { path: "empty", file: new Blob([]) },
  { path: long, file: new Blob([new Uint8Array(1500).fill(7)]) },
];

async function packed(): Promise<Uint8Array> {
  return new Uint8Array(await makePack(files).arrayBuffer());
}

describe("a model pack", () => {
  it("[L45] holds every file, the manifest first, and gives each back by range", async () => {
    const folder = await openPack(memorySource("model.tar", await packed()));
    expect(await readText((await folder.open("manifest.json"))!)).toBe("{}");
    expect((await folder.open("empty"))!.size).toBe(0);
    const data = (await folder.open(long))!;
    expect([data.size, ...(await data.read(1498, 2))]).toEqual([1500, 7, 7]);
    expect(await folder.open("none")).toBeNull();
  });

  it.skipIf(process.platform === "win32")("[L45] is an archive that tar reads, and reads what tar writes", async () => {
    const directory = mkdtempSync(join(tmpdir(), "dolly-pack-"));
    try {
      writeFileSync(join(directory, "model.tar"), await packed());
      execFileSync("tar", ["-xf", "model.tar"], { cwd: directory });
      expect(readFileSync(join(directory, long)).length).toBe(1500);
      execFileSync("tar", ["-cf", "again.tar", "--format=ustar", "./manifest.json", `./${long}`], { cwd: directory });
      const again = memorySource("again.tar", new Uint8Array(readFileSync(join(directory, "again.tar"))));
      expect((await (await openPack(again)).open(long))?.size).toBe(1500);
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  });

  it.each<[string, (bytes: Uint8Array) => Uint8Array, string]>([
    ["cut short", (bytes) => bytes.slice(0, 2600), "ends at byte 3548 and the file has 2600; it is cut short"],
    ["with a damaged header", (bytes) => bytes.with(3, 0x21) as Uint8Array, "the header at byte 0 is damaged"],
    ["that is something else", () => new Uint8Array(2000).fill(65), "or this is not a tar archive"],
    ["that is empty", () => new Uint8Array(1024), "it holds no files"],
  ])("[L46] %s is refused", async (_, change, sentence) => {
    await expect(openPack(memorySource("model.tar", change(await packed())))).rejects.toMatchObject({
      code: "bad-file",
      message: expect.stringContaining(sentence),
    });
  });

  it("[L46] of more files than a model has is refused before they are all looked at", async () => {
    const folders = new Uint8Array(await makePack([{ path: "x", file: new Blob([]) }]).arrayBuffer()).slice(0, 512);
    const many = { name: "model.tar", size: 2 ** 40, read: async () => folders.slice() };
    await expect(openPack(many)).rejects.toThrow("it holds more than 10000 files");
  });

  it("[F14] damaged at random is refused in a sentence, or gives files that lie wholly in it", async () => {
    const whole = await packed();
    let read = 0;
    await fc.assert(
      fc.asyncProperty(damaged(whole), fc.constantFrom(0, 2 ** 42), async (bytes, holeBytes) => {
        const folder = await refused(() => openPack(watched(bytes, 512, holeBytes)));
        if (!folder) return;
        read++;
        for (const { path } of files) {
          const file = await folder.open(path);
          if (file) expect((await file.read(0, Math.min(file.size, 512))).length).toBe(Math.min(file.size, 512));
          if (file) expect(file.size).toBeLessThanOrEqual(bytes.length + holeBytes);
        }
      }),
      runs(500),
    );
    expect(read).toBeGreaterThan(20);
  });
});
