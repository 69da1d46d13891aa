/**
 * Writes a GPT-NeoX checkpoint as llama.cpp reads it (GGUF version 3, architecture gptneox): matrices in Q4_0, vectors in
 * float32. For wllama, the rival on processors. The vocabulary is made up: a token a byte, then names nobody types, so that
 * a text of n letters is a prompt of n tokens.
 */

import { closeSync, openSync, writeSync } from "node:fs";
import type { SourceFolder } from "../../../models/exporter/bytes.ts";
import { openCheckpoint } from "../../../models/exporter/checkpoint.ts";
import { float32ToFloat16 } from "../../../models/exporter/float.ts";
import type { StoredTensor } from "../../../models/exporter/tensor.ts";
import { readFloats } from "../../fixtures/read-floats.ts";
import { type BenchShape, CONTEXT_LENGTH } from "./shapes.ts";

const ALIGNMENT = 32;
const Q4_BLOCK = 32;
const Q4_BLOCK_BYTES = 18;
/** Rows read at once are at most this many weights. */
const PIECE = 4 * 2 ** 20;

type Value =
  | { readonly type: "u32" | "f32"; readonly value: number }
  | { readonly type: "bool"; readonly value: boolean }
  | { readonly type: "string"; readonly value: string }
  | { readonly type: "strings"; readonly value: readonly string[] }
  | { readonly type: "i32s"; readonly value: readonly number[] };

/** GGUF's numbers for the types. */
const typeIds = { u32: 4, f32: 6, bool: 7, string: 8, array: 9, i32: 5 } as const;

export async function writeGguf(source: SourceFolder, shape: BenchShape, path: string): Promise<void> {
  const { tensors } = await openCheckpoint(source);
  const named = Array.from(tensorNames(shape), ([theirs, ours]) => ({ theirs, tensor: tensors.get(ours)! }));
  const header = new ByteWriter();
  const metadata = metadataOf(shape);
  header.bytes(new TextEncoder().encode("GGUF")).u32(3).u64(named.length).u64(metadata.size);
  for (const [key, value] of metadata) header.string(key).value(value);
  let offset = 0;
  for (const { theirs, tensor } of named) {
    header.string(theirs).u32(tensor.shape.length);
    for (const size of tensor.shape.toReversed()) header.u64(size);
    header.u32(tensor.shape.length === 1 ? 0 : 2).u64(offset);
    offset += aligned(storedBytes(tensor));
  }
  header.pad();

  const file = openSync(path, "w");
  try {
    writeSync(file, header.take());
    for (const { tensor } of named) {
      for await (const piece of storedPieces(tensor, shape)) writeSync(file, piece);
      writeSync(file, new Uint8Array(aligned(storedBytes(tensor)) - storedBytes(tensor)));
    }
  } finally {
    closeSync(file);
  }
}

function metadataOf({ layers, heads, headDim, vocab }: BenchShape): Map<string, Value> {
  const hidden = heads * headDim;
  const u32 = (value: number): Value => ({ type: "u32", value });
  return new Map<string, Value>([
    ["general.architecture", { type: "string", value: "gptneox" }],
    ["general.name", { type: "string", value: "random weights" }],
    ["general.file_type", u32(2)],
    ["general.quantization_version", u32(2)],
    ["gptneox.context_length", u32(CONTEXT_LENGTH)],
    ["gptneox.embedding_length", u32(hidden)],
    ["gptneox.block_count", u32(layers)],
    ["gptneox.feed_forward_length", u32(4 * hidden)],
    ["gptneox.rope.dimension_count", u32(headDim / 4)],
    ["gptneox.attention.head_count", u32(heads)],
    ["gptneox.attention.layer_norm_epsilon", { type: "f32", value: 1e-5 }],
    ["gptneox.use_parallel_residual", { type: "bool", value: true }],
    ["tokenizer.ggml.model", { type: "string", value: "gpt2" }],
    ["tokenizer.ggml.pre", { type: "string", value: "gpt-2" }],
    ["tokenizer.ggml.tokens", { type: "strings", value: Array.from({ length: vocab }, (_, id) => tokenName(id)) }],
    ["tokenizer.ggml.token_type", { type: "i32s", value: Array.from({ length: vocab }, () => 1) }],
    ["tokenizer.ggml.merges", { type: "strings", value: ["a b"] }],
    ["tokenizer.ggml.bos_token_id", u32(0)],
    ["tokenizer.ggml.eos_token_id", u32(0)],
  ]);
}

/** The first 256 stand for the bytes, in GPT-2's writing of them: printable ones as themselves, the others shifted by 256. */
function tokenName(id: number): string {
  if (id >= 256) return `t${id}`;
  const printable = (id > 32 && id < 127) || (id > 160 && id !== 173);
  return String.fromCodePoint(printable ? id : 256 + id);
}

function tensorNames({ layers }: BenchShape): Map<string, string> {
  const names = new Map([["token_embd.weight", "gpt_neox.embed_in.weight"]]);
  const both = (theirs: string, ours: string) => {
    for (const part of ["weight", "bias"]) names.set(`${theirs}.${part}`, `${ours}.${part}`);
  };
  for (let layer = 0; layer < layers; layer++) {
    const ours = `gpt_neox.layers.${layer}`;
    both(`blk.${layer}.attn_norm`, `${ours}.input_layernorm`);
    both(`blk.${layer}.attn_qkv`, `${ours}.attention.query_key_value`);
    both(`blk.${layer}.attn_output`, `${ours}.attention.dense`);
    both(`blk.${layer}.ffn_norm`, `${ours}.post_attention_layernorm`);
    both(`blk.${layer}.ffn_up`, `${ours}.mlp.dense_h_to_4h`);
    both(`blk.${layer}.ffn_down`, `${ours}.mlp.dense_4h_to_h`);
  }
  both("output_norm", "gpt_neox.final_layer_norm");
  names.set("output.weight", "embed_out.weight");
  return names;
}

function storedBytes({ shape }: StoredTensor): number {
  const weights = shape.reduce((product, size) => product * size, 1);
  return shape.length === 1 ? weights * 4 : (weights / Q4_BLOCK) * Q4_BLOCK_BYTES;
}

/** A tensor's bytes in the file. Rows of the packed queries, keys and values go from [heads, 3] to [3, heads]. */
async function* storedPieces(tensor: StoredTensor, { heads, headDim }: BenchShape): AsyncGenerator<Uint8Array> {
  const [rows, columns] = [tensor.shape[0]!, tensor.shape[1] ?? 1];
  const encode = tensor.shape.length === 1 ? (values: Float32Array) => new Uint8Array(values.buffer) : q4;
  if (tensor.name.includes("query_key_value")) {
    for (let part = 0; part < 3; part++) {
      for (let head = 0; head < heads; head++) {
        yield encode(await readFloats(tensor, (head * 3 + part) * headDim * columns, headDim * columns));
      }
    }
    return;
  }
  const step = Math.max(1, Math.floor(PIECE / columns));
  for (let row = 0; row < rows; row += step) {
    yield encode(await readFloats(tensor, row * columns, Math.min(step, rows - row) * columns));
  }
}

/** Q4_0: of each 32 weights, the one furthest from 0 becomes code 0, that is -8 steps; then a half scale and 16 bytes. */
function q4(values: Float32Array): Uint8Array {
  const bytes = new Uint8Array((values.length / Q4_BLOCK) * Q4_BLOCK_BYTES);
  const view = new DataView(bytes.buffer);
  for (let block = 0; block * Q4_BLOCK < values.length; block++) {
    const first = block * Q4_BLOCK;
    let furthest = 0;
    for (let i = 0; i < Q4_BLOCK; i++) {
      const value = values[first + i]!;
      if (Math.abs(value) > Math.abs(furthest)) furthest = value;
    }
    const scale = furthest / -8;
    const inverse = scale === 0 ? 0 : 1 / scale;
    const at = block * Q4_BLOCK_BYTES;
    view.setUint16(at, float32ToFloat16(scale), true);
    const code = (i: number) => Math.min(15, Math.floor(values[first + i]! * inverse + 8.5));
    for (let i = 0; i < 16; i++) bytes[at + 2 + i] = code(i) | (code(i + 16) << 4);
  }
  return bytes;
}

function aligned(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
}

class ByteWriter {
  readonly #parts: Uint8Array[] = [];
  #length = 0;

  bytes(part: Uint8Array): this {
    this.#parts.push(part);
    this.#length += part.length;
    return this;
  }

  u32(value: number): this {
    return this.#number(4, (view) => view.setUint32(0, value, true));
  }

  u64(value: number): this {
    return this.#number(8, (view) => view.setBigUint64(0, BigInt(value), true));
  }

  string(text: string): this {
    const encoded = new TextEncoder().encode(text);
    return this.u64(encoded.length).bytes(encoded);
  }

  /** A type's number, then the value. */
  value({ type, value }: Value): this {
    switch (type) {
      case "u32":
        return this.u32(typeIds.u32).u32(value);
      case "f32":
        return this.u32(typeIds.f32).#number(4, (view) => view.setFloat32(0, value, true));
      case "bool":
        return this.u32(typeIds.bool).bytes(Uint8Array.of(Number(value)));
      case "string":
        return this.u32(typeIds.string).string(value);
      case "strings":
        this.u32(typeIds.array).u32(typeIds.string).u64(value.length);
        for (const text of value) this.string(text);
        return this;
      case "i32s":
        return this.u32(typeIds.array)
          .u32(typeIds.i32)
          .u64(value.length)
          .bytes(new Uint8Array(Int32Array.from(value).buffer));
    }
  }

  pad(): this {
    return this.bytes(new Uint8Array(aligned(this.#length) - this.#length));
  }

  take(): Uint8Array {
    return Buffer.concat(this.#parts);
  }

  #number(bytes: number, write: (view: DataView) => void): this {
    const part = new Uint8Array(bytes);
    write(new DataView(part.buffer));
    return this.bytes(part);
  }
}
