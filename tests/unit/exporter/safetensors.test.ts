import { describe, expect, it } from "vitest";
import { memorySource } from "../../../models/exporter/bytes.ts";
import { readSafetensors } from "../../../models/exporter/safetensors.ts";
import { concat } from "../../fixtures/memory-folder.ts";
import { readFloats } from "../../fixtures/read-floats.ts";

const utf8 = new TextEncoder();

function file(header: unknown, dataBytes: number, headerBytes?: bigint): Uint8Array {
  const json = typeof header === "string" ? utf8.encode(header) : utf8.encode(JSON.stringify(header));
  const prefix = new Uint8Array(8);
  new DataView(prefix.buffer).setBigUint64(0, headerBytes ?? BigInt(json.length), true);
  return concat([prefix, json, new Uint8Array(dataBytes)]);
}

const entry = (dtype: string, shape: unknown, from: number, to: number) => ({ dtype, shape, data_offsets: [from, to] });

describe("a safetensors file", () => {
  it("[F1] is read from its literal bytes", async () => {
    const header =
      '{"__metadata__":{"format":"pt"},"b":{"dtype":"BF16","shape":[2],"data_offsets":[4,8]},"a":{"dtype":"F32","shape":[],"data_offsets":[0,4]},"m":{"dtype":"U8","shape":[1,0],"data_offsets":[8,8]}}';
    const bytes = concat([
      Uint8Array.of(header.length, 0, 0, 0, 0, 0, 0, 0),
      utf8.encode(header),
      Uint8Array.of(0x00, 0x00, 0x80, 0x3f, 0x80, 0x3f, 0x00, 0xc0),
    ]);
    const tensors = await readSafetensors(memorySource("x", bytes));
    expect(tensors.map(({ name, format, shape, bytes: length }) => ({ name, format, shape, length }))).toEqual([
      { name: "a", format: "float32", shape: [], length: 4 },
      { name: "b", format: "bfloat16", shape: [2], length: 4 },
      { name: "m", format: null, shape: [1, 0], length: 0 },
    ]);
    expect(await readFloats(tensors[0]!, 0, 1)).toEqual(Float32Array.of(1));
    expect(await readFloats(tensors[1]!, 1, 1)).toEqual(Float32Array.of(-2));
  });

  it.each<[string, Uint8Array, string, string]>([
    ["shorter than a prefix", new Uint8Array(7), "bad-file", "it has 7 bytes, fewer than the 8 of a header's length"],
    [
      "of an impossible header",
      file({}, 0, 2n ** 63n),
      "bad-file",
      "its header claims 9223372036854775808 bytes and at most 100000000 are allowed",
    ],
    ["cut short in its header", file({}, 0, 90n), "bad-file", "its header claims 90 bytes and the file has 10"],
    ["whose header is not JSON", file("{", 0), "bad-file", "its header is not JSON"],
    [
      "whose header is not UTF-8",
      concat([Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0, 0xff)]),
      "bad-file",
      "its header is not JSON",
    ],
    ["whose header is a list", file([], 0), "bad-file", "its header is not a JSON object"],
    [
      "with an incomplete entry",
      file({ a: { dtype: "F32" } }, 0),
      "bad-file",
      "the entry of a lacks dtype, shape or data_offsets",
    ],
    [
      "of an unknown type",
      file({ a: entry("F8_E4M3", [1], 0, 1) }, 1),
      "unsupported",
      'a has the type "F8_E4M3", which is not supported',
    ],
    ["of a negative size", file({ a: entry("F32", [-1], 0, 4) }, 4), "bad-file", "a has the impossible shape [-1]"],
    [
      "of too many elements",
      file({ a: entry("F32", [2 ** 40, 2 ** 40], 0, 4) }, 4),
      "bad-file",
      "a has the impossible shape [1099511627776, 1099511627776]",
    ],
    [
      "with a backward range",
      file({ a: entry("F32", [1], 4, 0) }, 4),
      "bad-file",
      "a has the impossible byte range [4, 0)",
    ],
    [
      "whose shape needs other bytes",
      file({ a: entry("F16", [3], 0, 4) }, 4),
      "bad-file",
      "a of shape [3] in F16 needs 6 bytes and has 4",
    ],
    [
      "cut short in its data",
      file({ a: entry("F32", [2], 0, 8) }, 4),
      "bad-file",
      "a ends at byte 70 and the file has 66; it is cut short",
    ],
    [
      "with overlapping tensors",
      file({ a: entry("U8", [4], 0, 4), b: entry("U8", [4], 3, 7) }, 7),
      "bad-file",
      "b overlaps a",
    ],
    ["with a gap", file({ a: entry("U8", [1], 1, 2) }, 2), "bad-file", "1 bytes before a belong to no tensor"],
    ["with bytes left over", file({ a: entry("U8", [1], 0, 1) }, 3), "bad-file", "2 bytes after a belong to no tensor"],
  ])("[F2] %s is refused", async (_, bytes, code, sentence) => {
    await expect(readSafetensors(memorySource("x.safetensors", bytes))).rejects.toMatchObject({
      code,
      message: expect.stringContaining(sentence),
    });
  });

  it("[F2] with too many tensors is refused", async () => {
    const many = Object.fromEntries(Array.from({ length: 100_001 }, (_, i) => [`t${i}`, entry("U8", [0], 0, 0)]));
    await expect(readSafetensors(memorySource("x", file(many, 0)))).rejects.toThrow("100001 tensors, more than 100000");
  });
});
