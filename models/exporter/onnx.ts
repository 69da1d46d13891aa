/**
 * Writes ONNX models. Field numbers are those of onnx.proto3 (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3).
 * Weights stay out of the graph file: an initializer names its external file, offset and length.
 */

import { Message } from "./protobuf.ts";

/** TensorProto.DataType. */
export const tensorType = { float32: 1, uint8: 2, int8: 3, int32: 6, int64: 7, float16: 10 } as const;
export type TensorType = keyof typeof tensorType;

export const tensorTypeBytes: Readonly<Record<TensorType, number>> = {
  float32: 4,
  uint8: 1,
  int8: 1,
  int32: 4,
  int64: 8,
  float16: 2,
};

/** An integer attribute and a float attribute look alike in JavaScript and are different in ONNX. */
export type Attribute = { readonly int: number } | { readonly float: number } | { readonly ints: readonly number[] };

export interface Node {
  readonly name: string;
  readonly operator: string;
  readonly domain: "" | "com.microsoft";
  /** An empty name is an optional input left out. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, Attribute>>;
}

/** A dimension is a size or the name of a size known at run time. */
export interface Value {
  readonly name: string;
  readonly type: TensorType;
  readonly dims: readonly (number | string)[];
}

const inlineArrays = {
  int64: (values: readonly number[]) => BigInt64Array.from(values, BigInt),
  float32: (values: readonly number[]) => Float32Array.from(values),
  uint8: (values: readonly number[]) => Uint8Array.from(values),
};

/** A constant kept in the graph file: only what shape inference must see. */
export interface InlineInitializer {
  readonly name: string;
  readonly dims: readonly number[];
  readonly type: keyof typeof inlineArrays;
  readonly values: readonly number[];
}

/** A constant kept in a file beside the graph file. */
export interface ExternalInitializer {
  readonly name: string;
  readonly type: TensorType;
  readonly dims: readonly number[];
  /** A file name in the graph file's folder. */
  readonly location: string;
  readonly offset: number;
  readonly length: number;
}

export interface Graph {
  readonly name: string;
  readonly nodes: readonly Node[];
  readonly inline: readonly InlineInitializer[];
  readonly external: readonly ExternalInitializer[];
  readonly inputs: readonly Value[];
  readonly outputs: readonly Value[];
}

/** onnx.proto3's Version: 10 is the first that carries opset 21, and every runtime used here reads it. */
export const IR_VERSION = 10;
/** The first with Gelu. */
export const OPSET = 20;
const PRODUCER = "dolly-in-the-page";

/** ModelProto: the bytes of a `.onnx` file. The same graph gives the same bytes. */
export function encodeModel(graph: Graph): Uint8Array {
  const model = new Message();
  model.int(1, IR_VERSION);
  model.text(2, PRODUCER);
  model.message(7, encodeGraph(graph));
  model.message(8, encodeOperatorSet("", OPSET));
  model.message(8, encodeOperatorSet("com.microsoft", 1));
  return model.bytes();
}

/** GraphProto. */
function encodeGraph(graph: Graph): Message {
  const message = new Message();
  for (const node of graph.nodes) message.message(1, encodeNode(node));
  message.text(2, graph.name);
  for (const initializer of graph.inline) message.message(5, encodeInline(initializer));
  for (const initializer of graph.external) message.message(5, encodeExternal(initializer));
  for (const input of graph.inputs) message.message(11, encodeValue(input));
  for (const output of graph.outputs) message.message(12, encodeValue(output));
  return message;
}

/** OperatorSetIdProto: which version of which operators the graph means. */
function encodeOperatorSet(domain: string, version: number): Message {
  const message = new Message();
  message.text(1, domain);
  message.int(2, version);
  return message;
}

/** NodeProto. */
function encodeNode(node: Node): Message {
  const message = new Message();
  for (const input of node.inputs) message.text(1, input);
  for (const output of node.outputs) message.text(2, output);
  message.text(3, node.name);
  message.text(4, node.operator);
  for (const [name, attribute] of Object.entries(node.attributes)) message.message(5, encodeAttribute(name, attribute));
  message.text(7, node.domain);
  return message;
}

/** AttributeProto.AttributeType: 1 float, 2 int, 7 ints. */
function encodeAttribute(name: string, attribute: Attribute): Message {
  const message = new Message();
  message.text(1, name);
  if ("float" in attribute) {
    message.float(2, attribute.float);
    message.int(20, 1);
  } else if ("int" in attribute) {
    message.int(3, attribute.int);
    message.int(20, 2);
  } else {
    for (const value of attribute.ints) message.int(8, value);
    message.int(20, 7);
  }
  return message;
}

/** TensorProto with its numbers inside. */
function encodeInline(initializer: InlineInitializer): Message {
  const message = new Message();
  for (const dim of initializer.dims) message.int(1, dim);
  message.int(2, tensorType[initializer.type]);
  message.text(8, initializer.name);
  message.raw(9, new Uint8Array(inlineArrays[initializer.type](initializer.values).buffer));
  return message;
}

/** TensorProto with its numbers elsewhere; offset and length are decimal text. */
function encodeExternal(initializer: ExternalInitializer): Message {
  const message = new Message();
  for (const dim of initializer.dims) message.int(1, dim);
  message.int(2, tensorType[initializer.type]);
  message.text(8, initializer.name);
  const { location, offset, length } = initializer;
  for (const [key, value] of Object.entries({ location, offset, length })) {
    const entry = new Message();
    entry.text(1, key);
    entry.text(2, String(value));
    message.message(13, entry);
  }
  message.int(14, 1); // data_location EXTERNAL
  return message;
}

/** ValueInfoProto of a tensor. */
function encodeValue(value: Value): Message {
  const shape = new Message();
  for (const dim of value.dims) {
    const dimension = new Message();
    if (typeof dim === "number") dimension.int(1, dim);
    else dimension.text(2, dim);
    shape.message(1, dimension);
  }
  const tensor = new Message();
  tensor.int(1, tensorType[value.type]);
  tensor.message(2, shape);
  const type = new Message();
  type.message(1, tensor);
  const message = new Message();
  message.text(1, value.name);
  message.message(2, type);
  return message;
}
