/**
 * Products of bytes, four neighbours added up: by the relaxed instruction where the browser has it, else by plain ones. Both
 * give the same whole numbers.
 */

import { assemble, type Code, i16x8, i32x4, kernel, type Local, v128 } from "../../../models/wasm/assembler.ts";

export type DotInstructions = "relaxed" | "plain";

/** a · b + c for each four bytes: `a` -127 to 127, `b` 0 to 127, `c` and the result 32-bit numbers. */
export type Dot = (a: Code, b: Code, c: Code) => Code;

/** Two variables of 128 bits are its own while it works. */
export function dotOf(instructions: DotInstructions, low: Local, high: Local): Dot {
  if (instructions === "relaxed") return i32x4.relaxed_dot_i8x16_i7x16_add_s;
  // Two products of 127 · 127 still fit 16 bits.
  const pairs = (lanes: readonly number[]) => v128.shuffle32(low.get, high.get, lanes);
  return (a, b, c) => [
    low.set(i16x8.extmul_low_i8x16_s(a, b)),
    high.set(i16x8.extmul_high_i8x16_s(a, b)),
    i32x4.add(i32x4.extadd_pairwise_i16x8_s(i16x8.add(pairs([0, 2, 4, 6]), pairs([1, 3, 5, 7]))), c),
  ];
}

/** What this browser has. */
export function dotInstructions(): DotInstructions {
  const { relaxed_dot_i8x16_i7x16_add_s: dot } = i32x4;
  const zero = i32x4.const(0);
  const body = (): Code => v128.store([0x41, 0], dot(zero, zero, zero));
  return WebAssembly.validate(assemble([kernel("dot", [], {}, body)])) ? "relaxed" : "plain";
}
