import { describe, expect, it } from "vitest";
import { encodeFloats, type FloatFormat, float32ToBfloat16 } from "../../../models/exporter/float.ts";
import { newTally } from "../../../models/exporter/quantize.ts";
import { plainQuantizer, type Quantizer, quantizer } from "../../../models/exporter/quantizer.ts";
import { normal } from "../../fixtures/random-checkpoint.ts";

const formats: readonly FloatFormat[] = ["float32", "float16", "bfloat16"];

function stored(values: Float32Array, format: FloatFormat): Uint8Array {
  if (format !== "bfloat16") return encodeFloats(values, format);
  return new Uint8Array(Uint16Array.from(values, float32ToBfloat16).buffer);
}

function blocks(by: Quantizer, bytes: Uint8Array, format: FloatFormat, scaleFormat: "float32" | "float16") {
  const count = (bytes.length / (format === "float32" ? 4 : 2) / 32) as number;
  const [codes, scales, tally] = [new Uint8Array(count * 16), new Float32Array(count), newTally()];
  by.blocks(bytes, format, scaleFormat, codes, scales, tally);
  return { codes, scales, tally };
}

function rows(by: Quantizer, bytes: Uint8Array, format: FloatFormat, columns: number) {
  const count = bytes.length / (format === "float32" ? 4 : 2);
  const [codes, scales, tally] = [new Int8Array(count), new Float32Array(count / columns), newTally()];
  by.rows(bytes, format, columns, codes, scales, tally);
  return { codes, scales, tally };
}

/** Noise of every size a checkpoint could hold, blocks of zeros, single spikes, whole steps and ties between them. */
function awkward(): Float32Array {
  const random = normal(11);
  const values: number[] = [];
  for (let exponent = -148; exponent <= 120; exponent += 4) {
    for (let i = 0; i < 32; i++) values.push(random() * 2 ** exponent);
  }
  for (let i = 0; i < 32; i++) values.push(i === 9 ? -0.37 : 0);
  for (let i = 0; i < 32; i++) values.push(i % 2 === 0 ? 0.5 : -0.5);
  for (let i = 0; i < 32; i++) values.push(((i % 16) - 8) / 2);
  for (let i = 0; i < 32; i++) values.push(0);
  for (let i = 0; i < 32 * 500; i++) values.push(0.02 * random() ** 3);
  return Float32Array.from(values);
}

describe("WebAssembly", () => {
  const values = awkward();
  // float16 holds no more than 65504.
  const within = values.map((value) => Math.max(-60000, Math.min(60000, value)));

  it.each(formats)("[R10] makes the same 4-bit blocks as their definition, from %s", (format) => {
    const bytes = stored(format === "float16" ? within : values, format);
    expect(quantizer()).not.toBe(plainQuantizer);
    for (const scaleFormat of ["float32", "float16"] as const) {
      const given = blocks(quantizer(), bytes, format, scaleFormat);
      const defined = blocks(plainQuantizer, bytes, format, scaleFormat);
      expect(given.codes).toEqual(defined.codes);
      expect(new Uint32Array(given.scales.buffer)).toEqual(new Uint32Array(defined.scales.buffer));
      expect(given.tally).toEqual(defined.tally);
    }
  });

  it.each(formats)("[R10] makes the same 8-bit rows as their definition, from %s", (format) => {
    const bytes = stored(format === "float16" ? within : values, format);
    const columns = [16, 32, 48, 80, 2].filter((each) => values.length % each === 0);
    expect(columns.length).toBeGreaterThan(2);
    for (const each of columns) {
      expect(rows(quantizer(), bytes, format, each)).toEqual(rows(plainQuantizer, bytes, format, each));
    }
  });

  it("[R10] turns rows and columns of bytes around", () => {
    for (const [count, columns] of [
      [1, 1],
      [3, 200],
      [130, 64],
      [17, 65],
    ] as const) {
      const bytes = Uint8Array.from({ length: count * columns }, (_, i) => (i * 7 + (i >> 8)) & 255);
      const turned = quantizer().transpose(bytes, columns);
      expect(turned).toEqual(plainQuantizer.transpose(bytes, columns));
      expect(turned[count]).toBe(columns > 1 ? bytes[1] : undefined);
    }
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])(
    "[R10] counts an error that is no number where there is %s",
    (bad) => {
      const noise = normal(3);
      for (const at of [0, 5, 31]) {
        const bytes = stored(
          Float32Array.from({ length: 64 }, (_, i) => (i === at ? bad : noise())),
          "bfloat16",
        );
        expect(blocks(quantizer(), bytes, "bfloat16", "float16").tally.sum).not.toSatisfy(Number.isFinite);
        expect(rows(quantizer(), bytes, "bfloat16", 32).tally.sum).not.toSatisfy(Number.isFinite);
      }
    },
  );
});
