/**
 * WebAssembly written as TypeScript: functions that give the bytes of an instruction, and a module around them (the binary
 * format of https://webassembly.github.io/spec/core/binary/). An expression is its operands followed by its own bytes, so
 * code nests as in any language, and a loop here unrolls code there. Holds what the kernels use and no more.
 */

/** Bytes, nested as they were put together. */
export type Code = number | readonly Code[];
export type ValueType = "i32" | "f32" | "v128";

/** A parameter or a variable of one function. */
export interface Local {
  readonly get: Code;
  set(value: Code): Code;
}

export interface Kernel {
  readonly name: string;
  readonly parameters: number;
  /** One a variable. */
  readonly types: readonly ValueType[];
  readonly code: Code;
}

/** A function of i32 parameters, without a result; parameters and variables are handed to `body` by their names. */
export function kernel<P extends string, V extends string>(
  name: string,
  parameters: readonly P[],
  variables: Readonly<Record<V, ValueType>>,
  body: (locals: Readonly<Record<P | V, Local>>) => Code,
): Kernel {
  const names = [...parameters, ...(Object.keys(variables) as V[])];
  const locals = names.map((each, index): [string, Local] => {
    const get: Code = [0x20, unsigned(index)];
    return [each, { get, set: (value) => [value, 0x21, unsigned(index)] }];
  });
  const code = body(Object.fromEntries(locals) as Record<P | V, Local>);
  return { name, parameters: parameters.length, types: Object.values<ValueType>(variables), code };
}

const valueTypes: Readonly<Record<ValueType, number>> = { i32: 0x7f, f32: 0x7d, v128: 0x7b };
const NO_RESULT = 0x40;
const MOST_PAGES = 2 ** 16;

/** Flags, the least pages and, where the flags say so, the most. */
const memoryLimits = {
  own: [0, 1],
  given: [0, 0],
  "given shared": [3, 0, unsigned(MOST_PAGES)],
} satisfies Record<string, Code>;

/**
 * A module of the kernels over one memory: of its own, of at least a page, which it exports as `memory`; or one that is
 * given as `env.memory`, shared between threads or not.
 */
export function assemble(
  kernels: readonly Kernel[],
  memory: "own" | "given" | "given shared" = "own",
): Uint8Array<ArrayBuffer> {
  const types = kernels.map(({ parameters }) => [0x60, list(Array<Code>(parameters).fill(valueTypes.i32)), list([])]);
  const exported = kernels.map(({ name }, index): Code => [text(name), 0, unsigned(index)]);
  const bodies = kernels.map(({ types, code }) =>
    sized([list(types.map((type) => [1, valueTypes[type]])), code, 0x0b]),
  );
  return Uint8Array.from(
    flat([
      [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
      [1, sized(list(types))],
      memory === "own" ? [] : [2, sized(list([[text("env"), text("memory"), 2, memoryLimits[memory]]]))],
      [3, sized(list(kernels.map((_, index) => unsigned(index))))],
      memory === "own" ? [5, sized(list([memoryLimits.own]))] : [],
      [7, sized(list(memory === "own" ? [[text("memory"), 2, 0], ...exported] : exported))],
      [10, sized(list(bodies))],
    ]),
  );
}

function flat(code: Code): number[] {
  return ([code] as unknown[]).flat(Number.POSITIVE_INFINITY) as number[];
}

function sized(code: Code): Code {
  const bytes = flat(code);
  return [unsigned(bytes.length), bytes];
}

function list(items: readonly Code[]): Code {
  return [unsigned(items.length), items];
}

function text(value: string): Code {
  return sized(Array.from(value, (letter) => letter.charCodeAt(0))); // ASCII
}

/** LEB128. */
function unsigned(value: number): Code {
  return value < 128 ? value : [(value & 127) | 128, unsigned(value >>> 7)];
}

function signed(value: number): Code {
  return value >= -64 && value < 64 ? value & 127 : [(value & 127) | 128, signed(value >> 7)];
}

const bytesOf = (numbers: Int32Array | Float32Array | Uint16Array): Code => [...new Uint8Array(numbers.buffer)];
const simd = (opcode: number): Code => [0xfd, unsigned(opcode)];
const unary = (opcode: Code) => (a: Code) => [a, opcode] as Code;
const binary = (opcode: Code) => (a: Code, b: Code) => [a, b, opcode] as Code;
/** Addresses need not be aligned. */
const load =
  (opcode: Code) =>
  (address: Code, offset = 0): Code => [address, opcode, 0, unsigned(offset)];
const store =
  (opcode: Code) =>
  (address: Code, value: Code, offset = 0): Code => [address, value, opcode, 0, unsigned(offset)];

/** Runs the body, and again as long as the condition, an i32, is not 0. */
export function repeat(body: Code, condition: Code): Code {
  return [0x03, NO_RESULT, body, condition, 0x0d, 0, 0x0b];
}

export function when(condition: Code, then: Code, otherwise: Code): Code {
  return [condition, 0x04, NO_RESULT, then, 0x05, otherwise, 0x0b];
}

/** One of two values, both of which are computed. */
export function choose(condition: Code, then: Code, otherwise: Code): Code {
  return [then, otherwise, condition, 0x1b];
}

export const i32 = {
  const: (value: number): Code => [0x41, signed(value)],
  add: binary(0x6a),
  sub: binary(0x6b),
  mul: binary(0x6c),
  and: binary(0x71),
  or: binary(0x72),
  xor: binary(0x73),
  shl: binary(0x74),
  shr_u: binary(0x76),
  eq: binary(0x46),
  lt_u: binary(0x49),
  ge_u: binary(0x4f),
  reinterpret_f32: unary(0xbc),
  load: load(0x28),
  load8_u: load(0x2d),
  load16_u: load(0x2f),
  store: store(0x36),
  store8: store(0x3a),
  store16: store(0x3b),
};

export const f32 = {
  const: (value: number): Code => [0x43, bytesOf(Float32Array.of(value))],
  abs: unary(0x8b),
  neg: unary(0x8c),
  add: binary(0x92),
  sub: binary(0x93),
  mul: binary(0x94),
  div: binary(0x95),
  copysign: binary(0x98),
  lt: binary(0x5d),
  gt: binary(0x5e),
  ge: binary(0x60),
  sqrt: unary(0x91),
  reinterpret_i32: unary(0xbe),
  convert_i32_s: unary(0xb2),
  load: load(0x2a),
  store: store(0x38),
};

export const v128 = {
  load: load(simd(0x00)),
  load16x4_s: load(simd(0x03)),
  load16x4_u: load(simd(0x04)),
  load32_splat: load(simd(0x09)),
  store: store(simd(0x0b)),
  and: binary(simd(0x4e)),
  or: binary(simd(0x50)),
  xor: binary(simd(0x51)),
  /** Four lanes of 32 bits, each one of `a` (0 to 3) or of `b` (4 to 7). */
  shuffle32: (a: Code, b: Code, lanes: readonly number[]): Code => [
    [a, b, simd(0x0d)],
    lanes.flatMap((lane) => [lane * 4, lane * 4 + 1, lane * 4 + 2, lane * 4 + 3]),
  ],
};

export const f32x4 = {
  const: (value: number): Code => [simd(0x0c), bytesOf(new Float32Array(4).fill(value))],
  splat: unary(simd(0x13)),
  extract: (a: Code, lane: number): Code => [a, simd(0x1f), lane],
  abs: unary(simd(0xe0)),
  add: binary(simd(0xe4)),
  sub: binary(simd(0xe5)),
  mul: binary(simd(0xe6)),
  div: binary(simd(0xe7)),
  convert_i32x4_s: unary(simd(0xfa)),
  /** All bits of a lane set where a > b. */
  gt: binary(simd(0x44)),
  /** b < a ? b : a */
  pmin: binary(simd(0xea)),
  /** a < b ? b : a */
  pmax: binary(simd(0xeb)),
};

export const i32x4 = {
  const: (value: number): Code => [simd(0x0c), bytesOf(new Int32Array(4).fill(value))],
  splat: unary(simd(0x11)),
  extract: (a: Code, lane: number): Code => [a, simd(0x1b), lane],
  eq: binary(simd(0x37)),
  add: binary(simd(0xae)),
  sub: binary(simd(0xb1)),
  /** `b` is an i32. */
  shl: binary(simd(0xab)),
  shr_u: binary(simd(0xad)),
  /** Of eight 16-bit numbers each two neighbours, added. */
  extadd_pairwise_i16x8_s: unary(simd(0x7e)),
  /**
   * c + the sums of products of each four neighbouring bytes, those of `a` signed, those of `b` from 0 to 127: within these
   * bounds every processor gives the same. Of the relaxed instructions, which a browser may not have.
   */
  relaxed_dot_i8x16_i7x16_add_s: (a: Code, b: Code, c: Code): Code => [a, b, c, simd(0x113)],
};

export const i16x8 = {
  const: (value: number): Code => [simd(0x0c), bytesOf(new Uint16Array(8).fill(value))],
  /** Too large ones become the largest. */
  narrow_i32x4_s: binary(simd(0x85)),
  shr_u: binary(simd(0x8d)),
  add: binary(simd(0x8e)),
  /** Products of the eight low bytes, or of the eight high ones. */
  extmul_low_i8x16_s: binary(simd(0x9c)),
  extmul_high_i8x16_s: binary(simd(0x9d)),
};

export const i8x16 = {
  const: (value: number): Code => [simd(0x0c), new Array<number>(16).fill(value & 0xff)],
  narrow_i16x8_s: binary(simd(0x65)),
  extract_s: (a: Code, lane: number): Code => [a, simd(0x15), lane],
  sub: binary(simd(0x71)),
  /** `b` is an i32. */
  shr_u: binary(simd(0x6d)),
  narrow_i16x8_u: binary(simd(0x66)),
};

export const f64x2 = {
  const: (value: number): Code => [simd(0x0c), [...new Uint8Array(new Float64Array(2).fill(value).buffer)]],
  add: binary(simd(0xf0)),
  mul: binary(simd(0xf2)),
  /** Of an i32, and of the f32 at an address. */
  splat_i32: (a: Code): Code => [a, 0xb7, simd(0x14)],
  splat_f32: (address: Code): Code => [load(0x2a)(address), 0xbb, simd(0x14)],
  promote_low: unary(simd(0x5f)),
};
