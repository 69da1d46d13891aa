import { beforeAll, describe, expect, it } from "vitest";
import { float16ToFloat32, float32ToFloat16 } from "../../../../models/exporter/float.ts";
import { erf } from "../../../../models/exporter/neox-math.ts";
import type { MatrixKind } from "../../../../workers/engine/processor/blocks.ts";
import { type Kernels, kernelModule } from "../../../../workers/engine/processor/kernels.ts";
import { headOffsets, kvLayout } from "../../../../workers/engine/processor/kv-layout.ts";
import { normal } from "../../../fixtures/random-checkpoint.ts";
import { exponential, gelu, inSteps, norm, overLanes, whole } from "./definitions.ts";

const { fround: f } = Math;
const HIDDEN = 164;
const EPSILON = 1e-5;
const head = { headDim: 40, paddedDim: 48, rotaryWidth: 8 };
const kv = kvLayout(1, 2, head.headDim);

async function open(kind: MatrixKind) {
  const memory = new WebAssembly.Memory({ initial: 64 });
  const sizes = { hidden: HIDDEN, epsilon: EPSILON, head, pageBytes: kv.pageBytes, kind };
  const { instance } = await WebAssembly.instantiate(kernelModule(sizes, "plain", false), { env: { memory } });
  const { buffer } = memory;
  return {
    kernels: instance.exports as unknown as Kernels,
    floats: (at: number, length: number) => new Float32Array(buffer, at, length),
    words: (at: number, length: number) => new Int32Array(buffer, at, length),
    halfWords: (at: number, length: number) => new Uint16Array(buffer, at, length),
    bytes: (at: number, length: number) => new Int8Array(buffer, at, length),
  };
}

/** Normal numbers, with spikes among them. */
function noise(count: number, seed: number): Float32Array {
  const random = normal(seed);
  return Float32Array.from({ length: count }, (_, i) => random() * (i % 37 === 5 ? 20 : 1));
}

/** The codes of 32 activations in the order in which they lie. */
function inOrder(codes: readonly number[]): number[] {
  return [0, 8, 16, 24].flatMap((at) => [0, 2, 4, 6, 1, 3, 5, 7].map((i) => codes[at + i]!));
}

describe("rows of activations", () => {
  let wasm: Awaited<ReturnType<typeof open>>;
  beforeAll(async () => {
    wasm = await open("q4");
  });

  it("[G30] are rounded to blocks of bytes", () => {
    const x = noise(96, 3);
    x.fill(0, 32, 64);
    wasm.floats(1024, 96).set(x);
    wasm.kernels.round(1024, 3, 4096);
    for (const block of [0, 1, 2]) {
      const at = 4096 + block * 40;
      const { codes, scale } = inSteps(x.subarray(block * 32, (block + 1) * 32), 127);
      expect([...wasm.bytes(at, 32)]).toEqual(inOrder(codes).map((code) => code + 0));
      expect(wasm.words(at + 32, 1)[0]).toBe(-8 * codes.reduce((a, b) => a + b, 0) + 0);
      expect(wasm.floats(at + 36, 1)[0]).toBe(scale);
    }
  });

  it("[G30] are normed", () => {
    const [x, gain, bias] = [noise(HIDDEN, 5), noise(HIDDEN, 6), noise(HIDDEN, 7)] as const;
    wasm.floats(1024, HIDDEN).set(x);
    wasm.floats(2048, HIDDEN).set(gain);
    wasm.floats(4096, HIDDEN).set(bias);
    wasm.kernels.norm(1024, 2048, 4096, 8192);
    expect(wasm.floats(8192, HIDDEN)).toEqual(norm(x, gain, bias, EPSILON));
  });

  it("[G30] go through gelu, which is within 4e-7 of the exact one", () => {
    const x = Float32Array.from({ length: 2048 }, (_, i) => (i - 1024) / 64);
    wasm.floats(16384, 2048).set(x);
    wasm.kernels.gelu(16384, 64);
    const y = wasm.floats(16384, 2048);
    for (const [i, value] of x.entries()) {
      expect(y[i]! + 0).toBe(gelu(value) + 0);
      expect(Math.abs(y[i]! - 0.5 * value * (1 + erf(value / Math.SQRT2)))).toBeLessThan(4e-7 * Math.max(1, value));
    }
  });

  it("[G30] are raised to powers of e within two units of the last place", () => {
    for (let x = 0; x > -80; x -= 0.37) expect(Math.abs(exponential(f(x)) / Math.exp(f(x)) - 1)).toBeLessThan(2.5e-7);
  });
});

describe("a matrix", () => {
  const [rows, columns] = [8, 64];
  const bias = noise(rows, 9);
  const [weightsAt, xAt, roundedAt, yAt, biasAt] = [4096, 65536, 131072, 196608, 262144];

  async function product(kind: MatrixKind, weights: (wasm: Awaited<ReturnType<typeof open>>) => void, count: number) {
    const wasm = await open(kind);
    const x = noise(count * columns, 13);
    wasm.floats(xAt, x.length).set(x);
    wasm.kernels.round(xAt, (count * columns) / 32, roundedAt);
    wasm.floats(biasAt, rows).set(bias);
    weights(wasm);
    const before = noise(count * rows, 17);
    wasm.floats(yAt, before.length).set(before);
    const input = kind === "fp32" ? xAt : roundedAt;
    const run = (add: number) => {
      wasm.kernels.product(weightsAt, columns / 32, rows / 4, input, count, yAt, rows * 4, biasAt, add);
      return [...wasm.floats(yAt, count * rows)];
    };
    return { x, before, added: run(1), plain: run(0) };
  }

  function check(
    { x, before, added, plain }: Awaited<ReturnType<typeof product>>,
    expected: (x: Float32Array, row: number) => number,
  ) {
    for (const [index, value] of plain.entries()) {
      const at = Math.floor(index / rows) * columns;
      const sum = f(expected(x.subarray(at, at + columns), index % rows) + bias[index % rows]!);
      expect(value).toBe(sum);
      expect(added[index]).toBe(f(sum + before[index]!));
    }
  }

  const fourBitCodes = Uint8Array.from({ length: rows * columns }, (_, i) => (i * 2654435761) >>> 28);
  const fourBitByte = (index: number) => fourBitCodes[2 * index]! | (fourBitCodes[2 * index + 1]! << 4);
  const halves = Uint16Array.from(noise(rows * 2, 19), float32ToFloat16).fill(0x8003, 5, 6); // one below the normal ones
  const fourBitScales = Float32Array.from(halves, float16ToFloat32);

  /** As blocks.ts has it. */
  function writeFourBits(kind: "q4" | "q4f16", { bytes, floats, halfWords }: Awaited<ReturnType<typeof open>>) {
    for (let row = 0; row < rows; row++) {
      for (let block = 0; block < 2; block++) {
        const at = weightsAt + ((row >> 2) * 2 + block) * (kind === "q4" ? 80 : 72);
        if (kind === "q4") floats(at + 64 + (row % 4) * 4, 1)[0] = fourBitScales[row * 2 + block]!;
        else halfWords(at + 64 + (row % 4) * 2, 1)[0] = halves[row * 2 + block]!;
        for (let byte = 0; byte < 16; byte++) {
          const code = fourBitByte((row * columns + block * 32) / 2 + byte);
          bytes(at + (byte >> 2) * 16 + (row % 4) * 4 + (byte % 4), 1)[0] = code;
        }
      }
    }
  }

  describe.each(["q4", "q4f16"] as const)("of 4-bit blocks, %s", (kind) => {
    it.each([1, 3, 4, 9])("[G30] is multiplied: %i rows", async (count) => {
      const result = await product(kind, (wasm) => writeFourBits(kind, wasm), count);
      check(result, (x, row) => {
        let sum = 0;
        for (let block = 0; block < 2; block++) {
          const { codes: steps, scale } = inSteps(x.subarray(block * 32, (block + 1) * 32), 127);
          const at = row * columns + block * 32;
          const dot = steps.reduce((all, step, i) => all + step * (fourBitCodes[at + i]! - 8), 0);
          sum = f(sum + f(dot * f(fourBitScales[row * 2 + block]! * scale)));
        }
        return sum;
      });
    });

    it("[G30] goes from rows to groups of four", async () => {
      const wasm = await open(kind);
      writeFourBits(kind, wasm);
      const length = rows * 2 * (kind === "q4" ? 20 : 18);
      const expected = [...wasm.bytes(weightsAt, length)];
      wasm.bytes(weightsAt, length).fill(0);
      wasm.bytes(xAt, (rows * columns) / 2).set(Array.from({ length: (rows * columns) / 2 }, (_, i) => fourBitByte(i)));
      if (kind === "q4") wasm.floats(yAt, rows * 2).set(fourBitScales);
      else wasm.halfWords(yAt, rows * 2).set(halves);
      wasm.kernels.interleave(xAt, yAt, rows / 4, columns / 32, weightsAt);
      expect([...wasm.bytes(weightsAt, length)]).toEqual(expected);
    });
  });

  it.each([1, 5])("[G30] of 8-bit rows is multiplied: %i rows", async (count) => {
    const codes = Int8Array.from({ length: rows * columns }, (_, i) => (((i * 2654435761) >>> 24) % 255) - 127);
    const scales = noise(rows, 23);
    const result = await product(
      "q8",
      ({ bytes, floats }) => {
        for (let row = 0; row < rows; row++) {
          const at = weightsAt + (row >> 2) * (16 + 2 * 128);
          floats(at + (row % 4) * 4, 1)[0] = scales[row]!;
          for (let block = 0; block < 2; block++) {
            inOrder(Array.from(codes.subarray(row * columns + block * 32, row * columns + (block + 1) * 32))).forEach(
              (code, i) => {
                bytes(at + 16 + block * 128 + (i >> 2) * 16 + (row % 4) * 4 + (i % 4), 1)[0] = code + 128;
              },
            );
          }
        }
      },
      count,
    );
    check(result, (x, row) => {
      let sum = 0;
      for (let block = 0; block < 2; block++) {
        const { codes: steps, scale } = inSteps(x.subarray(block * 32, (block + 1) * 32), 127);
        const dot = steps.reduce((all, step, i) => all + step * codes[row * columns + block * 32 + i]!, 0);
        sum = f(sum + f(dot * scale));
      }
      return f(sum * scales[row]!);
    });
  });

  it.each([1, 6])("[G30] of floats is multiplied: %i rows", async (count) => {
    const weights = noise(rows * columns, 29);
    const result = await product(
      "fp32",
      ({ floats }) => {
        for (let row = 0; row < rows; row++) {
          for (let column = 0; column < columns; column++) {
            floats(weightsAt + ((row >> 2) * columns + column) * 16 + (row % 4) * 4, 1)[0] =
              weights[row * columns + column]!;
          }
        }
      },
      count,
    );
    check(result, (x, row) => x.reduce((sum, value, i) => f(sum + f(weights[row * columns + i]! * value)), 0));
  });
});

describe("attention", () => {
  const { headDim, rotaryWidth } = head;

  it("[G30] turns, rounds and weighs as defined, across pages", async () => {
    const wasm = await open("q4");
    const count = 259;
    const [cosAt, sinAt, xAt, scratchAt, queryAt, outAt, kvAt] = [1024, 2048, 4096, 8192, 32768, 40960, 65536];
    const turned = (x: Float32Array, position: number) => {
      const cos = Float32Array.from({ length: rotaryWidth }, (_, j) => Math.cos(position / 7 ** j));
      const sin = Float32Array.from({ length: rotaryWidth }, (_, j) => Math.sin(position / 7 ** j));
      wasm.floats(cosAt, rotaryWidth).set(cos);
      wasm.floats(sinAt, rotaryWidth).set(sin);
      wasm.floats(xAt, headDim).set(x);
      return x.map((value, i) => {
        const j = i % rotaryWidth;
        if (i < rotaryWidth) return f(f(value * cos[j]!) - f(x[i + rotaryWidth]! * sin[j]!));
        return i < 2 * rotaryWidth ? f(f(value * cos[j]!) + f(x[i - rotaryWidth]! * sin[j]!)) : value;
      });
    };
    const offsets = headOffsets(kv, 1);
    const keys: ReturnType<typeof inSteps>[] = [];
    const values: ReturnType<typeof inSteps>[] = [];
    for (let position = 0; position < count; position++) {
      const page = kvAt + (position >> 8) * kv.pageBytes;
      const within = position & 255;
      const scales = page + offsets.scales + within * 4;
      const key = noise(headDim, 100 + position);
      keys.push(inSteps(turned(key, position), 127));
      const to = page + offsets.keys + (within >> 2) * head.paddedDim * 4 + (within & 3) * 4;
      wasm.kernels.key(xAt, cosAt, sinAt, scratchAt, to, scales);
      const value = noise(headDim, 1000 + position);
      values.push(inSteps(value, 127));
      wasm.floats(xAt, headDim).set(value);
      wasm.kernels.value(xAt, scratchAt, page + offsets.values + (within >> 2) * 16 + (within & 3), scales);
    }
    const query = inSteps(turned(noise(headDim, 41), count), 8191);
    wasm.kernels.query(xAt, cosAt, sinAt, scratchAt, queryAt);
    const places = [offsets.keys, offsets.values, offsets.scales].map((at) => kvAt + at);
    wasm.kernels.attend(queryAt, places[0]!, places[1]!, places[2]!, count, scratchAt, outAt);

    const queryScale = f(query.largest * f(1 / (8191 * Math.sqrt(headDim))));
    const scores = keys.map(({ codes, scale }) => {
      const dot = codes.reduce((sum, code, i) => sum + code * query.codes[i]!, 0);
      return f(f(dot) * f(scale * queryScale));
    });
    const largest = Math.max(...scores);
    const weights = scores.map((score) => (score - largest > -87 ? exponential(f(score - largest)) : 0));
    const sums = new Float32Array(headDim);
    for (let first = 0; first < count; first += 256) {
      const page = values.slice(first, first + 256);
      const scaled = page.map(({ scale }, i) => f(weights[first + i]! * scale));
      const peak = Math.max(...scaled);
      const steps = scaled.map((weight) => whole(f(weight * f(16383 / peak))));
      for (let dim = 0; dim < headDim; dim++) {
        const sum = page.reduce((all, { codes }, i) => all + codes[dim]! * steps[i]!, 0);
        sums[dim] = f(sums[dim]! + f(f(sum) * f(peak / 16383)));
      }
    }
    const inverse = f(1 / overLanes(weights));
    expect([...wasm.floats(outAt, headDim)]).toEqual(Array.from(sums, (sum) => f(sum * inverse)));
  });
});
