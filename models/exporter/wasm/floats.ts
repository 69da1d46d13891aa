/** Pieces that the kernels share: reading a checkpoint's floats, and adding up over lanes. */

import { type Code, f32x4, f64x2, i32, i32x4, type Local, v128 } from "../../wasm/assembler.ts";
import { type FloatFormat, floatBytes } from "../float.ts";

/** Four floats of the checkpoint's format, widened exactly; `index` counts fours from the address. */
export function loadFloats(format: FloatFormat, address: Code, index: number): Code {
  const offset = index * 4 * floatBytes[format];
  if (format === "float32") return v128.load(address, offset);
  const halves = v128.load16x4_u(address, offset);
  if (format === "bfloat16") return i32x4.shl(halves, i32.const(16));
  // Exponent and fraction go to their places, and the product mends the bias, of subnormals too. Infinities and NaNs are
  // given back their exponent, and all of them their sign.
  const bits = (mask: number) => v128.and(halves, i32x4.const(mask));
  const magnitude = f32x4.mul(i32x4.shl(bits(0x7fff), i32.const(13)), f32x4.const(2 ** 112));
  const special = v128.and(i32x4.eq(bits(0x7c00), i32x4.const(0x7c00)), i32x4.const(0x7f800000));
  return v128.or(v128.or(magnitude, special), i32x4.shl(bits(0x8000), i32.const(16)));
}

/** Leaves in every lane what `pick` makes of all four. */
export function acrossLanes(vector: Local, pick: (a: Code, b: Code) => Code): Code {
  const swapped = (lanes: readonly number[]) => v128.shuffle32(vector.get, vector.get, lanes);
  return [vector.set(pick(vector.get, swapped([2, 3, 0, 1]))), vector.set(pick(vector.get, swapped([1, 0, 3, 2])))];
}

/** Adds four floats to a sum of two float64. */
export function addToSum(sum: Local, floats: Local): Code {
  const high = v128.shuffle32(floats.get, floats.get, [2, 3, 2, 3]);
  return [
    sum.set(f64x2.add(sum.get, f64x2.promote_low(floats.get))),
    sum.set(f64x2.add(sum.get, f64x2.promote_low(high))),
  ];
}
