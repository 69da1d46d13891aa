import { describe, expect, it } from "vitest";
import { PrefillPace } from "../../../workers/engine/prefill-pace.ts";

/** Reads a prompt at so many milliseconds a token; returns the sizes of its pieces. */
function read(pace: PrefillPace, tokens: number, msPerToken: number): number[] {
  const pieces: number[] = [];
  for (let left = tokens; left > 0; left -= pieces.at(-1)!) {
    pieces.push(pace.next(left));
    pace.read(pieces.at(-1)!, pieces.at(-1)! * msPerToken);
  }
  return pieces;
}

describe("the pieces a prompt is read in", () => {
  it("[G25] take a tenth of a second, on whatever device", () => {
    expect(read(new PrefillPace(), 1000, 0.1).slice(0, 5)).toEqual([32, 64, 128, 256, 512]);
    expect(read(new PrefillPace(), 1000, 1).slice(0, 4)).toEqual([32, 64, 64, 64]);
    expect(read(new PrefillPace(), 200, 50).slice(0, 3)).toEqual([32, 32, 16]);
  });

  it("[G25] begin where an earlier load had come to, and are corrected from there", () => {
    const first = new PrefillPace();
    read(first, 2000, 0.1);
    expect(first.size).toBe(512);
    expect(read(new PrefillPace(first.size), 1000, 0.1)).toEqual([512, 488]);
    expect(read(new PrefillPace(512), 2000, 1).slice(0, 4)).toEqual([512, 512, 64, 64]);
  });

  it("[G25] are not made smaller by the kernels that a GPU prepares for each size once", () => {
    const pace = new PrefillPace(256);
    pace.read(256, 3000);
    expect(pace.size).toBe(256);
    pace.read(256, 80);
    expect(pace.size).toBe(256);
  });

  it("[G25] are sane whatever was remembered", () => {
    for (const size of [0, -1, 5, 1e9]) {
      const { size: sane } = new PrefillPace(size);
      expect(sane).toBeGreaterThanOrEqual(16);
      expect(sane).toBeLessThanOrEqual(512);
    }
  });
});
