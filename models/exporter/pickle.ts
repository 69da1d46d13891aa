/**
 * Reads the pickles that torch.save writes, and nothing else. A pickle is a program for a small stack machine that may
 * call any Python function; here a function is a name on the caller's list, with a JavaScript meaning, or the file is
 * refused. Nothing is ever looked up, imported or executed.
 *
 *   The opcodes read (https://github.com/python/cpython/blob/main/Lib/pickletools.py), all other bytes are refused:
 *     80 PROTO  95 FRAME  2e STOP        28 MARK   4e NONE  88 NEWTRUE  89 NEWFALSE
 *     4a BININT i32  4b BININT1 u8  4d BININT2 u16  8a LONG1  47 BINFLOAT f64 big-endian
 *     58 BINUNICODE u32 length  8c SHORT_BINUNICODE u8 length
 *     29 EMPTY_TUPLE  85 TUPLE1  86 TUPLE2  87 TUPLE3  74 TUPLE   5d EMPTY_LIST  61 APPEND  65 APPENDS
 *     7d EMPTY_DICT  73 SETITEM  75 SETITEMS
 *     71 BINPUT  72 LONG_BINPUT  94 MEMOIZE  68 BINGET  6a LONG_BINGET
 *     63 GLOBAL two lines  93 STACK_GLOBAL  52 REDUCE call  62 BUILD set attributes  51 BINPERSID
 */

import { AppError } from "../errors.ts";

/** A Python value. Tuples and lists are arrays, dictionaries are maps, and what a global makes is the global's own. */
export type PickleValue = unknown;

/** What the names a pickle may use stand for. */
export interface PickleGlobal {
  /** `module.name`, as the pickle writes it. */
  readonly name: string;
  /** Missing: the name is only passed around, never called. */
  readonly call?: (args: readonly PickleValue[]) => PickleValue;
}

export interface PickleOptions {
  /** As messages show it. */
  readonly name: string;
  /** `null`: not on the list. */
  readonly global: (name: string) => PickleGlobal | null;
  /** The value that a persistent id stands for. */
  readonly persistent: (id: PickleValue) => PickleValue;
}

/** About 105 bytes a tensor: dolly-v2-12b's 544 tensors make 60 kB. */
export const PICKLE_LIMIT_BYTES = 16 * 2 ** 20;
/** About 40 a tensor. Every value comes of a step, so this bounds stack, memo and whatever is built. */
const STEP_LIMIT = 4_000_000;
/** The newest protocol whose opcodes torch writes by default is 2; 4 and 5 only add frames and short forms. */
const PROTOCOL_LIMIT = 5;

const MARK = Symbol("mark");

/** Runs the pickle and returns its value; throws `bad-file` or `unsupported`. */
export function readPickle(bytes: Uint8Array, options: PickleOptions): PickleValue {
  if (bytes.length > PICKLE_LIMIT_BYTES) {
    throw bad(options, `it has ${bytes.length} bytes and at most ${PICKLE_LIMIT_BYTES} were expected`);
  }
  return new Machine(bytes, options).run();
}

/** Everything the machine can do, by opcode. */
const instructions: Readonly<Record<number, (machine: Machine) => void>> = {
  128: (machine) => machine.checkProtocol(machine.u8()),
  149: (machine) => void machine.take(8),
  40: (machine) => machine.push(MARK),
  78: (machine) => machine.push(null),
  136: (machine) => machine.push(true),
  137: (machine) => machine.push(false),
  74: (machine) => machine.push(machine.view.getInt32(machine.take(4), true)),
  75: (machine) => machine.push(machine.u8()),
  77: (machine) => machine.push(machine.view.getUint16(machine.take(2), true)),
  138: (machine) => machine.push(machine.long(machine.u8())),
  71: (machine) => machine.push(machine.view.getFloat64(machine.take(8))),
  88: (machine) => machine.push(machine.text(machine.u32())),
  140: (machine) => machine.push(machine.text(machine.u8())),
  41: (machine) => machine.push([]),
  133: (machine) => machine.push(machine.popMany(1)),
  134: (machine) => machine.push(machine.popMany(2)),
  135: (machine) => machine.push(machine.popMany(3)),
  116: (machine) => machine.push(machine.popToMark()),
  93: (machine) => machine.push([]),
  97: (machine) => machine.append(machine.popMany(1)),
  101: (machine) => machine.append(machine.popToMark()),
  125: (machine) => machine.push(new Map()),
  115: (machine) => machine.setItems(machine.popMany(2)),
  117: (machine) => machine.setItems(machine.popToMark()),
  113: (machine) => machine.remember(machine.u8()),
  114: (machine) => machine.remember(machine.u32()),
  148: (machine) => machine.remember(),
  104: (machine) => machine.recall(machine.u8()),
  106: (machine) => machine.recall(machine.u32()),
  99: (machine) => machine.global([machine.line(), machine.line()]),
  147: (machine) => machine.global(machine.popMany(2)),
  82: (machine) => machine.reduce(),
  98: (machine) => machine.build(),
  81: (machine) => machine.push(machine.options.persistent(machine.pop())),
};

/**
 * The stack machine. Marks lie on the stack among the values; lists and dictionaries are filled in place, so one that is
 * in the memo fills there too, as Python's do.
 */
class Machine {
  readonly #bytes: Uint8Array;
  readonly view: DataView;
  readonly options: PickleOptions;
  readonly #stack: PickleValue[] = [];
  readonly #memo = new Map<number, PickleValue>();
  #at = 0;

  constructor(bytes: Uint8Array, options: PickleOptions) {
    this.#bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    this.options = options;
  }

  run(): PickleValue {
    for (let steps = 0; steps < STEP_LIMIT; steps++) {
      const at = this.#at;
      const opcode = this.u8();
      if (opcode === 0x2e) return this.pop();
      this.#step(opcode, at);
    }
    throw bad(this.options, `it goes on for more than ${STEP_LIMIT} steps`);
  }

  #step(opcode: number, at: number): void {
    const instruction = instructions[opcode];
    if (instruction === undefined) {
      const shown = `0x${opcode.toString(16).padStart(2, "0")}`;
      throw unsupported(this.options, `it uses the opcode ${shown} at byte ${at}, which torch.save does not write`);
    }
    instruction(this);
  }

  // Each of the following moves past what it reads.

  /** Moves past `length` bytes and returns where they begin. */
  take(length: number): number {
    const at = this.#at;
    if (at + length > this.#bytes.length) {
      throw bad(this.options, `it is cut short: it has ${this.#bytes.length} bytes and ${at + length} are needed`);
    }
    this.#at = at + length;
    return at;
  }

  u8(): number {
    return this.view.getUint8(this.take(1));
  }

  u32(): number {
    return this.view.getUint32(this.take(4), true);
  }

  checkProtocol(protocol: number): void {
    if (protocol > PROTOCOL_LIMIT) {
      throw unsupported(this.options, `it is of protocol ${protocol}; up to ${PROTOCOL_LIMIT} is supported`);
    }
  }

  text(length: number): string {
    const at = this.take(length);
    try {
      return new TextDecoder("utf-8", { fatal: true }).decode(this.#bytes.subarray(at, at + length));
    } catch (cause) {
      throw bad(this.options, `the text at byte ${at} is not UTF-8`, cause);
    }
  }

  line(): string {
    const end = this.#bytes.indexOf(0x0a, this.#at);
    if (end < 0) throw bad(this.options, "it is cut short in a name");
    const line = this.text(end - this.#at);
    this.take(1);
    return line;
  }

  /** A little-endian two's-complement integer. torch writes one for a storage of 2^31 elements or more. */
  long(length: number): number {
    const at = this.take(length);
    let value = 0n;
    for (let i = length - 1; i >= 0; i--) value = (value << 8n) | BigInt(this.#bytes[at + i] as number);
    const number = Number(BigInt.asIntN(length * 8, value));
    if (!Number.isSafeInteger(number)) throw bad(this.options, `the integer at byte ${at} is past 2^53`);
    return number;
  }

  push(value: PickleValue): void {
    this.#stack.push(value);
  }

  pop(): PickleValue {
    const value = this.#stack.pop();
    if (value === undefined || value === MARK) throw bad(this.options, "it takes a value that is not there");
    return value;
  }

  popMany(count: number): PickleValue[] {
    const values: PickleValue[] = [];
    for (let i = 0; i < count; i++) values.unshift(this.pop());
    return values;
  }

  /** The values above the topmost mark, which goes too. */
  popToMark(): PickleValue[] {
    const mark = this.#stack.lastIndexOf(MARK);
    if (mark < 0) throw bad(this.options, "it takes a value that is not there");
    const values = this.#stack.splice(mark);
    values.shift();
    return values;
  }

  /** Onto the list on top of the stack. */
  append(items: readonly PickleValue[]): void {
    const list = this.#stack.at(-1);
    if (!Array.isArray(list)) throw bad(this.options, "it appends to what is not a list");
    for (const item of items) list.push(item);
  }

  /** Keys and values by turns, into the dictionary on top of the stack. */
  setItems(keysAndValues: readonly PickleValue[]): void {
    const map = this.#stack.at(-1);
    if (!(map instanceof Map) || keysAndValues.length % 2 !== 0) {
      throw bad(this.options, "it sets an item of what is not a dictionary");
    }
    for (let i = 0; i < keysAndValues.length; i += 2) map.set(keysAndValues[i], keysAndValues[i + 1]);
  }

  /** Without an index, as protocol 4 does it: the next one. */
  remember(index = this.#memo.size): void {
    const value = this.#stack.at(-1);
    if (value === undefined) throw bad(this.options, "it takes a value that is not there");
    this.#memo.set(index, value);
  }

  /** Pushes the same value again, not a copy. */
  recall(index: number): void {
    const value = this.#memo.get(index);
    if (value === undefined) throw bad(this.options, `it recalls value ${index}, which was never stored`);
    this.push(value);
  }

  /** The gate: a name not on the caller's list ends the reading here, before anything could be made of it. */
  global(path: readonly PickleValue[]): void {
    if (!path.every((part) => typeof part === "string"))
      throw bad(this.options, "it names an object by what is no text");
    const full = path.join(".");
    const global = this.options.global(full);
    if (global === null) {
      throw unsupported(
        this.options,
        `it names the Python object ${full}, which a checkpoint of weights does not need`,
      );
    }
    this.push(global);
  }

  /** Calls the global below with the tuple on top. */
  reduce(): void {
    const args = this.pop();
    const global = this.pop() as Partial<PickleGlobal>;
    if (typeof global.call !== "function" || !Array.isArray(args)) {
      throw unsupported(this.options, "it calls what is not one of torch's functions for rebuilding tensors");
    }
    this.push(global.call(args));
  }

  /** A state_dict carries `_metadata` as an attribute: versions of modules, which are no tensors and are dropped. */
  build(): void {
    this.pop();
    if (!(this.#stack.at(-1) instanceof Map)) {
      throw unsupported(this.options, "it sets attributes of an object that is not a dictionary");
    }
  }
}

function bad(options: PickleOptions, what: string, cause?: unknown): AppError {
  return new AppError("bad-file", `${options.name} holds a damaged pickle: ${what}.`, { cause });
}

function unsupported(options: PickleOptions, what: string): AppError {
  return new AppError("unsupported", `${options.name} holds a pickle that is not read here: ${what}.`);
}
