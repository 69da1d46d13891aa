/**
 * The largest of a GPU's logits, found there: half a kilobyte comes back for a token, and not the whole vocabulary.
 *
 * Each workgroup sorts a piece of 1,024 and keeps its 64 largest; what they keep is sorted again, until one piece is left.
 * Of equals the smaller id comes first, as in the sampler. A second kernel sums what the softmax divides by.
 */

import type { TopLogits } from "./device-model.ts";
import { allocated, readBack } from "./gpu-memory.ts";

/** How many are found. */
export const TOP_COUNT = 64;
const PIECE = 1024;
const PAIR_BYTES = 8;
const RESULT_BYTES = TOP_COUNT * PAIR_BYTES + 4;

const shader = /* wgsl */ `
struct Pair { key: u32, id: u32 }

@group(0) @binding(0) var<storage, read> logits: array<f32>;
@group(0) @binding(1) var<storage, read> from_pairs: array<Pair>;
@group(0) @binding(2) var<storage, read_write> to_pairs: array<Pair>;
@group(0) @binding(3) var<uniform> count: u32;

var<workgroup> piece: array<Pair, ${PIECE}>;

// The order of floats as the order of whole numbers.
fn key_of(value: f32) -> u32 {
  let bits = bitcast<u32>(value);
  return select(bits | 0x80000000u, ~bits, bits >> 31u == 1u);
}

fn value_of(key: u32) -> f32 {
  return bitcast<f32>(select(~key, key & 0x7fffffffu, key >> 31u == 1u));
}

fn before(a: Pair, b: Pair) -> bool {
  return a.key > b.key || (a.key == b.key && a.id < b.id);
}

fn keep_largest(group: u32, lane: u32) {
  for (var size = 2u; size <= ${PIECE}u; size *= 2u) {
    for (var gap = size / 2u; gap > 0u; gap /= 2u) {
      workgroupBarrier();
      for (var step = lane; step < ${PIECE / 2}u; step += 256u) {
        let low = (step / gap) * 2u * gap + step % gap;
        let high = low + gap;
        if (before(piece[high], piece[low]) == ((low & size) == 0u)) {
          let swapped = piece[low];
          piece[low] = piece[high];
          piece[high] = swapped;
        }
      }
    }
  }
  workgroupBarrier();
  if (lane < ${TOP_COUNT}u) { to_pairs[group * ${TOP_COUNT}u + lane] = piece[lane]; }
}

@compute @workgroup_size(256)
fn first(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) lane: u32) {
  for (var i = lane; i < ${PIECE}u; i += 256u) {
    let id = group.x * ${PIECE}u + i;
    piece[i] = Pair(0u, 0xffffffffu);
    if (id < count) { piece[i] = Pair(key_of(logits[id]), id); }
  }
  keep_largest(group.x, lane);
}

@compute @workgroup_size(256)
fn again(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) lane: u32) {
  for (var i = lane; i < ${PIECE}u; i += 256u) {
    let at = group.x * ${PIECE}u + i;
    piece[i] = Pair(0u, 0xffffffffu);
    if (at < count) { piece[i] = from_pairs[at]; }
  }
  keep_largest(group.x, lane);
}

struct Sum { vocab: u32, inverse_temperature: f32 }

@group(0) @binding(4) var<uniform> sum_of: Sum;
@group(0) @binding(5) var<storage, read_write> result: array<u32>;

var<workgroup> sums: array<f32, 256>;

@compute @workgroup_size(256)
fn finish(@builtin(local_invocation_index) lane: u32) {
  if (lane < ${TOP_COUNT}u) {
    result[2u * lane] = bitcast<u32>(value_of(from_pairs[lane].key));
    result[2u * lane + 1u] = from_pairs[lane].id;
  }
  let largest = value_of(from_pairs[0].key);
  var sum = 0.0;
  for (var id = lane; id < sum_of.vocab; id += 256u) { sum += exp((logits[id] - largest) * sum_of.inverse_temperature); }
  sums[lane] = sum;
  for (var gap = 128u; gap > 0u; gap /= 2u) {
    workgroupBarrier();
    if (lane < gap) { sums[lane] += sums[lane + gap]; }
  }
  if (lane == 0u) { result[${2 * TOP_COUNT}u] = bitcast<u32>(sums[0]); }
}
`;

interface Pass {
  readonly pipeline: GPUComputePipeline;
  readonly groups: number;
  readonly bindings: GPUBindGroup;
}

export class TopLogitsFinder {
  readonly #gpu: GPUDevice;
  readonly #passes: readonly Pass[];
  readonly #sumOf: GPUBuffer;
  readonly #result: GPUBuffer;
  readonly #copy: GPUBuffer;
  readonly #buffers: readonly GPUBuffer[];

  private constructor(
    gpu: GPUDevice,
    passes: readonly Pass[],
    [sumOf, result, copy]: readonly [GPUBuffer, GPUBuffer, GPUBuffer],
    buffers: readonly GPUBuffer[],
  ) {
    this.#gpu = gpu;
    this.#passes = passes;
    this.#sumOf = sumOf;
    this.#result = result;
    this.#copy = copy;
    this.#buffers = buffers;
  }

  /** For a buffer that holds logits, float32 [vocab], at least TOP_COUNT of them. Throws `out-of-memory`. */
  static async create(gpu: GPUDevice, vocab: number, logits: GPUBuffer): Promise<TopLogitsFinder> {
    const module = gpu.createShaderModule({ code: shader });
    const pipeline = (entryPoint: string) =>
      gpu.createComputePipelineAsync({ layout: "auto", compute: { module, entryPoint } });
    const [first, again, finish] = await Promise.all([pipeline("first"), pipeline("again"), pipeline("finish")]);

    const { STORAGE, UNIFORM, COPY_SRC, COPY_DST, MAP_READ } = GPUBufferUsage;
    const what = "finding the likeliest tokens";
    const pairs = await allocated(gpu, 2, Math.ceil(vocab / PIECE) * TOP_COUNT * PAIR_BYTES, STORAGE, what);
    const [result] = await allocated(gpu, 1, RESULT_BYTES, STORAGE | COPY_SRC, what);
    const [copy] = await allocated(gpu, 1, RESULT_BYTES, MAP_READ | COPY_DST, what);
    const [sumOf] = await allocated(gpu, 1, 16, UNIFORM | COPY_DST, what);
    const buffers = [...pairs, result!, copy!, sumOf!];
    gpu.queue.writeBuffer(sumOf!, 0, Uint32Array.of(vocab));

    const passes: Pass[] = [];
    const addPass = (stage: GPUComputePipeline, groups: number, entries: readonly (readonly [number, GPUBuffer])[]) => {
      const bindings = gpu.createBindGroup({
        layout: stage.getBindGroupLayout(0),
        entries: entries.map(([binding, buffer]) => ({ binding, resource: { buffer } })),
      });
      passes.push({ pipeline: stage, groups, bindings });
    };
    let to = 0;
    for (let count = vocab; passes.length === 0 || count > TOP_COUNT; ) {
      const [size] = await allocated(gpu, 1, 16, UNIFORM | COPY_DST, what);
      buffers.push(size!);
      gpu.queue.writeBuffer(size!, 0, Uint32Array.of(count));
      const groups = Math.ceil(count / PIECE);
      const source = passes.length === 0 ? ([0, logits] as const) : ([1, pairs[1 - to]!] as const);
      addPass(passes.length === 0 ? first : again, groups, [source, [2, pairs[to]!], [3, size!]]);
      to = 1 - to;
      count = groups * TOP_COUNT;
    }
    addPass(finish, 1, [
      [0, logits],
      [1, pairs[1 - to]!],
      [4, sumOf!],
      [5, result!],
    ]);
    return new TopLogitsFinder(gpu, passes, [sumOf!, result!, copy!], buffers);
  }

  /** The logits stay as they are. One call at a time. */
  async find(temperature: number): Promise<Omit<TopLogits, "all">> {
    const inverse = temperature > 0 ? 1 / temperature : 1;
    this.#gpu.queue.writeBuffer(this.#sumOf, 4, Float32Array.of(inverse));
    const encoder = this.#gpu.createCommandEncoder();
    const compute = encoder.beginComputePass();
    for (const { pipeline, groups, bindings } of this.#passes) {
      compute.setPipeline(pipeline);
      compute.setBindGroup(0, bindings);
      compute.dispatchWorkgroups(groups);
    }
    compute.end();
    encoder.copyBufferToBuffer(this.#result, 0, this.#copy, 0, RESULT_BYTES);
    this.#gpu.queue.submit([encoder.finish()]);
    const words = new Uint32Array(await readBack(this.#copy, RESULT_BYTES));
    const floats = new Float32Array(words.buffer);
    return {
      logits: Float32Array.from({ length: TOP_COUNT }, (_, rank) => floats[2 * rank]!),
      ids: Uint32Array.from({ length: TOP_COUNT }, (_, rank) => words[2 * rank + 1]!),
      total: floats[2 * TOP_COUNT]!,
    };
  }

  dispose(): void {
    for (const buffer of this.#buffers) buffer.destroy();
  }
}
