import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ByteSource, memorySource, type SourceFolder } from "../../../models/exporter/bytes.ts";
import { openCheckpoint } from "../../../models/exporter/checkpoint.ts";
import { readPickle } from "../../../models/exporter/pickle.ts";
import { HEADER_LIMIT_BYTES, readSafetensors } from "../../../models/exporter/safetensors.ts";
import type { StoredTensor } from "../../../models/exporter/tensor.ts";
import { readTorch } from "../../../models/exporter/torch.ts";
import { damaged, damagedJson, refused, runs, watched } from "../../fixtures/mutations.ts";
import { randomCheckpoint, smallCheckpoint } from "../../fixtures/random-checkpoint.ts";
import { statePickle, zip } from "../../fixtures/torch-file.ts";

const tensors = ["a", "b", "c"].map((name, key) => {
  return { name, key: String(key), storage: "FloatStorage", storageElements: 6, shape: [2, 3], strides: [3, 1] };
});
const pickle = statePickle(tensors);
const torchFile = (zip64: boolean) =>
  zip(
    [
      { name: "m/data.pkl", bytes: pickle },
      { name: "m/byteorder", bytes: new TextEncoder().encode("little") },
      ...tensors.map(({ key }) => ({ name: `m/data/${key}`, bytes: new Uint8Array(24) })),
    ],
    zip64,
  );
const safetensors = randomCheckpoint(smallCheckpoint).get("model.safetensors")!;

type Read = (source: ByteSource) => Promise<readonly StoredTensor[]>;
const files: readonly [string, Uint8Array, Read][] = [
  ["safetensors", safetensors, readSafetensors],
  ["torch", torchFile(false), readTorch],
  ["torch, zip64", torchFile(true), readTorch],
];

/** Whole tensors, or refusals. */
async function readAll(read: Read, source: ByteSource): Promise<number> {
  const found = await refused(() => read(source));
  for (const { source: own, offset, bytes } of found ?? []) {
    expect(offset >= 0 && bytes >= 0 && offset + bytes <= own.size && own.size <= source.size).toBe(true);
    // A torch file's local headers are looked at with the first of the bytes.
    const data = await refused(() => own.read(offset, Math.min(bytes, 4096)));
    expect(data === null || data.length === Math.min(bytes, 4096)).toBe(true);
  }
  return found?.length ?? 0;
}

describe("a damaged file", () => {
  it.each(files)("[F12] is read or refused in a sentence, every tensor wholly in it (%s)", async (_, whole, read) => {
    const outcomes = { read: 0, refused: 0 };
    await fc.assert(
      fc.asyncProperty(damaged(whole), async (bytes) => {
        const count = await readAll(read, watched(bytes, Math.max(bytes.length, 1)));
        outcomes[count > 0 ? "read" : "refused"]++;
      }),
      runs(1000),
    );
    expect(outcomes.refused).toBeGreaterThan(100);
    expect(outcomes.read).toBeGreaterThan(10);
  });

  it.each(files)("[F13] of terabytes is not taken into memory (%s)", async (_, whole, read) => {
    await fc.assert(
      fc.asyncProperty(damaged(whole), async (bytes) => {
        // What a file says of itself may be as large as it is.
        await readAll(read, watched(bytes, HEADER_LIMIT_BYTES, 2 ** 42));
      }),
      runs(200),
    );
  });

  it("[F12] is read or refused: a pickle, opcode by opcode", async () => {
    const options = {
      name: "x",
      global: (name: string) => ({ name, call: (args: readonly unknown[]) => args.length }),
      persistent: (id: unknown) => id,
    };
    const opcodes = fc.constantFrom(
      ...Array.from(new Set(pickle)),
      0x28,
      0x29,
      0x85,
      0x86,
      0x87,
      0x5d,
      0x61,
      0x65,
      0x94,
    );
    const written = fc.array(fc.oneof(opcodes, fc.nat(255)), { maxLength: 200 }).map((bytes) => Uint8Array.from(bytes));
    await fc.assert(
      fc.asyncProperty(fc.oneof(written, damaged(pickle)), async (bytes) => {
        await refused(() => readPickle(bytes, options));
      }),
      runs(2000),
    );
  });

  it("[F12] is read or refused: a shard index", async () => {
    const index = { metadata: { total_size: 3 }, weight_map: { "gpt_neox.embed_in.weight": "one.safetensors" } };
    await fc.assert(
      fc.asyncProperty(damagedJson(index), async (text) => {
        const folder: SourceFolder = {
          name: "folder",
          async open(path) {
            if (path === "one.safetensors") return memorySource(path, safetensors);
            if (path !== "model.safetensors.index.json") return null;
            return memorySource(path, new TextEncoder().encode(text));
          },
        };
        await refused(() => openCheckpoint(folder));
      }),
      runs(300),
    );
  });
});
