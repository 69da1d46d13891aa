/**
 * Reads what an ONNX graph takes and gives, which operators it is made of and which files its weights lie in; onnx.ts has the
 * format. Weights inside the graph's own file are passed over, so that a look at gigabytes takes kilobytes.
 */

import { AppError, shown } from "../errors.ts";
import { type ByteSource, readRange } from "./bytes.ts";
import { type TensorType, tensorType } from "./onnx.ts";

export interface GraphValue {
  readonly name: string;
  /** `null`: another type than those the exporter knows. */
  readonly type: TensorType | null;
  /** A size, or the name of one that is known at run time. */
  readonly dims: readonly (number | string)[];
}

export interface GraphSummary {
  readonly inputs: readonly GraphValue[];
  readonly outputs: readonly GraphValue[];
  /** `domain.operator`; the standard's own domain is empty: `.Gelu`. */
  readonly operators: ReadonlySet<string>;
  /** By the files' names beside the graph: how many bytes each must have. */
  readonly external: ReadonlyMap<string, number>;
}

/** Fields looked at: 12b's graph has some twenty thousand. */
const FIELD_LIMIT = 500_000;
const TEXT_LIMIT_BYTES = 4096;
const WINDOW_BYTES = 64 * 1024;

/** Throws `bad-file` for what is not a sound ONNX model. */
export async function readOnnx(source: ByteSource): Promise<GraphSummary> {
  const reader = new Reader(source);
  const inputs: GraphValue[] = [];
  const outputs: GraphValue[] = [];
  const operators = new Set<string>();
  const external = new Map<string, number>();
  let graphs = 0;
  for await (const model of reader.fields({ from: 0, to: source.size })) {
    if (model.field !== 7) continue;
    graphs++;
    for await (const graph of reader.fields(model)) {
      if (graph.field === 1) operators.add(await readOperator(reader, graph));
      if (graph.field === 5) await readInitializer(reader, graph, external);
      if (graph.field === 11) inputs.push(await readValue(reader, graph));
      if (graph.field === 12) outputs.push(await readValue(reader, graph));
    }
  }
  if (graphs !== 1) throw bad(source, `it holds ${graphs} graphs`);
  return { inputs, outputs, operators, external };
}

/** NodeProto. */
async function readOperator(reader: Reader, node: Span): Promise<string> {
  let operator = "";
  let domain = "";
  for await (const field of reader.fields(node)) {
    if (field.field === 4) operator = await reader.text(field);
    if (field.field === 7) domain = await reader.text(field);
  }
  return `${domain === "ai.onnx" ? "" : domain}.${operator}`;
}

/** TensorProto: where its bytes lie, if elsewhere. */
async function readInitializer(reader: Reader, tensor: Span, external: Map<string, number>): Promise<void> {
  const place: Record<string, string> = {};
  for await (const field of reader.fields(tensor)) {
    if (field.field !== 13) continue;
    let key = "";
    let value = "";
    for await (const part of reader.fields(field)) {
      if (part.field === 1) key = await reader.text(part);
      if (part.field === 2) value = await reader.text(part);
    }
    if (key === "location" || key === "offset" || key === "length") place[key] = value;
  }
  const { location, offset = "0", length = "0" } = place;
  if (location === undefined) return;
  const end = Number(offset) + Number(length);
  if (!Number.isSafeInteger(end) || end < 0)
    throw bad(reader.source, `a weight ends at byte ${shown(end)} of its file`);
  external.set(location, Math.max(end, external.get(location) ?? 0));
}

/** ValueInfoProto of a tensor. */
async function readValue(reader: Reader, value: Span): Promise<GraphValue> {
  let name = "";
  let type: TensorType | null = null;
  const dims: (number | string)[] = [];
  for await (const field of reader.fields(value)) {
    if (field.field === 1) name = await reader.text(field);
    if (field.field !== 2) continue;
    for await (const tensor of reader.fields(field)) {
      if (tensor.field !== 1) continue;
      for await (const part of reader.fields(tensor)) {
        if (part.field === 1) type = typeOf(part.value);
        if (part.field !== 2) continue;
        for await (const dim of reader.fields(part)) {
          let size: number | string = "";
          for await (const given of reader.fields(dim))
            size = given.field === 1 ? given.value : await reader.text(given);
          dims.push(size);
        }
      }
    }
  }
  return { name, type, dims };
}

function typeOf(code: number): TensorType | null {
  const known = Object.entries(tensorType).find(([, each]) => each === code);
  return known ? (known[0] as TensorType) : null;
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** A field of a message: bytes of a message or text, or a number. */
interface Field extends Span {
  readonly field: number;
  /** Of wire type 0; 0 for the others. */
  readonly value: number;
}

class Reader {
  readonly source: ByteSource;
  #window: Uint8Array = new Uint8Array(0);
  #start = 0;
  #seen = 0;

  constructor(source: ByteSource) {
    this.source = source;
  }

  /** The fields of a message, in order. */
  async *fields({ from, to }: Span): AsyncGenerator<Field> {
    for (let at = from; at < to; ) {
      if (++this.#seen > FIELD_LIMIT) throw bad(this.source, `it has more than ${FIELD_LIMIT} fields`);
      const tag = await this.#varint(at, to);
      at = tag.end;
      const field = Math.floor(tag.value / 8);
      if (field < 1) throw bad(this.source, `byte ${at - 1} begins no field`);
      switch (tag.value % 8) {
        case 0: {
          const { value, end } = await this.#varint(at, to);
          yield { field, value, from: at, to: end };
          at = end;
          break;
        }
        case 2: {
          const { value: length, end } = await this.#varint(at, to);
          if (!(length >= 0) || end + length > to)
            throw bad(this.source, `a field ends at byte ${end + length} of ${to}`);
          yield { field, value: 0, from: end, to: end + length };
          at = end + length;
          break;
        }
        case 1:
        case 5: {
          const end = at + (tag.value % 8 === 1 ? 8 : 4);
          if (end > to) throw bad(this.source, `a field ends at byte ${end} of ${to}`);
          yield { field, value: 0, from: at, to: end };
          at = end;
          break;
        }
        default:
          throw bad(this.source, `byte ${at - 1} begins no field`);
      }
    }
  }

  async text({ from, to }: Span): Promise<string> {
    if (to - from > TEXT_LIMIT_BYTES) throw bad(this.source, `a name has ${to - from} bytes`);
    return new TextDecoder().decode(await this.#bytes(from, to - from));
  }

  async #varint(at: number, to: number): Promise<{ readonly value: number; readonly end: number }> {
    const bytes = await this.#bytes(at, Math.min(10, to - at));
    let value = 0n;
    for (const [index, byte] of bytes.entries()) {
      value |= BigInt(byte & 0x7f) << BigInt(7 * index);
      if (byte < 0x80) return { value: Number(BigInt.asIntN(64, value)), end: at + index + 1 };
    }
    throw bad(this.source, `the number at byte ${at} has no end`);
  }

  async #bytes(at: number, length: number): Promise<Uint8Array> {
    if (at < this.#start || at + length > this.#start + this.#window.length) {
      this.#start = at;
      this.#window = await readRange(this.source, at, Math.min(WINDOW_BYTES, this.source.size - at));
    }
    return this.#window.subarray(at - this.#start, at - this.#start + length);
  }
}

function bad(source: ByteSource, what: string): AppError {
  return new AppError("bad-file", `${source.name} is not a sound ONNX model: ${what}.`);
}
