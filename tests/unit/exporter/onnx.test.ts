import { describe, expect, it } from "vitest";
import { encodeModel } from "../../../models/exporter/onnx.ts";
import { Message } from "../../../models/exporter/protobuf.ts";

function bytesOf(write: (message: Message) => void): number[] {
  const message = new Message();
  write(message);
  return Array.from(message.bytes());
}

describe("protobuf", () => {
  it.each([
    [0, [0x08, 0x00]],
    [1, [0x08, 0x01]],
    [127, [0x08, 0x7f]],
    [128, [0x08, 0x80, 0x01]],
    [300, [0x08, 0xac, 0x02]],
    [2 ** 32, [0x08, 0x80, 0x80, 0x80, 0x80, 0x10]],
    [-1, [0x08, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01]],
  ])("[E1] writes the integer %i", (value, expected) => {
    expect(bytesOf((message) => message.int(1, value))).toEqual(expected);
  });

  it("[E1] writes floats, text, large field numbers and messages in messages", () => {
    expect(bytesOf((message) => message.float(2, 1))).toEqual([0x15, 0, 0, 0x80, 0x3f]);
    expect(bytesOf((message) => message.text(2, "né"))).toEqual([0x12, 3, 0x6e, 0xc3, 0xa9]);
    expect(bytesOf((message) => message.int(20, 2))).toEqual([0xa0, 0x01, 0x02]);
    const inner = new Message();
    inner.int(1, 5);
    expect(bytesOf((message) => message.message(7, inner))).toEqual([0x3a, 2, 0x08, 5]);
  });
});

it("[E2] writes a whole model, byte for byte", () => {
  const text = (field: number, value: string) => [field * 8 + 2, value.length, ...new TextEncoder().encode(value)];
  const block = (field: number, bytes: readonly number[]) => [field * 8 + 2, bytes.length, ...bytes];
  const model = encodeModel({
    name: "g",
    nodes: [
      { name: "y", operator: "Gelu", domain: "", inputs: ["x"], outputs: ["y"], attributes: { axis: { int: -1 } } },
    ],
    inline: [{ name: "i", dims: [1], type: "int64", values: [-2] }],
    external: [{ name: "w", type: "float16", dims: [2, 3], location: "f", offset: 256, length: 12 }],
    inputs: [{ name: "x", type: "float32", dims: ["n", 4] }],
    outputs: [],
  });
  const minusOne = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01];
  const attribute = [...text(1, "axis"), 0x18, ...minusOne, 0xa0, 0x01, 2];
  const node = [
    ...text(1, "x"),
    ...text(2, "y"),
    ...text(3, "y"),
    ...text(4, "Gelu"),
    ...block(5, attribute),
    ...text(7, ""),
  ];
  const inline = [0x08, 1, 0x10, 7, ...text(8, "i"), ...block(9, [0xfe, ...Array(7).fill(0xff)])];
  const external = [
    ...[0x08, 2, 0x08, 3, 0x10, 10, ...text(8, "w")],
    ...block(13, [...text(1, "location"), ...text(2, "f")]),
    ...block(13, [...text(1, "offset"), ...text(2, "256")]),
    ...block(13, [...text(1, "length"), ...text(2, "12")]),
    ...[0x70, 1],
  ];
  const shape = [...block(1, text(2, "n")), ...block(1, [0x08, 4])];
  const input = [...text(1, "x"), ...block(2, block(1, [0x08, 1, ...block(2, shape)]))];
  const graph = [...block(1, node), ...text(2, "g"), ...block(5, inline), ...block(5, external), ...block(11, input)];
  expect(Array.from(model)).toEqual([
    ...[0x08, 10, ...text(2, "dolly-in-the-page")],
    ...[0x3a, (graph.length & 0x7f) | 0x80, graph.length >> 7, ...graph],
    ...block(8, [...text(1, ""), 0x10, 20]),
    ...block(8, [...text(1, "com.microsoft"), 0x10, 1]),
  ]);
});
