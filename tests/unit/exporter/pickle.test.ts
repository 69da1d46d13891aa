import { describe, expect, it } from "vitest";
import { type PickleOptions, readPickle } from "../../../models/exporter/pickle.ts";
import { global, int, text } from "../../fixtures/torch-file.ts";

const options: PickleOptions = {
  name: "x.bin",
  global: (name) => (name === "known.sum" ? { name, call: (args) => args.join("+") } : null),
  persistent: (id) => ({ id }),
};

const read = (...bytes: readonly number[]) => readPickle(Uint8Array.from([0x80, 2, ...bytes, 0x2e]), options);

describe("a pickle", () => {
  it.each<[string, number[], unknown]>([
    ["None", [0x4e], null],
    ["True", [0x88], true],
    ["False", [0x89], false],
    ["a small integer", [0x4b, 200], 200],
    ["a 16-bit integer", [0x4d, 0x01, 0x02], 513],
    ["a 32-bit integer", [0x4a, 0xff, 0xff, 0xff, 0xff], -1],
    ["a long integer", [0x8a, 5, 0, 0, 0, 0, 1], 2 ** 32],
    ["a negative long integer", [0x8a, 1, 0xfe], -2],
    ["a float", [0x47, 0x3f, 0xf8, 0, 0, 0, 0, 0, 0], 1.5],
    ["text", text("né"), "né"],
    ["short text", [0x8c, 1, 0x61], "a"],
    ["an empty tuple", [0x29], []],
    [
      "tuples of one, two, three",
      [...[0x4b, 1, 0x85], ...[0x4b, 2, 0x4b, 3, 0x86], ...[0x4b, 4, 0x87]].slice(0, 3),
      [1],
    ],
    ["a pair", [0x4b, 1, 0x4b, 2, 0x86], [1, 2]],
    ["a triple", [0x4b, 1, 0x4b, 2, 0x4b, 3, 0x87], [1, 2, 3]],
    ["a tuple of tuples", [0x28, 0x28, 0x4b, 1, 0x74, 0x4b, 2, 0x74], [[1], 2]],
    ["a list", [0x5d, 0x4b, 1, 0x61, 0x28, 0x4b, 2, 0x4b, 3, 0x65], [1, 2, 3]],
    [
      "a dictionary",
      [0x7d, ...text("a"), 0x4b, 1, 0x73, 0x28, ...text("b"), 0x4b, 2, 0x75],
      new Map([
        ["a", 1],
        ["b", 2],
      ]),
    ],
    ["a memo", [0x4b, 7, 0x71, 0, 0x4b, 8, 0x72, 1, 0, 0, 0, 0x68, 0, 0x86], [8, 7]],
    ["a memo with a long index", [0x4b, 8, 0x72, 1, 0, 0, 0, 0x6a, 1, 0, 0, 0, 0x86], [8, 8]],
    ["a memo of protocol 4", [0x4b, 7, 0x94, 0x68, 0, 0x86], [7, 7]],
    ["a call", [...global("known", "sum"), 0x28, 0x4b, 1, 0x4b, 2, 0x74, 0x52], "1+2"],
    ["a call by stacked name", [...text("known"), ...text("sum"), 0x93, 0x29, 0x52], ""],
    ["a persistent id", [...int(3), 0x51], { id: 3 }],
    ["attributes of a dictionary, which are dropped", [0x7d, 0x7d, 0x62], new Map()],
    ["a frame", [0x95, 2, 0, 0, 0, 0, 0, 0, 0, 0x4b, 9], 9],
  ])("[F3] gives %s", (_, bytes, value) => {
    expect(read(...bytes)).toEqual(value);
  });

  it.each<[string, number[], string, string]>([
    [
      "that calls the system",
      [...global("os", "system"), ...text("id"), 0x85, 0x52],
      "unsupported",
      "it names the Python object os.system, which a checkpoint of weights does not need",
    ],
    [
      "that names it by the stack",
      [...text("os"), ...text("system"), 0x93],
      "unsupported",
      "it names the Python object os.system",
    ],
    [
      "with an opcode torch does not write",
      [0x69],
      "unsupported",
      "it uses the opcode 0x69 at byte 2, which torch.save does not write",
    ],
    ["that calls a value", [0x4b, 1, 0x29, 0x52], "unsupported", "it calls what is not one of torch's functions"],
    [
      "that sets attributes of a list",
      [0x5d, 0x7d, 0x62],
      "unsupported",
      "it sets attributes of an object that is not a dictionary",
    ],
    ["that appends to a number", [0x4b, 1, 0x4b, 2, 0x61], "bad-file", "it appends to what is not a list"],
    [
      "that sets an item of a list",
      [0x5d, 0x4b, 1, 0x4b, 2, 0x73],
      "bad-file",
      "it sets an item of what is not a dictionary",
    ],
    ["that pops an empty stack", [0x85], "bad-file", "it takes a value that is not there"],
    ["that pops past a mark", [0x4b, 1, 0x28, 0x4b, 2, 0x86], "bad-file", "it takes a value that is not there"],
    ["without a mark", [0x4b, 1, 0x74], "bad-file", "it takes a value that is not there"],
    ["that stores nothing", [0x71, 0], "bad-file", "it takes a value that is not there"],
    ["that recalls what was never stored", [0x68, 4], "bad-file", "it recalls value 4, which was never stored"],
    ["with broken text", [0x58, 1, 0, 0, 0, 0xff], "bad-file", "the text at byte 7 is not UTF-8"],
    ["cut short", [0x58, 9, 0, 0, 0], "bad-file", "it is cut short: it has 8 bytes and 16 are needed"],
    ["cut short in a name", [0x63, 0x61], "bad-file", "it is cut short in a name"],
    [
      "with too large an integer",
      [0x8a, 8, 0, 0, 0, 0, 0, 0, 0, 0x70],
      "bad-file",
      "the integer at byte 4 is past 2^53",
    ],
  ])("[F4] %s is refused", (_, bytes, code, sentence) => {
    expect(() => read(...bytes)).toThrow(expect.objectContaining({ code, message: expect.stringContaining(sentence) }));
  });

  it("[F4] of a newer protocol, without an end, or too large is refused", () => {
    expect(() => readPickle(Uint8Array.of(0x80, 6), options)).toThrow("it is of protocol 6; up to 5 is supported");
    expect(() => readPickle(Uint8Array.of(0x80, 2, 0x4e), options)).toThrow(
      "it is cut short: it has 3 bytes and 4 are needed",
    );
    expect(() => readPickle(new Uint8Array(16 * 2 ** 20 + 1), options)).toThrow("it has 16777217 bytes");
    const dictionaries = new Uint8Array(4_000_001).fill(0x7d);
    expect(() => readPickle(dictionaries, options)).toThrow("it goes on for more than 4000000 steps");
  });

  it("[F13] that doubles a value again and again is no larger for it, and never shown whole", () => {
    const doublings = Array.from({ length: 40 }, (_, i) => [0x86, 0x71, i, 0x68, i]).flat();
    const bomb = [0x29, 0x71, 99, 0x68, 99, ...doublings];
    expect(read(...bomb, 0x86)).toHaveLength(2);
    expect(() => read(...bomb, 0x93)).toThrow("it names an object by what is no text");
  });
});
