import { describe, expect, it } from "vitest";
import { encodeFloats, type FloatFormat, float32ToBfloat16 } from "../../../models/exporter/float.ts";
import { openQuantizer, plainQuantizer } from "../../../models/exporter/quantizer.ts";
import { Rooms } from "../../../models/exporter/rooms.ts";
import { normal } from "../../fixtures/random-checkpoint.ts";

const formats: readonly FloatFormat[] = ["float32", "float16", "bfloat16"];

function stored(values: Float32Array, format: FloatFormat): Uint8Array {
  if (format !== "bfloat16") return encodeFloats(values, format);
  return new Uint8Array(Uint16Array.from(values, float32ToBfloat16).buffer);
}

const quantizer = openQuantizer();

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

  it.each(formats)("[R10] makes the same 4-bit blocks as their definition, from %s", async (format) => {
    const bytes = stored(format === "float16" ? within : values, format);
    expect(quantizer).not.toBe(plainQuantizer);
    for (const scaleFormat of ["float32", "float16"] as const) {
      const given = await quantizer.blocks({ bytes: bytes.slice(), format, scaleFormat });
      const defined = await plainQuantizer.blocks({ bytes, format, scaleFormat });
      expect(given.codes).toEqual(defined.codes);
      expect(new Uint32Array(given.scales.slice().buffer)).toEqual(new Uint32Array(defined.scales.buffer));
      expect(given.tally).toEqual(defined.tally);
    }
  });

  it.each(formats)("[R10] makes the same 8-bit rows as their definition, from %s", async (format) => {
    const bytes = stored(format === "float16" ? within : values, format);
    const widths = [16, 32, 48, 80, 2].filter((each) => values.length % each === 0);
    expect(widths.length).toBeGreaterThan(2);
    for (const columns of widths) {
      const given = await quantizer.rows({ bytes: bytes.slice(), format, columns });
      const defined = await plainQuantizer.rows({ bytes, format, columns });
      expect({ ...given, bytes }).toEqual(defined);
    }
  });

  it("[K7] gives a job's bytes back, which the next may lie in", async () => {
    const bytes = stored(values, "bfloat16");
    for (const each of [quantizer, plainQuantizer]) {
      expect((await each.blocks({ bytes, format: "bfloat16", scaleFormat: "float16" })).bytes).toBe(bytes);
      expect((await each.rows({ bytes, format: "bfloat16", columns: 32 })).bytes).toBe(bytes);
    }
    const rooms = new Rooms();
    rooms.put(bytes);
    expect(rooms.take(bytes.length + 1).buffer).not.toBe(bytes.buffer);
    const shorter = rooms.take(bytes.length - 1);
    expect([shorter.buffer, shorter.length]).toEqual([bytes.buffer, bytes.length - 1]);
    expect(rooms.take(bytes.length).buffer).not.toBe(bytes.buffer);
  });

  it("[R10] turns rows and columns of bytes around", async () => {
    for (const [count, columns] of [
      [1, 1],
      [3, 200],
      [130, 64],
      [17, 65],
    ] as const) {
      const bytes = Uint8Array.from({ length: count * columns }, (_, i) => (i * 7 + (i >> 8)) & 255);
      const turned = await quantizer.transpose({ bytes: bytes.slice(), columns });
      expect(turned).toEqual(await plainQuantizer.transpose({ bytes, columns }));
      expect(turned[count]).toBe(columns > 1 ? bytes[1] : undefined);
    }
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])(
    "[R10] counts an error that is no number where there is %s",
    async (bad) => {
      const noise = normal(3);
      for (const at of [0, 5, 31]) {
        const bytes = stored(
          Float32Array.from({ length: 64 }, (_, i) => (i === at ? bad : noise())),
          "bfloat16",
        );
        const blocks = await quantizer.blocks({ bytes: bytes.slice(), format: "bfloat16", scaleFormat: "float16" });
        const rows = await quantizer.rows({ bytes, format: "bfloat16", columns: 32 });
        expect(blocks.tally.sum).not.toSatisfy(Number.isFinite);
        expect(rows.tally.sum).not.toSatisfy(Number.isFinite);
      }
    },
  );
});
