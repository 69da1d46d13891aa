/**
 * 16-bit floats as integers, to and from 32-bit floats. Rounding is to nearest, ties to even, as hardware does.
 *
 *   format    sign  exponent  fraction  bias
 *   float32      1         8        23   127
 *   bfloat16     1         8         7   127   the upper half of a float32
 *   float16      1         5        10    15   largest 65504, smallest normal 2^-14, smallest 2^-24
 */

const float = new Float32Array(1);
const bits = new Uint32Array(float.buffer);

export function bfloat16ToFloat32(half: number): number {
  bits[0] = half << 16;
  return float[0] as number;
}

export function float32ToBfloat16(value: number): number {
  float[0] = value;
  const word = bits[0] as number;
  // A NaN must keep a fraction bit, or truncation would turn it into an infinity.
  if ((word & 0x7fffffff) > 0x7f800000) return (word >>> 16) | 0x0040;
  const even = (word >>> 16) & 1;
  return ((word + 0x7fff + even) >>> 16) & 0xffff;
}

export function float16ToFloat32(half: number): number {
  const sign = (half & 0x8000) << 16;
  const exponent = (half >>> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0) {
    const magnitude = fraction * 2 ** -24;
    return sign ? -magnitude : magnitude;
  }
  // An exponent of all ones stays all ones: infinity and NaN.
  bits[0] = sign | ((exponent === 31 ? 0xff : exponent + 112) << 23) | (fraction << 13);
  return float[0] as number;
}

/** Beyond 65520 the nearest is infinity, as IEEE 754 says. */
export function float32ToFloat16(value: number): number {
  float[0] = value;
  const word = bits[0] as number;
  const sign = (word >>> 16) & 0x8000;
  const magnitude = word & 0x7fffffff;
  if (magnitude > 0x7f800000) return sign | 0x7e00 | ((magnitude >>> 13) & 0x3ff);
  if (magnitude >= 0x477ff000) return sign | 0x7c00;
  if (magnitude >= 0x38800000) {
    const even = (magnitude >>> 13) & 1;
    return sign | ((magnitude - 0x38000000 + 0xfff + even) >>> 13);
  }
  // Subnormal: the value in units of 2^-24, which a float64 holds exactly, rounded to even by hand.
  const units = Math.abs(float[0] as number) * 2 ** 24;
  const floor = Math.floor(units);
  const rest = units - floor;
  const up = rest > 0.5 || (rest === 0.5 && floor % 2 === 1);
  return sign | (up ? floor + 1 : floor);
}

/** The nearest value that a float16 holds. */
export function roundToFloat16(value: number): number {
  return float16ToFloat32(float32ToFloat16(value));
}

let float16Table: Float32Array | null = null;

/** All 65,536 values by their bits: a look-up is four times as fast as the arithmetic. */
function float16Values(): Float32Array {
  if (float16Table === null) {
    float16Table = new Float32Array(65536);
    for (let half = 0; half < 65536; half++) float16Table[half] = float16ToFloat32(half);
  }
  return float16Table;
}

/** How a checkpoint stores its floats. */
export type FloatFormat = "float32" | "float16" | "bfloat16";

export const floatBytes: Readonly<Record<FloatFormat, number>> = { float32: 4, float16: 2, bfloat16: 2 };

/** Little-endian bytes of any alignment → float32. */
export function decodeFloats(bytes: Uint8Array, format: FloatFormat): Float32Array {
  const count = bytes.length / floatBytes[format];
  const aligned = bytes.byteOffset % floatBytes[format] === 0 ? bytes : bytes.slice();
  if (format === "float32") return new Float32Array(aligned.buffer, aligned.byteOffset, count);
  const halves = new Uint16Array(aligned.buffer, aligned.byteOffset, count);
  const values = new Float32Array(count);
  if (format === "bfloat16") {
    const words = new Uint32Array(values.buffer);
    for (let i = 0; i < count; i++) words[i] = (halves[i] as number) << 16;
  } else {
    const table = float16Values();
    for (let i = 0; i < count; i++) values[i] = table[halves[i] as number] as number;
  }
  return values;
}

/** float32 → little-endian bytes. A float32 result is a view of `values`, not a copy. */
export function encodeFloats(values: Float32Array, format: "float32" | "float16"): Uint8Array {
  if (format === "float32") return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  const halves = new Uint16Array(values.length);
  for (let i = 0; i < values.length; i++) halves[i] = float32ToFloat16(values[i] as number);
  return new Uint8Array(halves.buffer);
}
