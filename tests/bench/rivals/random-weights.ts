/**
 * A bfloat16 checkpoint of any shape with random weights, made while it is read: nothing lies on disk or in memory. Good for
 * speed, worthless as a language model. The same shape always gives the same bytes.
 */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type ByteSource, memorySource, type SourceFolder } from "../../../models/exporter/bytes.ts";
import { float32ToBfloat16 } from "../../../models/exporter/float.ts";
import { root } from "../../../scripts/root.mjs";
import { normal } from "../../fixtures/random-checkpoint.ts";
import { type BenchShape, CONTEXT_LENGTH } from "./shapes.ts";

interface RandomTensor {
  readonly name: string;
  readonly shape: readonly number[];
  /** Values are drawn from this list. */
  readonly values: Uint16Array;
}

/** Values are drawn anew from the list at each block's start, so that any range can be read by itself. */
const BLOCK = 4096;

/** Normal numbers a list holds: a power of two. */
const LIST = 16384;

/** config.json, model.safetensors, and the pocket model's tokenizer, whose ids fit every shape. */
export function randomWeights(shape: BenchShape): SourceFolder {
  const pocket = (name: string) => memorySource(name, readFileSync(join(root, "public/pocket", name)));
  const files = new Map<string, ByteSource>([
    ["config.json", memorySource("config.json", json(configOf(shape)))],
    ["model.safetensors", safetensors(tensorsOf(shape))],
    ["tokenizer.json", pocket("tokenizer.json")],
    ["tokenizer_config.json", pocket("tokenizer_config.json")],
  ]);
  return { name: `random ${shape.name}`, open: async (path) => files.get(path) ?? null };
}

function configOf({ layers, heads, headDim, vocab }: BenchShape) {
  return {
    model_type: "gpt_neox",
    architectures: ["GPTNeoXForCausalLM"],
    hidden_act: "gelu",
    hidden_size: heads * headDim,
    num_hidden_layers: layers,
    num_attention_heads: heads,
    intermediate_size: 4 * heads * headDim,
    vocab_size: vocab,
    max_position_embeddings: CONTEXT_LENGTH,
    rotary_pct: 0.25,
    rotary_emb_base: 10000,
    layer_norm_eps: 1e-5,
    use_parallel_residual: true,
    bos_token_id: 0,
    eos_token_id: 0,
  };
}

function tensorsOf({ layers, heads, headDim, vocab }: BenchShape): RandomTensor[] {
  const hidden = heads * headDim;
  const matrix = (name: string, rows: number, columns: number): RandomTensor => ({
    name,
    shape: [rows, columns],
    values: listOf(0, 1 / Math.sqrt(columns)),
  });
  const vector = (name: string, length: number, mean: number): RandomTensor => ({
    name,
    shape: [length],
    values: listOf(mean, 0.05),
  });
  const norm = (name: string) => [vector(`${name}.weight`, hidden, 1), vector(`${name}.bias`, hidden, 0)];
  const linear = (name: string, rows: number, columns: number) => [
    matrix(`${name}.weight`, rows, columns),
    vector(`${name}.bias`, rows, 0),
  ];
  const layer = (at: string) => [
    ...norm(`${at}.input_layernorm`),
    ...norm(`${at}.post_attention_layernorm`),
    ...linear(`${at}.attention.query_key_value`, 3 * hidden, hidden),
    ...linear(`${at}.attention.dense`, hidden, hidden),
    ...linear(`${at}.mlp.dense_h_to_4h`, 4 * hidden, hidden),
    ...linear(`${at}.mlp.dense_4h_to_h`, hidden, 4 * hidden),
  ];
  return [
    matrix("gpt_neox.embed_in.weight", vocab, hidden),
    ...Array.from({ length: layers }, (_, index) => layer(`gpt_neox.layers.${index}`)).flat(),
    ...norm("gpt_neox.final_layer_norm"),
    matrix("embed_out.weight", vocab, hidden),
  ];
}

const lists = new Map<string, Uint16Array>();

function listOf(mean: number, deviation: number): Uint16Array {
  const key = `${mean} ${deviation}`;
  let list = lists.get(key);
  if (!list) {
    const random = normal(1);
    list = Uint16Array.from({ length: LIST }, () => float32ToBfloat16(mean + deviation * random()));
    lists.set(key, list);
  }
  return list;
}

function safetensors(tensors: readonly RandomTensor[]): ByteSource {
  const header: Record<string, unknown> = {};
  const starts: number[] = [];
  let at = 0;
  for (const { name, shape } of tensors) {
    const bytes = 2 * shape.reduce((product, size) => product * size, 1);
    header[name] = { dtype: "BF16", shape, data_offsets: [at, at + bytes] };
    starts.push(at);
    at += bytes;
  }
  const text = json(header);
  const front = new Uint8Array(8 + text.length);
  new DataView(front.buffer).setUint32(0, text.length, true);
  front.set(text, 8);

  return {
    name: "model.safetensors",
    size: front.length + at,
    async read(offset, length) {
      const bytes = new Uint8Array(length);
      if (offset < front.length) bytes.set(front.subarray(offset, offset + length));
      tensors.forEach((tensor, index) => {
        const first = front.length + starts[index]!;
        const last = front.length + (starts[index + 1] ?? at);
        const from = Math.max(offset, first);
        const to = Math.min(offset + length, last);
        if (from < to) bytes.set(drawn(tensor, index, from - first, to - first), from - offset);
      });
      return bytes;
    },
  };
}

/** Bytes `from` to `to` of a tensor. */
function drawn({ values }: RandomTensor, index: number, from: number, to: number): Uint8Array {
  const firstBlock = Math.floor(from / 2 / BLOCK);
  const lastBlock = Math.ceil(to / 2 / BLOCK);
  const whole = new Uint16Array((lastBlock - firstBlock) * BLOCK);
  let at = 0;
  for (let block = firstBlock; block < lastBlock; block++) {
    let state = Math.imul(index + 1, 2654435761) ^ Math.imul(block + 1, 2246822519);
    for (let i = 0; i < BLOCK; i++) {
      state = (Math.imul(state, 1664525) + 1013904223) | 0; // Numerical Recipes, ranqd1
      whole[at++] = values[(state >>> 16) & (LIST - 1)]!;
    }
  }
  const start = from - firstBlock * BLOCK * 2;
  return new Uint8Array(whole.buffer, start, to - from);
}

function json(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}
