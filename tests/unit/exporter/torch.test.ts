import { crc32 as zlibCrc32 } from "node:zlib";
import { describe, expect, it } from "vitest";
import { memorySource } from "../../../models/exporter/bytes.ts";
import { crc32 } from "../../../models/exporter/crc32.ts";
import { readTorch } from "../../../models/exporter/torch.ts";
import { readFloats } from "../../fixtures/read-floats.ts";
import { global, int, statePickle, type TorchTensor, text, type ZipEntry, zip } from "../../fixtures/torch-file.ts";

const utf8 = new TextEncoder();

const vector: TorchTensor = {
  name: "v",
  storage: "HalfStorage",
  key: "0",
  storageElements: 3,
  shape: [2],
  strides: [1],
  offset: 1,
};
const halves = Uint8Array.of(0, 0, 0x00, 0x3c, 0x00, 0xc0);

function entries(pickle: Uint8Array, data: Uint8Array = halves, extra: readonly ZipEntry[] = []): ZipEntry[] {
  return [{ name: "m/data.pkl", bytes: pickle }, { name: "m/data/0", bytes: data }, ...extra];
}

const read = (bytes: Uint8Array) => readTorch(memorySource("x.bin", bytes));
const readState = (tensor: Partial<TorchTensor>, data = halves) =>
  read(zip(entries(statePickle([{ ...vector, ...tensor }]), data)));

describe("a PyTorch checkpoint", () => {
  it.each([false, true])("[F5] is read, the values at a storage's offset (zip64: %s)", async (zip64) => {
    const mask: TorchTensor = {
      ...vector,
      name: "mask",
      storage: "ByteStorage",
      key: "1",
      storageElements: 1,
      offset: 0,
      shape: [1, 1],
      strides: [7, 1],
    };
    const scalar: TorchTensor = { ...vector, name: "s", shape: [], strides: [], offset: 2 };
    const pickle = statePickle([vector, mask, scalar]);
    const byteOrder = { name: "m/byteorder", bytes: utf8.encode("little") };
    const tensors = await read(
      zip(entries(pickle, halves, [{ name: "m/data/1", bytes: Uint8Array.of(1) }, byteOrder]), zip64),
    );
    expect(tensors.map(({ name, format, shape }) => [name, format, shape])).toEqual([
      ["v", "float16", [2]],
      ["mask", null, [1, 1]],
      ["s", "float16", []],
    ]);
    expect(await readFloats(tensors[0]!, 0, 2)).toEqual(Float32Array.of(1, -2));
    expect(await readFloats(tensors[2]!, 0, 1)).toEqual(Float32Array.of(-2));
  });

  it("[F5] may hold parameters instead of tensors", async () => {
    const [state] = await readState({});
    expect(state?.name).toBe("v");
    const tensor = [
      ...[
        ...global("torch._utils", "_rebuild_tensor_v2"),
        0x28,
        0x28,
        ...text("storage"),
        ...global("torch", "HalfStorage"),
      ],
      ...[
        ...text("0"),
        ...text("cpu"),
        ...int(3),
        0x74,
        0x51,
        ...int(0),
        ...int(3),
        0x85,
        ...int(1),
        0x85,
        0x89,
        0x7d,
        0x74,
        0x52,
      ],
    ];
    const parameter = [...global("torch._utils", "_rebuild_parameter"), 0x28, ...tensor, 0x88, 0x7d, 0x74, 0x52];
    const pickle = Uint8Array.from([0x80, 2, 0x7d, ...text("p"), ...parameter, 0x73, 0x2e]);
    expect((await read(zip(entries(pickle))))[0]).toMatchObject({ name: "p", shape: [3], format: "float16" });
  });

  const pickle = statePickle([vector]);
  const notDictionary = Uint8Array.of(0x80, 2, 0x5d, 0x2e);
  const notTensor = Uint8Array.from([0x80, 2, 0x7d, ...text("a"), ...int(1), 0x73, 0x2e]);
  const notStorage = Uint8Array.from([0x80, 2, ...int(1), 0x51, 0x2e]);
  const filledDict = Uint8Array.from([0x80, 2, ...global("collections", "OrderedDict"), 0x5d, 0x85, 0x52, 0x2e]);
  const noArguments = Uint8Array.from([0x80, 2, ...global("torch._utils", "_rebuild_tensor_v2"), 0x29, 0x52, 0x2e]);
  const shortened = zip(entries(pickle)).slice(0, -30);
  const damaged = (find: readonly number[], replace: number) => {
    const bytes = zip(entries(pickle));
    const at = bytes.findIndex((_, i) => find.every((byte, j) => bytes[i + j] === byte));
    bytes[at] = replace;
    return bytes;
  };
  const bareNames = zip([{ name: "data.pkl", bytes: pickle }]);

  it.each<[string, Uint8Array, string, string]>([
    ["cut short", shortened, "bad-file", "it has no zip directory; it is cut short or something else"],
    [
      "of the old format",
      Uint8Array.from([0x80, 2, ...Array(40).fill(0)]),
      "unsupported",
      "it was saved by torch before 1.6, as a bare pickle",
    ],
    ["that is empty", new Uint8Array(0), "bad-file", "it has no zip directory"],
    ["without a pickle", bareNames, "bad-file", "it has no data.pkl"],
    [
      "with a damaged directory",
      damaged([0x50, 0x4b, 1, 2], 0),
      "bad-file",
      "its directory is damaged at entry 0 of 2",
    ],
    [
      "with a damaged local header",
      damaged([0x50, 0x4b, 3, 4], 0),
      "bad-file",
      "the local header of m/data.pkl is damaged",
    ],
    [
      "whose entries are deflated",
      zip([{ name: "m/data.pkl", bytes: pickle, method: 8 }]),
      "unsupported",
      "its entry m/data.pkl is compressed or encrypted",
    ],
    [
      "of big-endian numbers",
      zip(entries(pickle, halves, [{ name: "m/byteorder", bytes: utf8.encode("big") }])),
      "unsupported",
      'its byte order is "big"; only "little" is read',
    ],
    [
      "that is not a dictionary",
      zip(entries(notDictionary)),
      "unsupported",
      "its pickle does not hold a dictionary of tensors",
    ],
    ["that holds other things", zip(entries(notTensor)), "unsupported", 'its pickle holds "a", which is not a tensor'],
    [
      "with a strange persistent id",
      zip(entries(notStorage)),
      "bad-file",
      "its pickle refers to something that is not a storage",
    ],
    [
      "with a filled OrderedDict",
      zip(entries(filledDict)),
      "unsupported",
      "its pickle builds an OrderedDict from arguments",
    ],
    [
      "that rebuilds from nothing",
      zip(entries(noArguments)),
      "bad-file",
      "its pickle rebuilds a tensor from the wrong arguments",
    ],
    [
      "whose data is missing",
      zip([{ name: "m/data.pkl", bytes: pickle }]),
      "bad-file",
      "the data of v (m/data/0) is missing",
    ],
    [
      "that runs code",
      zip(entries(Uint8Array.from([0x80, 2, ...global("posix", "system"), 0x2e]))),
      "unsupported",
      "it names the Python object posix.system",
    ],
  ])("[F6] %s is refused", async (_, bytes, code, sentence) => {
    await expect(read(bytes)).rejects.toMatchObject({ code, message: expect.stringContaining(sentence) });
  });

  it("[F15] is compared with its CRC-32 as it is read, and damage is refused before its last bytes are given", async () => {
    const entry = { name: "m/data/0", bytes: halves };
    const tensorOf = async (crc?: number) =>
      (await read(zip([{ name: "m/data.pkl", bytes: pickle }, crc === undefined ? entry : { ...entry, crc }])))[0]!;
    const { source } = await tensorOf();
    // In pieces, overlapping, twice.
    const pieces = await Promise.all([source.read(0, 1), source.read(1, 3), source.read(4, 2)]);
    expect(pieces.flatMap((piece) => [...piece])).toEqual([...halves]);
    expect([...(await source.read(0, 6))]).toEqual([...halves]);
    const { source: damaged } = await tensorOf(0x1234abcd);
    await damaged.read(0, 4);
    await expect(damaged.read(4, 2)).rejects.toMatchObject({
      code: "integrity",
      message: expect.stringMatching(/^x\S* is damaged: v has the CRC-32 [0-9a-f]{8} and should have 1234abcd\.$/),
    });
    // Some writers compute none.
    const { source: unknown } = await tensorOf(0);
    expect([...(await unknown.read(0, 6))]).toEqual([...halves]);
    const pickleCrc = zip([{ name: "m/data.pkl", bytes: pickle, crc: 7 }, entry]);
    await expect(read(pickleCrc)).rejects.toThrow("m/data.pkl has the CRC-32");
  });

  it("[F15] has the CRC-32 of zlib, whatever the alignment and the pieces", () => {
    const bytes = Uint8Array.from({ length: 100_000 }, (_, i) => i * i);
    for (let at = 0; at < 20; at++) {
      const part = bytes.subarray(at, 100_000 - 3000 * at ** 1.1);
      expect(crc32(part.subarray(7), crc32(part.subarray(0, 7)))).toBe(zlibCrc32(part));
    }
  });

  it.each<[string, Partial<TorchTensor>, string, string]>([
    [
      "smaller than its storage says",
      { storageElements: 4 },
      "bad-file",
      "the storage of v should have 8 bytes and has 6",
    ],
    ["past its storage's end", { offset: 2 }, "bad-file", "v takes elements 2 to 4 of a storage of 3"],
    [
      "with strides",
      { shape: [1, 2], strides: [1, 2] },
      "unsupported",
      "v is a view with strides [1, 2]; only contiguous tensors are read",
    ],
    ["transposed", { shape: [2, 1], strides: [3, 1] }, "unsupported", "v is a view with strides [3, 1]"],
    ["with too few strides", { shape: [2, 1], strides: [1] }, "bad-file", "v has the impossible shape [2, 1]"],
    ["of a negative size", { shape: [-2] }, "bad-file", "v has the impossible shape [-2]"],
    [
      "of an unknown storage",
      { storage: "ComplexFloatStorage" },
      "unsupported",
      "it names the Python object torch.ComplexFloatStorage",
    ],
  ])("[F7] a tensor %s is refused", async (_, tensor, code, sentence) => {
    await expect(readState(tensor)).rejects.toMatchObject({ code, message: expect.stringContaining(sentence) });
  });
});
