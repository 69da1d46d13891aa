/**
 * Reads the ONNX models that onnx.ts writes, back into the same whole `Graph`. A file is data from outside, so everything
 * is checked. (read-onnx.ts looks at other people's graphs, of any size, for what they take and give.)
 */

import { AppError } from "../errors.ts";
import {
  type Attribute,
  type ExternalInitializer,
  type Graph,
  type InlineInitializer,
  IR_VERSION,
  type Node,
  OPSET,
  type TensorType,
  tensorType,
  tensorTypeBytes,
  type Value,
} from "./onnx.ts";
import { fieldAt } from "./protobuf.ts";

/** Throws `bad-file` where it is not such a model, and `unsupported`, with both versions, for a newer one. */
export function decodeModel(bytes: Uint8Array): Graph {
  const model = fields(bytes);
  refuseNewer("format", one(model, 1).number(), IR_VERSION);
  for (const set of all(model, 8)) {
    const operators = set.message();
    const domain = optional(operators, 1)?.text() ?? "";
    refuseNewer(`${domain || "ONNX"} operators`, one(operators, 2).number(), domain === "" ? OPSET : 1);
  }
  const graph = one(model, 7).message();
  const tensors = all(graph, 5).map((field) => field.message());
  return {
    name: one(graph, 2).text(),
    nodes: all(graph, 1).map((field) => nodeOf(field.message())),
    inline: tensors.filter((tensor) => !isExternal(tensor)).map(inlineOf),
    external: tensors.filter(isExternal).map(externalOf),
    inputs: all(graph, 11).map((field) => valueOfType(field.message())),
    outputs: all(graph, 12).map((field) => valueOfType(field.message())),
  };
}

function refuseNewer(what: string, version: number, known: number): void {
  if (version <= known) return;
  throw new AppError(
    "unsupported",
    `The model's graph has version ${version} of the ${what} and this version of the page reads up to ${known}; update the page.`,
  );
}

function nodeOf(message: Fields): Node {
  const domain = optional(message, 7)?.text() ?? "";
  if (domain !== "" && domain !== "com.microsoft") throw bad(`operators of ${domain}`);
  return {
    inputs: all(message, 1).map((field) => field.text()),
    outputs: all(message, 2).map((field) => field.text()),
    name: one(message, 3).text(),
    operator: one(message, 4).text(),
    domain,
    attributes: Object.fromEntries(
      all(message, 5).map((field) => {
        const attribute = field.message();
        return [one(attribute, 1).text(), attributeOf(attribute)];
      }),
    ),
  };
}

function attributeOf(message: Fields): Attribute {
  const type = one(message, 20).number();
  if (type === 1) return { float: one(message, 2).float() };
  if (type === 2) return { int: one(message, 3).number() };
  if (type === 7) return { ints: all(message, 8).map((field) => field.number()) };
  throw bad(`an attribute of type ${type}`);
}

function isExternal(tensor: Fields): boolean {
  return optional(tensor, 14)?.number() === 1;
}

function dimsOf(tensor: Fields): number[] {
  return all(tensor, 1).map((field) => field.number());
}

function inlineOf(tensor: Fields): InlineInitializer {
  const name = one(tensor, 8).text();
  const type = typeOf(one(tensor, 2).number());
  const { buffer } = one(tensor, 9).bytes().slice();
  const dims = dimsOf(tensor);
  if (buffer.byteLength % tensorTypeBytes[type] === 0) {
    if (type === "int64") return { name, dims, type, values: Array.from(new BigInt64Array(buffer), Number) };
    if (type === "float32") return { name, dims, type, values: [...new Float32Array(buffer)] };
    if (type === "uint8") return { name, dims, type, values: [...new Uint8Array(buffer)] };
  }
  throw bad(`a constant ${name} of ${buffer.byteLength} bytes of ${type}`);
}

function externalOf(tensor: Fields): ExternalInitializer {
  const entries = new Map(
    all(tensor, 13).map((field) => {
      const entry = field.message();
      return [one(entry, 1).text(), one(entry, 2).text()];
    }),
  );
  const name = one(tensor, 8).text();
  const entry = (key: string) => {
    const value = entries.get(key);
    if (value === undefined) throw bad(`${name} without its ${key}`);
    return value;
  };
  const count = (key: string) => {
    const value = Number(entry(key));
    if (!Number.isSafeInteger(value) || value < 0) throw bad(`${name} with ${key} ${entry(key)}`);
    return value;
  };
  return {
    name,
    type: typeOf(one(tensor, 2).number()),
    dims: dimsOf(tensor),
    location: entry("location"),
    offset: count("offset"),
    length: count("length"),
  };
}

function valueOfType(message: Fields): Value {
  const tensor = one(one(message, 2).message(), 1).message();
  return {
    name: one(message, 1).text(),
    type: typeOf(one(tensor, 1).number()),
    dims: all(one(tensor, 2).message(), 1).map((field) => {
      const dimension = field.message();
      return optional(dimension, 2)?.text() ?? one(dimension, 1).number();
    }),
  };
}

function typeOf(number: number): TensorType {
  for (const [name, known] of Object.entries(tensorType)) if (known === number) return name as TensorType;
  throw bad(`numbers of type ${number}`);
}

/** A message's fields in their order, by number. */
type Fields = ReadonlyMap<number, readonly Field[]>;

function all(message: Fields, field: number): readonly Field[] {
  return message.get(field) ?? [];
}

function optional(message: Fields, field: number): Field | undefined {
  return message.get(field)?.at(-1);
}

function one(message: Fields, field: number): Field {
  const found = optional(message, field);
  if (!found) throw bad(`a message without its field ${field}`);
  return found;
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** A field's value: a whole number, or bytes whose meaning the reader knows. */
class Field {
  readonly #value: number | Uint8Array;

  constructor(value: number | Uint8Array) {
    this.#value = value;
  }

  number(): number {
    if (typeof this.#value !== "number") throw bad("bytes in place of a number");
    return this.#value;
  }

  bytes(): Uint8Array {
    if (typeof this.#value === "number") throw bad("a number in place of bytes");
    return this.#value;
  }

  float(): number {
    const bytes = this.bytes();
    if (bytes.byteLength !== 4) throw bad(`a float of ${bytes.byteLength} bytes`);
    return new DataView(bytes.buffer, bytes.byteOffset).getFloat32(0, true);
  }

  text(): string {
    try {
      return utf8.decode(this.bytes());
    } catch {
      throw bad("a name that is no text");
    }
  }

  message(): Fields {
    return fields(this.bytes());
  }
}

function fields(bytes: Uint8Array): Fields {
  const found = new Map<number, Field[]>();
  for (let at = 0; at < bytes.length; ) {
    const next = fieldAt(bytes, at);
    if (!next || next.to > bytes.length) throw bad("something that is no field");
    const field = new Field(next.value ?? bytes.subarray(next.from, next.to));
    const earlier = found.get(next.number);
    if (earlier) earlier.push(field);
    else found.set(next.number, [field]);
    at = next.to;
  }
  return found;
}

function bad(what: string): AppError {
  return new AppError("bad-file", `The model's graph is damaged or foreign: it holds ${what}.`);
}
