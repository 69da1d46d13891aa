import { describe, expect, it } from "vitest";
import { pickedFile } from "../../../workers/library/picked-file.ts";

const bytes = Uint8Array.from({ length: 9_000_000 }, (_, i) => (i * 13) ^ (i >> 7));

/** Notes where it is opened. */
function notedFile(): { readonly file: File; readonly opened: number[] } {
  const file = new File([bytes], "file");
  const opened: number[] = [];
  const slice = file.slice.bind(file);
  file.slice = (start = 0, end) => {
    opened.push(start);
    return slice(start, end);
  };
  return { file, opened };
}

const holds = (read: Uint8Array, offset: number, length: number) =>
  expect(Buffer.compare(read, bytes.subarray(offset, offset + length))).toBe(0);

describe("a picked file", () => {
  it("[K9] is opened once for whoever reads front to back, over small gaps too, into the arrays given", async () => {
    const { file, opened } = notedFile();
    const source = pickedFile("file", file);
    const ranges = [
      [0, 2_700_000],
      [2_700_000, 30],
      [2_700_100, 1_900_000],
      [4_600_100, 4_399_900],
    ] as const;
    const rooms = ranges.map(([, length]) => new Uint8Array(new SharedArrayBuffer(length + 5), 0, length));
    const read = await Promise.all(ranges.map(([offset, length], index) => source.read(offset, length, rooms[index])));
    for (const [index, [offset, length]] of ranges.entries()) holds(read[index]!, offset, length);
    expect(read.map(({ buffer }) => buffer)).toEqual(rooms.map(({ buffer }) => buffer));
    expect(opened).toEqual([0]);
  });

  it("[K9] gives the same bytes to whoever does not", async () => {
    const { file, opened } = notedFile();
    const source = pickedFile("file", file);
    for (const [offset, length] of [
      [7_900_000, 1_100_000],
      [10, 20],
      [100, 2_000_000],
      [50, 1_400_000],
      [8_000_000, 500_000],
      [1_400_060, 70],
    ] as const) {
      holds(await source.read(offset, length), offset, length);
    }
    expect(opened).toEqual([7_900_000, 10, 100, 50, 8_000_000]);
  });

  it("[K9] is read by ranges where it is no stream of bytes", async () => {
    const { file } = notedFile();
    file.slice = (start, end) =>
      Object.assign(new Blob([bytes.slice(start, end)]), { stream: () => new ReadableStream() });
    const source = pickedFile("file", file);
    holds(await source.read(0, 2_000_000), 0, 2_000_000);
    holds(await source.read(2_000_000, 2_000_000), 2_000_000, 2_000_000);
  });

  it("[K9] gives no more than it has", async () => {
    expect(await pickedFile("file", new File([bytes.subarray(0, 10)], "file")).read(4, 20)).toEqual(bytes.slice(4, 10));
  });
});
