/** crc32.ts's step over sixteen bytes at a time, by sixteen tables. */

import { type Code, i32, type Kernel, kernel, type Local, repeat } from "../../wasm/assembler.ts";

/** Bytes a step, and tables. */
export const STEP = 16;
/** Of 256 words. */
const TABLE_BYTES = 1024;
export const TABLES_BYTES = STEP * TABLE_BYTES;

/**
 * `crc32(source, count, state)`: `count` steps, at least one. At `state` is what came before, inverted, and then what comes
 * of it. Table `k`, at k · 1024, has for each byte what remains of it after `k` bytes of zeros.
 */
export function crc32Kernel(): Kernel {
  const parameters = ["source", "count", "state"] as const;
  const variables = { crc: "i32", word: "i32" } as const;
  return kernel("crc32", parameters, variables, ({ source, count, state, crc, word }) => {
    const words = Array.from({ length: STEP / 4 }, (_, index): Code => {
      const read = i32.load(source.get, 4 * index);
      const parts = Array.from({ length: 4 }, (_, byte) => remainder(word, byte, STEP - 1 - 4 * index - byte));
      const sum = parts.reduce((a, b) => i32.xor(a, b));
      // What came before lies over the first four bytes.
      if (index === 0) return [word.set(i32.xor(read, crc.get)), crc.set(sum)];
      return [word.set(read), crc.set(i32.xor(crc.get, sum))];
    });
    return [
      crc.set(i32.load(state.get)),
      repeat(
        [words, source.set(i32.add(source.get, i32.const(STEP))), count.set(i32.sub(count.get, i32.const(1)))],
        count.get,
      ),
      i32.store(state.get, crc.get),
    ];
  });
}

/** Of a word's byte, from its table; its place in there is four times the byte. */
function remainder(word: Local, byte: number, table: number): Code {
  const shifted = byte === 0 ? i32.shl(word.get, i32.const(2)) : i32.shr_u(word.get, i32.const(8 * byte - 2));
  return i32.load(i32.and(shifted, i32.const(0xff << 2)), table * TABLE_BYTES);
}
