/**
 * Matrix products: rows of activations times groups of four rows of weights, as blocks.ts has them. Weights are taken apart
 * once for four rows of activations.
 */

import {
  type Code,
  f32x4,
  i8x16,
  i16x8,
  i32,
  i32x4,
  type Kernel,
  kernel,
  type Local,
  repeat,
  v128,
  when,
} from "../../../models/wasm/assembler.ts";
import {
  ACTIVATION_BLOCK_BYTES,
  BLOCK,
  CORRECTION_OFFSET,
  type FourBitKind,
  GROUP,
  type MatrixKind,
  Q4_BLOCK_BYTES,
  Q4_SCALES_OFFSET,
  Q8_BLOCK_BYTES,
  SCALE_OFFSET,
  VECTOR_BYTES,
} from "./blocks.ts";
import { type Dot, type DotInstructions, dotOf } from "./dot.ts";

/** Rows of activations that share one taking apart; what is left of them shares it by halves. */
const TILE = 4;
const HALF_TILE = 2;
const PLANE_SHIFT = 4;
/** From a float16's fraction to a float32's; its sign and what else it has, there; and what its exponent lacks then. */
const FLOAT16_SHIFT = 13;
const FLOAT16_BITS = 0x8fffe000 | 0;
const FLOAT16_UNIT = 2 ** 112;

const parameters = ["weights", "blocks", "groups", "x", "rows", "y", "stride", "bias", "add"] as const;
const variables = {
  w0: "v128",
  w1: "v128",
  w2: "v128",
  w3: "v128",
  w4: "v128",
  w5: "v128",
  w6: "v128",
  w7: "v128",
  sum0: "v128",
  sum1: "v128",
  sum2: "v128",
  sum3: "v128",
  high0: "v128",
  high1: "v128",
  high2: "v128",
  high3: "v128",
  low0: "v128",
  low1: "v128",
  low2: "v128",
  low3: "v128",
  scale: "v128",
  dotLow: "v128",
  dotHigh: "v128",
  at: "i32",
  end: "i32",
  left: "i32",
  row: "i32",
  to: "i32",
  rowBytes: "i32",
  x0: "i32",
  x1: "i32",
  x2: "i32",
  x3: "i32",
} as const;
type Locals = Readonly<Record<(typeof parameters)[number] | keyof typeof variables, Local>>;

interface Tile {
  readonly xs: readonly Local[];
  readonly sums: readonly Local[];
  readonly highs: readonly Local[];
  readonly lows: readonly Local[];
}

/** What is done for one block of a tile of rows, and for its sums at a group's end. */
interface Format {
  readonly blockBytes: number;
  readonly activationBytes: number;
  block(locals: Locals, tile: Tile, dot: Dot): Code;
  /** Of a group, behind which its blocks lie. */
  readonly scales: boolean;
}

/**
 * `product(weights, blocks, groups, x, rows, y, stride, bias, add)`: y[row][4 · group + lane] = bias + weights · x, and what
 * was there where `add` is 1. `stride` is bytes from one row of y to the next. At least one of everything.
 */
export function productKernel(kind: MatrixKind, instructions: DotInstructions): Kernel {
  const format = formats[kind];
  return kernel("product", parameters, variables, (locals) => {
    const { weights, blocks, groups, x, rows, y, bias, left, row, to, rowBytes, at, end } = locals;
    const head = format.scales ? VECTOR_BYTES : 0;
    const dot = dotOf(instructions, locals.dotLow, locals.dotHigh);
    const someRows = (count: number): Code => [
      tile(locals, format, dot, count),
      left.set(i32.sub(left.get, i32.const(count))),
    ];
    return [
      rowBytes.set(i32.mul(blocks.get, i32.const(format.activationBytes))),
      repeat(
        [
          end.set(i32.add(weights.get, i32.add(i32.mul(blocks.get, i32.const(format.blockBytes)), i32.const(head)))),
          left.set(rows.get),
          row.set(x.get),
          to.set(y.get),
          when(i32.ge_u(left.get, i32.const(TILE)), repeat(someRows(TILE), i32.ge_u(left.get, i32.const(TILE))), []),
          when(i32.ge_u(left.get, i32.const(HALF_TILE)), someRows(HALF_TILE), []),
          when(left.get, someRows(1), []),
          weights.set(end.get),
          bias.set(i32.add(bias.get, i32.const(GROUP * 4))),
          y.set(i32.add(y.get, i32.const(GROUP * 4))),
          groups.set(i32.sub(groups.get, i32.const(1))),
          at.set(end.get),
        ],
        groups.get,
      ),
    ];
  });
}

/** Some rows times the group of weights; `row` and `to` go on to the rows behind them. */
function tile(locals: Locals, format: Format, dot: Dot, count: number): Code {
  const { weights, stride, bias, add, at, end, row, to, rowBytes, scale } = locals;
  const some = (names: readonly (keyof Locals)[]) => names.slice(0, count).map((name) => locals[name]);
  const xs = some(["x0", "x1", "x2", "x3"]);
  const sums = some(["sum0", "sum1", "sum2", "sum3"]);
  const highs = some(["high0", "high1", "high2", "high3"]);
  const lows = some(["low0", "low1", "low2", "low3"]);
  const next = (pointer: Local) => pointer.set(i32.add(pointer.get, i32.const(format.activationBytes)));
  return [
    xs.map((x) => [x.set(row.get), row.set(i32.add(row.get, rowBytes.get))]),
    sums.map((sum) => sum.set(f32x4.const(0))),
    at.set(format.scales ? i32.add(weights.get, i32.const(VECTOR_BYTES)) : weights.get),
    repeat(
      [
        format.block(locals, { xs, sums, highs, lows }, dot),
        xs.map(next),
        at.set(i32.add(at.get, i32.const(format.blockBytes))),
      ],
      i32.lt_u(at.get, end.get),
    ),
    format.scales ? scale.set(v128.load(weights.get)) : [],
    sums.map((sum) => {
      const product = format.scales ? f32x4.mul(sum.get, scale.get) : sum.get;
      return [
        sum.set(f32x4.add(product, v128.load(bias.get))),
        when(add.get, sum.set(f32x4.add(sum.get, v128.load(to.get))), []),
        v128.store(to.get, sum.get),
        to.set(i32.add(to.get, stride.get)),
      ];
    }),
  ];
}

const fourBits = i8x16.const(15);
/** Word `index` of a block of activations, in every lane. */
const word = (x: Local, index: number): Code => v128.load32_splat(x.get, index * 4);
const highHalf = (vector: Code): Code => v128.and(i16x8.shr_u(vector, i32.const(PLANE_SHIFT)), fourBits);

const formats: Readonly<Record<MatrixKind, Format>> = {
  q4: fourBitBlocks("q4"),
  q4f16: fourBitBlocks("q4f16"),
  // A code + 128 is sixteen times its high four bits and its low four; and 8 is taken from the high ones, as in q4.
  q8: {
    blockBytes: Q8_BLOCK_BYTES,
    activationBytes: ACTIVATION_BLOCK_BYTES,
    scales: true,
    block(locals, { xs, sums, highs, lows }, dot) {
      const { at, w0: low, w1: high } = locals;
      return [
        xs.map((x, row) => [
          highs[row]!.set(v128.load32_splat(x.get, CORRECTION_OFFSET)),
          lows[row]!.set(i32x4.const(0)),
        ]),
        Array.from({ length: BLOCK / 4 }, (_, index) => [
          low.set(v128.load(at.get, index * VECTOR_BYTES)),
          high.set(highHalf(low.get)),
          low.set(v128.and(low.get, fourBits)),
          xs.map((x, row) => [
            highs[row]!.set(dot(word(x, index), high.get, highs[row]!.get)),
            lows[row]!.set(dot(word(x, index), low.get, lows[row]!.get)),
          ]),
        ]),
        xs.map((x, row) => {
          const whole = i32x4.add(i32x4.shl(highs[row]!.get, i32.const(PLANE_SHIFT)), lows[row]!.get);
          const sum = sums[row]!;
          return sum.set(f32x4.add(sum.get, scaled(whole, v128.load32_splat(x.get, SCALE_OFFSET))));
        }),
      ];
    },
  },
  fp32: {
    blockBytes: BLOCK * VECTOR_BYTES,
    activationBytes: BLOCK * 4,
    scales: false,
    block({ at, w0 }, { xs, sums }) {
      return Array.from({ length: BLOCK }, (_, column) => [
        w0.set(v128.load(at.get, column * VECTOR_BYTES)),
        xs.map((x, row) => sums[row]!.set(f32x4.add(sums[row]!.get, f32x4.mul(w0.get, word(x, column))))),
      ]);
    },
  },
};

function scaled(whole: Code, scale: Code): Code {
  return f32x4.mul(f32x4.convert_i32x4_s(whole), scale);
}

/** The four rows' scales of a block. Those of 16 bits become floats as a shift and a power of two say; exactly. */
const fourScales: Readonly<Record<FourBitKind, (at: Local) => Code>> = {
  q4: (at) => v128.load(at.get, Q4_SCALES_OFFSET),
  q4f16: (at) =>
    f32x4.mul(
      v128.and(
        i32x4.shl(v128.load16x4_s(at.get, Q4_SCALES_OFFSET), i32.const(FLOAT16_SHIFT)),
        i32x4.const(FLOAT16_BITS),
      ),
      f32x4.const(FLOAT16_UNIT),
    ),
};

function fourBitBlocks(kind: FourBitKind): Format {
  return {
    blockBytes: Q4_BLOCK_BYTES[kind],
    activationBytes: ACTIVATION_BLOCK_BYTES,
    scales: false,
    block(locals, { xs, sums, lows }, dot) {
      const { at, scale, w0, w1, w2, w3, w4, w5, w6, w7 } = locals;
      const evens = [w0, w2, w4, w6];
      const odds = [w1, w3, w5, w7];
      const codes = [w0, w1, w2, w3, w4, w5, w6, w7];
      return [
        evens.map((even, index) => [
          even.set(v128.load(at.get, index * VECTOR_BYTES)),
          odds[index]!.set(highHalf(even.get)),
          even.set(v128.and(even.get, fourBits)),
        ]),
        scale.set(fourScales[kind](at)),
        xs.map((x, row) => {
          const sum = sums[row]!;
          const whole = lows[row]!;
          return [
            whole.set(v128.load32_splat(x.get, CORRECTION_OFFSET)),
            codes.map((code, index) => whole.set(dot(word(x, index), code.get, whole.get))),
            sum.set(
              f32x4.add(sum.get, scaled(whole.get, f32x4.mul(scale.get, v128.load32_splat(x.get, SCALE_OFFSET)))),
            ),
          ];
        }),
      ];
    },
  };
}
