/**
 * What an exported variant must compute: logits of a few positions, from the bytes as they were written, in float64. The
 * engine compares them with what a device computes before it shows a word of it.
 *
 * Streams: of a matrix at most a few megabytes are in memory at once, and each is used as soon as it is written.
 */

import type { NeoXConfig } from "../dolly/config.ts";
import { AppError } from "../errors.ts";
import type { Golden } from "../manifest.ts";
import { decodeFloats, floatBytes } from "./float.ts";
import { add, attend, gelu, layerNorm, type Vector } from "./neox-math.ts";
import type { ExternalInitializer } from "./onnx.ts";
import { floatsProduct, type Interleaved, interleaved } from "./products.ts";
import { BLOCK, ZERO } from "./quantize.ts";
import type { Product, Quantizer } from "./quantizer.ts";
import type { Rooms } from "./rooms.ts";
import type { RowBlock, Weight } from "./weight-plan.ts";

/** A prefill of 32 positions takes other kernels than a short one, so a model that can afford it has this many. */
const MOST_POSITIONS = 44;
/** The first of them ends the prefill, the others are decoded one by one. */
const COMPARED_POSITIONS = 4;
/** Even 12b, at about a billion multiplications a second, is done in under a minute. */
const LEAST_POSITIONS = 4;
/** Multiplications that are always affordable. */
const BUDGET = 2e9;
/** How many logits of each position are kept. */
const PROBES = 16;
const READ_BYTES = 4 * 2 ** 20;
/** Pieces of a matrix that are being multiplied while the next is read: one for each thread. */
const AT_WORK = 2;

type Stored = Exclude<Weight, { kind: "rotary" }>;

/** Reads `length` bytes of an initializer from its byte `from` on; `room` as in `ByteSource.read`. */
export type ReadStored = (
  initializer: ExternalInitializer,
  from: number,
  length: number,
  room?: Uint8Array,
) => Promise<Uint8Array>;

export interface GoldenJob {
  readonly config: NeoXConfig;
  readonly weights: readonly Weight[];
  /** May wait until the initializer is written. They are asked for in the order of the computation. */
  readonly read: ReadStored;
  readonly quantizer: Quantizer;
  readonly rooms: Rooms;
  readonly signal: AbortSignal;
}

export async function computeGolden(job: GoldenJob): Promise<Golden> {
  const { config } = job;
  const stored = new StoredWeights(job);
  const ids = goldenIds(config);
  const norm = async (at: string, xs: readonly Vector[]) => {
    const [gain, bias] = [await stored.vector(`${at}.weight`), await stored.vector(`${at}.bias`)];
    return xs.map((x) => layerNorm(config.layerNormEpsilon, x, gain, bias));
  };
  const linear = async (at: string, xs: readonly Vector[]) => {
    const bias = await stored.vector(`${at}.bias`);
    return (await stored.product(`${at}.weight`, xs)).map((y) => add(y, bias));
  };

  let h = await stored.rows("gpt_neox.embed_in.weight", ids);
  for (let layer = 0; layer < config.layers; layer++) {
    const at = `gpt_neox.layers.${layer}`;
    const qkv = await linear(`${at}.attention.query_key_value`, await norm(`${at}.input_layernorm`, h));
    const attended = await linear(`${at}.attention.dense`, attend(config, qkv));
    const middle = h.map((x, position) => add(x, attended[position]!));
    const up = await linear(
      `${at}.mlp.dense_h_to_4h`,
      await norm(`${at}.post_attention_layernorm`, config.parallelResidual ? h : middle),
    );
    const down = await linear(`${at}.mlp.dense_4h_to_h`, up.map(gelu));
    h = middle.map((x, position) => add(x, down[position]!));
  }
  const compared = h.slice(-COMPARED_POSITIONS);
  const logits = await stored.product("embed_out.weight", await norm("gpt_neox.final_layer_norm", compared));
  const probes = spread(Math.min(PROBES, config.vocab), config.vocab);
  return {
    ids,
    probes,
    positions: logits.map((row) => ({
      greedy: row.reduce((best, logit, id) => (logit > row[best]! ? id : best), 0),
      logits: probes.map((id) => Math.fround(row[id]!)),
    })),
  };
}

/** As many positions as the budget gives, and ids all over the vocabulary, none of them special at its ends. */
function goldenIds({ layers, hidden, ffn, vocab, contextLength }: NeoXConfig): number[] {
  const perPosition = layers * (4 * hidden * hidden + 2 * hidden * ffn) + hidden * vocab;
  const affordable = Math.floor(BUDGET / perPosition);
  const count = Math.min(contextLength, Math.max(LEAST_POSITIONS, Math.min(MOST_POSITIONS, affordable)));
  return Array.from({ length: count }, (_, index) => (index * 7919 + 2953) % vocab);
}

function spread(count: number, below: number): number[] {
  return Array.from({ length: count }, (_, index) => Math.floor(((index + 0.5) * below) / count));
}

/** The weights in the checkpoint's names and order, read from where the exporter put them. */
class StoredWeights {
  readonly #weights: ReadonlyMap<string, Stored>;
  readonly #job: GoldenJob;

  constructor(job: GoldenJob) {
    const { weights } = job;
    this.#weights = new Map(weights.flatMap((weight) => (weight.kind === "rotary" ? [] : [[weight.tensor, weight]])));
    this.#job = job;
  }

  async vector(tensor: string): Promise<Float32Array> {
    const weight = this.#weight(tensor);
    if (weight.kind !== "floats") throw new AppError("internal", `${tensor} is stored as ${weight.kind}.`);
    const values = await this.#floats(weight.values);
    const inOrder = new Float32Array(values.length);
    rowNumbers(weight.rows).forEach((row, at) => {
      inOrder[row] = values[at]!;
    });
    return inOrder;
  }

  /** Rows of a matrix that is stored row by row, in the checkpoint's order. */
  async rows(tensor: string, numbers: readonly number[]): Promise<Vector[]> {
    const weight = this.#weight(tensor);
    const rows: Vector[] = [];
    for (const number of numbers) rows.push(Float64Array.from(await this.#someRows(weight, number, 1)));
    return rows;
  }

  /** matrix [rows, columns] · each x [columns] → [rows]. */
  async product(tensor: string, xs: readonly Vector[]): Promise<Vector[]> {
    const weight = this.#weight(tensor);
    const order = rowNumbers(weight.rows);
    const ys = xs.map(() => new Float64Array(order.length));
    if (weight.kind === "transposed" || (weight.kind === "rows" && weight.transposed)) {
      await this.#addTransposed(weight, order, xs, ys);
      return ys;
    }
    const { columns } = weight;
    const vectors = interleaved(xs);
    const some = Math.max(1, Math.floor(READ_BYTES / (weight.kind === "blocks" ? columns / 2 : columns * 4)));
    const put = (first: number, count: number, products: Float64Array) => {
      for (let row = 0; row < count; row++) {
        for (let t = 0; t < xs.length; t++) ys[t]![order[first + row]!] = products[t * count + row]!;
      }
    };
    const atWork: { first: number; count: number; product: Promise<Product> }[] = [];
    const finish = async () => {
      const { first, count, product } = atWork.shift()!;
      const { products, codes } = await product;
      put(first, count, products);
      this.#job.rooms.put(codes);
    };
    for (let first = 0; first < order.length; first += some) {
      this.#job.signal.throwIfAborted();
      const count = Math.min(some, order.length - first);
      if (weight.kind !== "blocks") {
        put(first, count, floatsProduct(await this.#someRows(weight, first, count), columns, vectors));
        continue;
      }
      const product = this.#blocksProduct(weight, first, count, vectors);
      product.catch(() => undefined); // told to whoever waits for it, if anybody still does
      atWork.push({ first, count, product });
      if (atWork.length > AT_WORK) await finish();
    }
    while (atWork.length > 0) await finish();
    return ys;
  }

  async #blocksProduct(
    { columns, codes, scales }: Extract<Weight, { kind: "blocks" }>,
    first: number,
    count: number,
    vectors: Interleaved,
  ): Promise<Product> {
    const scaleFormat = formatOf(scales);
    const rowScales = (columns / BLOCK) * floatBytes[scaleFormat];
    const codeBytes = (count * columns) / 2;
    const { quantizer, rooms } = this.#job;
    return quantizer.product({
      codes: await this.#read(codes, (first * columns) / 2, codeBytes, rooms.take(codeBytes)),
      scales: await this.#read(scales, first * rowScales, count * rowScales),
      scaleFormat,
      columns,
      vectors,
    });
  }

  /** [columns, rows] in the file: each stored row adds its share to every result. */
  async #addTransposed(weight: Stored, order: readonly number[], xs: readonly Vector[], ys: readonly Vector[]) {
    const codes = weight.kind === "rows" ? weight.codes : (weight as { values: ExternalInitializer }).values;
    const scales = weight.kind === "rows" ? await this.#floats(weight.scales) : null;
    const width = order.length;
    const sums = xs.map(() => new Float64Array(width));
    const bytesEach = codes.length / (weight.columns * width);
    const some = Math.max(1, Math.floor(READ_BYTES / (width * bytesEach)));
    for (let first = 0; first < weight.columns; first += some) {
      this.#job.signal.throwIfAborted();
      const count = Math.min(some, weight.columns - first);
      const bytes = await this.#read(codes, first * width * bytesEach, count * width * bytesEach);
      const values = scales
        ? new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length)
        : decodeFloats(bytes, "float32");
      for (let column = 0; column < count; column++) {
        for (let t = 0; t < xs.length; t++) {
          const x = xs[t]![first + column]!;
          const y = sums[t]!;
          const start = column * width;
          for (let at = 0; at < width; at++) y[at] = y[at]! + values[start + at]! * x;
        }
      }
    }
    for (let t = 0; t < xs.length; t++) {
      for (let at = 0; at < width; at++) ys[t]![order[at]!] = sums[t]![at]! * (scales?.[at] ?? 1);
    }
  }

  /** Stored rows as floats; the file's order, which is the checkpoint's where no rows were moved. */
  async #someRows(weight: Stored, first: number, count: number): Promise<Float32Array> {
    const { columns } = weight;
    if (weight.kind === "floats") return this.#floats(weight.values, first * columns, count * columns);
    if (weight.kind === "transposed") throw new AppError("internal", `${weight.tensor} is stored transposed.`);
    const values = new Float32Array(count * columns);
    if (weight.kind === "rows") {
      const codes = await this.#read(weight.codes, first * columns, count * columns);
      const scales = await this.#floats(weight.scales, first, count);
      const steps = new Int8Array(codes.buffer, codes.byteOffset, codes.length);
      for (let i = 0; i < values.length; i++) values[i] = steps[i]! * scales[Math.floor(i / columns)]!;
      return values;
    }
    const codes = await this.#read(weight.codes, (first * columns) / 2, (count * columns) / 2);
    const scales = await this.#floats(weight.scales, (first * columns) / BLOCK, (count * columns) / BLOCK);
    for (let i = 0; i < codes.length; i++) {
      const byte = codes[i]!;
      const scale = scales[(i / (BLOCK / 2)) | 0]!;
      values[i * 2] = ((byte & 15) - ZERO) * scale;
      values[i * 2 + 1] = ((byte >> 4) - ZERO) * scale;
    }
    return values;
  }

  #weight(tensor: string): Stored {
    const weight = this.#weights.get(tensor);
    if (!weight) throw new AppError("internal", `There is no weight ${tensor} in the plan.`);
    return weight;
  }

  async #floats(initializer: ExternalInitializer, first = 0, count?: number): Promise<Float32Array> {
    const format = formatOf(initializer);
    const bytes = floatBytes[format];
    const length = count === undefined ? initializer.length : count * bytes;
    return decodeFloats(await this.#read(initializer, first * bytes, length), format);
  }

  #read(initializer: ExternalInitializer, from: number, length: number, room?: Uint8Array): Promise<Uint8Array> {
    return this.#job.read(initializer, from, length, room);
  }
}

function formatOf({ type }: ExternalInitializer): "float32" | "float16" {
  return type === "float16" ? "float16" : "float32";
}

/** The checkpoint's row of each stored row. */
function rowNumbers(blocks: readonly RowBlock[]): number[] {
  return blocks.flatMap(({ first, count, order }) =>
    Array.from({ length: count }, (_, row) => first + (order ? order[row]! : row)),
  );
}
