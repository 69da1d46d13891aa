import { describe, expect, it } from "vitest";
import { roundToFloat16 } from "../../../models/exporter/float.ts";
import {
  dequantizeBlocks,
  dequantizeRows,
  newTally,
  quantizeBlocks,
  quantizeRows,
} from "../../../models/exporter/quantize.ts";
import { normal } from "../../fixtures/random-checkpoint.ts";

function blocks(values: Float32Array, scaleFormat: "float32" | "float16" = "float32") {
  const codes = new Uint8Array(values.length / 2);
  const scales = new Float32Array(values.length / 32);
  const tally = newTally();
  quantizeBlocks(values, scaleFormat, codes, scales, tally);
  return { codes, scales, tally, back: dequantizeBlocks(codes, scales) };
}

function rows(values: Float32Array, columns: number) {
  const codes = new Int8Array(values.length);
  const scales = new Float32Array(values.length / columns);
  const tally = newTally();
  quantizeRows(values, columns, codes, scales, tally);
  return { codes, scales, tally, back: dequantizeRows(codes, columns, scales) };
}

function squaredError(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, i) => sum + (value - b[i]!) ** 2, 0);
}

/** The common way: the largest magnitude gets code 0, and the scale follows from it alone. */
function plainBlocks(values: Float32Array): Float32Array {
  const back = new Float32Array(values.length);
  for (let start = 0; start < values.length; start += 32) {
    const block = values.subarray(start, start + 32);
    const extreme = block.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a));
    const scale = Math.fround(extreme / -8);
    block.forEach((value, i) => {
      back[start + i] = Math.max(-8, Math.min(7, Math.round(value / scale))) * scale;
    });
  }
  return back;
}

const random = normal(7);
const gaussian = Float32Array.from({ length: 32 * 2000 }, () => 0.02 * random());

describe("4-bit blocks", () => {
  it("[R5] packs element 2i into the low bits of byte i, 2i + 1 into the high ones, and restores whole steps exactly", () => {
    const steps = Float32Array.from({ length: 32 }, (_, i) => (i % 16) - 8);
    const { codes, scales, back } = blocks(steps);
    expect(scales).toEqual(Float32Array.of(1));
    expect(Array.from(codes.subarray(0, 3))).toEqual([0x10, 0x32, 0x54]);
    expect(back).toEqual(steps);
  });

  it("[R5] keeps zeros zero", () => {
    const { scales, back, tally } = blocks(new Float32Array(32));
    expect(scales).toEqual(Float32Array.of(0));
    expect(back).toEqual(new Float32Array(32));
    expect(tally).toEqual({ max: 0, sum: 0, count: 32 });
  });

  it("[R6] is at most 8.2 % off on normal noise, and nearer than the plain way", () => {
    const power = gaussian.reduce((sum, value) => sum + value ** 2, 0);
    const error = squaredError(gaussian, blocks(gaussian).back);
    expect(Math.sqrt(error / power)).toBeLessThan(0.082);
    expect(error).toBeLessThan(0.9 * squaredError(gaussian, plainBlocks(gaussian)));
  });

  it("[R6] never errs by more than a fifth of a block's largest magnitude", () => {
    const { back } = blocks(gaussian);
    for (let start = 0; start < gaussian.length; start += 32) {
      const block = gaussian.subarray(start, start + 32);
      const largest = Math.max(...block.map(Math.abs));
      const worst = Math.max(...block.map((value, i) => Math.abs(value - back[start + i]!)));
      expect(worst).toBeLessThanOrEqual(0.2 * largest);
    }
  });

  it("[R7] chooses codes for the scale as stored", () => {
    const { codes, scales, back } = blocks(gaussian, "float16");
    expect(scales.map(roundToFloat16)).toEqual(scales);
    const nearest = gaussian.map((value, i) => {
      const scale = scales[Math.floor(i / 32)]!;
      return Math.max(-8, Math.min(7, Math.floor(value / scale + 0.5))) * scale;
    });
    expect(squaredError(back, nearest)).toBeLessThan(1e-9);
    expect(codes.length).toBe(gaussian.length / 2);
  });

  it("[R8] reports the error that is there", () => {
    const { tally, back } = blocks(gaussian);
    const errors = gaussian.map((value, i) => Math.abs(value - back[i]!));
    expect(tally.count).toBe(gaussian.length);
    expect(tally.max).toBeCloseTo(Math.max(...errors), 6);
    expect(tally.sum / tally.count).toBeCloseTo(errors.reduce((a, b) => a + b, 0) / errors.length, 6);
  });
});

describe("8-bit rows", () => {
  it("[R9] errs by at most half a step, a row's largest magnitude / 254", () => {
    const { back, tally, codes } = rows(gaussian, 320);
    for (let start = 0; start < gaussian.length; start += 320) {
      const row = gaussian.subarray(start, start + 320);
      const half = Math.max(...row.map(Math.abs)) / 254;
      expect(Math.max(...row.map((value, i) => Math.abs(value - back[start + i]!)))).toBeLessThanOrEqual(half * 1.0001);
    }
    expect(Math.min(...codes)).toBeGreaterThanOrEqual(-127);
    expect(tally.max).toBeLessThan(0.0005);
  });

  it("[R9] keeps zeros zero, and whole steps exact", () => {
    expect(rows(new Float32Array(4), 2).back).toEqual(new Float32Array(4));
    expect(Array.from(rows(Float32Array.of(127, -3, 0, -64), 2).codes)).toEqual([127, -3, 0, -127]);
  });
});
