/**
 * Reads what an ONNX graph takes and gives, which operators it is made of and which files its weights lie in; onnx.ts has the
 * format. Weights inside the graph's own file are passed over, so that a look at gigabytes takes kilobytes.
 */

import { AppError, shown } from "../errors.ts";
import { type ByteSource, readRange } from "./bytes.ts";
import { type TensorType, tensorType } from "./onnx.ts";
import { FIELD_HEAD_BYTES, type Field, fieldAt } from "./protobuf.ts";

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
    if (model.number !== 7) continue;
    graphs++;
    for await (const graph of reader.fields(model)) {
      if (graph.number === 1) operators.add(await readOperator(reader, graph));
      if (graph.number === 5) await readInitializer(reader, graph, external);
      if (graph.number === 11) inputs.push(await readValue(reader, graph));
      if (graph.number === 12) outputs.push(await readValue(reader, graph));
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
    if (field.number === 4) operator = await reader.text(field);
    if (field.number === 7) domain = await reader.text(field);
  }
  return `${domain === "ai.onnx" ? "" : domain}.${operator}`;
}

/** TensorProto: where its bytes lie, if elsewhere. */
async function readInitializer(reader: Reader, tensor: Span, external: Map<string, number>): Promise<void> {
  const place: Record<string, string> = {};
  for await (const field of reader.fields(tensor)) {
    if (field.number !== 13) continue;
    let key = "";
    let value = "";
    for await (const part of reader.fields(field)) {
      if (part.number === 1) key = await reader.text(part);
      if (part.number === 2) value = await reader.text(part);
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
    if (field.number === 1) name = await reader.text(field);
    if (field.number !== 2) continue;
    for await (const tensor of reader.fields(field)) {
      if (tensor.number !== 1) continue;
      for await (const part of reader.fields(tensor)) {
        if (part.number === 1) type = typeOf(part.value);
        if (part.number !== 2) continue;
        for await (const dim of reader.fields(part)) {
          let size: number | string = "";
          for await (const given of reader.fields(dim)) size = given.value ?? (await reader.text(given));
          dims.push(size);
        }
      }
    }
  }
  return { name, type, dims };
}

function typeOf(code: number | null): TensorType | null {
  const known = Object.entries(tensorType).find(([, each]) => each === code);
  return known ? (known[0] as TensorType) : null;
}

type Span = Pick<Field, "from" | "to">;

class Reader {
  readonly source: ByteSource;
  #window: Uint8Array = new Uint8Array(0);
  #start = 0;
  #seen = 0;

  constructor(source: ByteSource) {
    this.source = source;
  }

  /** The fields of a message, in order; where they lie counts from the file's beginning. */
  async *fields({ from, to }: Span): AsyncGenerator<Field> {
    for (let at = from; at < to; ) {
      if (++this.#seen > FIELD_LIMIT) throw bad(this.source, `it has more than ${FIELD_LIMIT} fields`);
      const field = fieldAt(await this.#bytes(at, Math.min(FIELD_HEAD_BYTES, to - at)), 0);
      if (!field) throw bad(this.source, `byte ${at} begins no field`);
      const end = at + field.to;
      if (end > to) throw bad(this.source, `a field ends at byte ${end} of ${to}`);
      yield { ...field, from: at + field.from, to: end };
      at = end;
    }
  }

  async text({ from, to }: Span): Promise<string> {
    if (to - from > TEXT_LIMIT_BYTES) throw bad(this.source, `a name has ${to - from} bytes`);
    return new TextDecoder().decode(await this.#bytes(from, to - from));
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
