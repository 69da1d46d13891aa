import { describe, expect, it } from "vitest";
import { type ByteSource, memorySource } from "../../../models/exporter/bytes.ts";
import { readAhead } from "../../../workers/library/read-ahead.ts";

const bytes = Uint8Array.from({ length: 1_000_000 }, (_, i) => (i * 13) ^ (i >> 7));
const options = { blockBytes: 100_000, parallel: 3 };

function counted(fail: (offset: number) => boolean = () => false) {
  const inner = memorySource("file", bytes);
  const reads: (readonly [number, number])[] = [];
  let open = 0;
  let most = 0;
  const source: ByteSource = {
    ...inner,
    async read(offset, length) {
      reads.push([offset, length]);
      most = Math.max(most, ++open);
      await new Promise((resolve) => setTimeout(resolve, 1));
      open--;
      if (fail(offset)) throw new Error("broken");
      return inner.read(offset, length);
    },
  };
  return { source, reads, most: () => most };
}

describe("reading ahead", () => {
  it("[L26] gives every byte in order, asks for each once, and for a few blocks at a time", async () => {
    const { source, reads, most } = counted();
    const ahead = readAhead(source, options);
    for (let at = 0; at < bytes.length; at += 77_000) {
      const length = Math.min(77_000, bytes.length - at);
      expect(Buffer.compare(await ahead.read(at, length), bytes.subarray(at, at + length))).toBe(0);
    }
    expect(reads.map(([offset]) => offset)).toEqual([...Array(10).keys()].map((index) => index * 100_000));
    expect(most()).toBe(3);
  });

  it("[K5] gives reads that are asked for at once every byte, and asks for each once", async () => {
    const { source, reads } = counted();
    const ahead = readAhead(source, options);
    const starts = Array.from({ length: 13 }, (_, index) => index * 77_000).filter((at) => at < bytes.length);
    const read = await Promise.all(starts.map((at) => ahead.read(at, Math.min(77_000, bytes.length - at))));
    for (const [index, at] of starts.entries()) {
      expect(Buffer.compare(read[index]!, bytes.subarray(at, at + 77_000))).toBe(0);
    }
    expect(reads.length).toBe(10);
  });

  it("[K7] puts later blocks where earlier ones lay", async () => {
    const rooms = new Set<ArrayBufferLike>();
    const source: ByteSource = {
      ...memorySource("file", bytes),
      async read(offset, length, room = new Uint8Array(length)) {
        rooms.add(room.buffer);
        room.set(bytes.subarray(offset, offset + length));
        return room;
      },
    };
    const ahead = readAhead(source, options);
    for (let at = 0; at < bytes.length; at += 77_000) {
      const room = new Uint8Array(Math.min(77_000, bytes.length - at));
      expect(await ahead.read(at, room.length, room)).toBe(room);
      expect(Buffer.compare(room, bytes.subarray(at, at + room.length))).toBe(0);
    }
    expect(rooms.size).toBe(options.parallel);
  });

  it("[L26] passes small reads elsewhere straight through", async () => {
    const { source, reads } = counted();
    const ahead = readAhead(source, options);
    await ahead.read(900_000, 22);
    await ahead.read(30, 500);
    expect(reads).toEqual([
      [900_000, 22],
      [30, 500],
    ]);
  });

  it("[L26] serves a read longer than what is kept", async () => {
    const { source, reads } = counted();
    expect(Buffer.compare(await readAhead(source, options).read(5, 900_000), bytes.subarray(5, 900_005))).toBe(0);
    expect(reads.length).toBe(10);
  });

  it("[L26] tells a failure to the one who needs the block, and asks anew afterwards", async () => {
    let broken = true;
    const { source } = counted((offset) => broken && offset === 200_000);
    const ahead = readAhead(source, options);
    await ahead.read(0, 100_000);
    await expect(ahead.read(200_000, 100_000)).rejects.toThrow("broken");
    broken = false;
    expect(Buffer.compare(await ahead.read(200_000, 100_000), bytes.subarray(200_000, 300_000))).toBe(0);
  });
});
