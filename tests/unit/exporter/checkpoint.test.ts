import { describe, expect, it } from "vitest";
import { memorySource, readJson, readRange, readText } from "../../../models/exporter/bytes.ts";
import { openCheckpoint, tensorOf } from "../../../models/exporter/checkpoint.ts";
import { memoryFolder } from "../../fixtures/memory-folder.ts";
import { readFloats } from "../../fixtures/read-floats.ts";
import { statePickle, zip } from "../../fixtures/torch-file.ts";

const utf8 = new TextEncoder();

/** One float32 tensor of one element. */
function safetensors(name: string, value: number, dtype = "F32"): Uint8Array {
  const json = utf8.encode(JSON.stringify({ [name]: { dtype, shape: [1, 1], data_offsets: [0, 4] } }));
  const number = new Uint8Array(Float32Array.of(value).buffer);
  return Uint8Array.from([json.length, 0, 0, 0, 0, 0, 0, 0, ...json, ...number]);
}

function torch(name: string): Uint8Array {
  const tensor = { name, storage: "FloatStorage", key: "0", storageElements: 1, shape: [1, 1], strides: [1, 1] };
  return zip([
    { name: "m/data.pkl", bytes: statePickle([tensor]) },
    { name: "m/data/0", bytes: new Uint8Array(Float32Array.of(3).buffer) },
  ]);
}

const index = (map: unknown) => utf8.encode(JSON.stringify({ weight_map: map }));

const open = (files: Record<string, Uint8Array>) => openCheckpoint(memoryFolder(Object.entries(files), "folder"));

async function firstValue(files: Record<string, Uint8Array>, name: string): Promise<number | undefined> {
  return (await readFloats(tensorOf(await open(files), name, [1, 1]), 0, 1))[0];
}

describe("a checkpoint's folder", () => {
  it("[F8] may hold one file or shards, of either format; safetensors come first", async () => {
    const shards = { "a.safetensors": safetensors("a", 1), "b.safetensors": safetensors("b", 2) };
    const shardIndex = index({ a: "a.safetensors", b: "b.safetensors" });
    expect(await firstValue({ "model.safetensors": safetensors("a", 1) }, "a")).toBe(1);
    expect(await firstValue({ "model.safetensors.index.json": shardIndex, ...shards }, "b")).toBe(2);
    expect(await firstValue({ "pytorch_model.bin": torch("a") }, "a")).toBe(3);
    expect(await firstValue({ "pytorch_model.bin.index.json": index({ a: "x.bin" }), "x.bin": torch("a") }, "a")).toBe(
      3,
    );
    expect(await firstValue({ "pytorch_model.bin": torch("a"), "model.safetensors": safetensors("a", 1) }, "a")).toBe(
      1,
    );
  });

  const name = "model.safetensors.index.json";
  const many = Object.fromEntries(Array.from({ length: 1001 }, (_, i) => [`t${i}`, `${i}.bin`]));
  it.each<[string, Record<string, Uint8Array>, string]>([
    [
      "without a checkpoint",
      {},
      "folder holds no checkpoint: none of model.safetensors, model.safetensors.index.json,",
    ],
    ["with an index that is not JSON", { [name]: utf8.encode("{") }, `${name} is not valid JSON.`],
    ["with an index that is not text", { [name]: Uint8Array.of(0xff) }, `${name} is not UTF-8 text.`],
    ["with an index without a map", { [name]: utf8.encode("{}") }, `${name} has no weight_map.`],
    [
      "whose index leaves it",
      { [name]: index({ a: "../a" }) },
      `${name} names "../a", which is not a plain file name.`,
    ],
    ["whose index names a number", { [name]: index({ a: 1 }) }, `${name} names 1, which is not a plain file name.`],
    ["whose shard is missing", { [name]: index({ a: "x" }) }, `${name} names x, which is not in folder.`],
    [
      "whose shard lacks a tensor",
      { [name]: index({ a: "x" }), x: safetensors("b", 1) },
      `${name} says that x holds a, and it does not.`,
    ],
    ["of too many shards", { [name]: index(many) }, `${name} names 1001 files, more than 1000.`],
  ])("[F9] %s is refused", async (_, files, sentence) => {
    await expect(open(files)).rejects.toMatchObject({ code: "bad-file", message: expect.stringContaining(sentence) });
  });

  it("[F10] refuses a tensor that is missing, of another shape or not of floats", async () => {
    const checkpoint = await open({ "model.safetensors": safetensors("a", 1) });
    expect(() => tensorOf(checkpoint, "z", [1])).toThrow("The checkpoint has no tensor z.");
    expect(() => tensorOf(checkpoint, "a", [2, 1])).toThrow(
      "model.safetensors: a has the shape [1, 1] and config.json asks for [2, 1].",
    );
    const integers = await open({ "model.safetensors": safetensors("a", 1, "I32") });
    expect(() => tensorOf(integers, "a", [1, 1])).toThrow(
      "model.safetensors: a is stored as I32; 32-bit and 16-bit floats are supported.",
    );
  });
});

describe("a source", () => {
  it("[F11] is refused where it ends too early, and where it holds no text", async () => {
    const source = memorySource("x", Uint8Array.of(1, 2, 3));
    expect(await readRange(source, 1, 2)).toEqual(Uint8Array.of(2, 3));
    await expect(readRange(source, 2, 2)).rejects.toThrow("x is cut short: it has 3 bytes and 4 are needed.");
    const lying = { ...source, read: async () => Uint8Array.of(1) };
    await expect(readRange(lying, 0, 2)).rejects.toThrow("x: 1 bytes came where 2 were asked for.");
    await expect(readText({ ...source, size: 2 ** 30 })).rejects.toThrow("x has 1073741824 bytes; at most 67108864");
    await expect(readJson(memorySource("x", Uint8Array.of(0x7b)))).rejects.toThrow("x is not valid JSON.");
  });
});
