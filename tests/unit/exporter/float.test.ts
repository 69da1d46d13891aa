import { describe, expect, it } from "vitest";
import {
  bfloat16ToFloat32,
  decodeFloats,
  encodeFloats,
  float16ToFloat32,
  float32ToBfloat16,
  float32ToFloat16,
  roundToFloat16,
} from "../../../models/exporter/float.ts";

const patterns = Array.from({ length: 65536 }, (_, bits) => bits);

/** IEEE 754's own words for a 16-bit float. */
function valueByStandard(bits: number, exponentBits: number, fractionBits: number): number {
  const sign = bits >>> 15 ? -1 : 1;
  const exponent = (bits >>> fractionBits) & (2 ** exponentBits - 1);
  const fraction = bits & (2 ** fractionBits - 1);
  const bias = 2 ** (exponentBits - 1) - 1;
  if (exponent === 2 ** exponentBits - 1) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  if (exponent === 0) return sign * fraction * 2 ** (1 - bias - fractionBits);
  return sign * (1 + fraction / 2 ** fractionBits) * 2 ** (exponent - bias);
}

describe.each([
  { name: "float16", exponent: 5, fraction: 10, widen: float16ToFloat32, narrow: float32ToFloat16 },
  { name: "bfloat16", exponent: 8, fraction: 7, widen: bfloat16ToFloat32, narrow: float32ToBfloat16 },
])("$name", ({ exponent, fraction, widen, narrow }) => {
  it("[R1] widens all 65,536 patterns to the value the standard gives them", () => {
    expect(patterns.filter((bits) => !Object.is(widen(bits), valueByStandard(bits, exponent, fraction)))).toEqual([]);
  });

  it("[R1] narrows every widened pattern to itself, and a NaN to a NaN", () => {
    const wrong = patterns.filter((bits) => {
      const value = widen(bits);
      return Number.isNaN(value) ? !Number.isNaN(widen(narrow(value))) : narrow(value) !== bits;
    });
    expect(wrong).toEqual([]);
  });

  it("[R2] rounds to the nearest, and the middle between two to the even one", () => {
    const largest = ((2 ** exponent - 1) << fraction) - 1;
    for (let bits = 0; bits < largest; bits++) {
      const low = widen(bits);
      const high = widen(bits + 1);
      const middle = (low + high) / 2;
      const step = (high - low) / 8;
      const even = bits % 2 === 0 ? bits : bits + 1;
      const rounded = [middle - step, middle, middle + step, -middle].map(narrow);
      if (rounded.join() !== [bits, even, bits + 1, even | 0x8000].join()) {
        // An expectation for each of 65,000 steps would take seconds.
        expect(rounded).toEqual([bits, even, bits + 1, even | 0x8000]);
      }
    }
  });
});

it("[R2] float16 overflows to infinity from 65520 on", () => {
  expect([65504, 65519.99, 65520, -65520, 1e30].map(roundToFloat16)).toEqual([
    65504,
    65504,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.POSITIVE_INFINITY,
  ]);
});

it("[R3] decodes little-endian bytes of any alignment", () => {
  const bytes = Uint8Array.of(9, 0x00, 0x3c, 0x00, 0xc0).subarray(1);
  expect(decodeFloats(bytes, "float16")).toEqual(Float32Array.of(1, -2));
  expect(decodeFloats(Uint8Array.of(9, 0x80, 0x3f, 0x00, 0xc0).subarray(1), "bfloat16")).toEqual(
    Float32Array.of(1, -2),
  );
  expect(decodeFloats(Uint8Array.of(9, 0, 0, 0x80, 0x3f).subarray(1), "float32")).toEqual(Float32Array.of(1));
  expect(Array.from(encodeFloats(Float32Array.of(1, -2), "float16"))).toEqual([0x00, 0x3c, 0x00, 0xc0]);
  expect(Array.from(encodeFloats(Float32Array.of(1), "float32"))).toEqual([0, 0, 0x80, 0x3f]);
});
