/** Whether a model will run here: arithmetic on its shape, the device's limits and the room there is. Pure. */

import type { NeoXConfig } from "../../models/dolly/config.ts";
import type { Dtype, ModelShape } from "../../models/manifest.ts";
import type { Device } from "../contract/engine-api.ts";
import type { DeviceFacts, Finding, FindingCode, StorageFacts } from "../contract/library-api.ts";

/** What 32-bit addresses of WebAssembly reach, for weights, keys and values together. */
const HEAP_BYTES = 2 ** 32;
/** Browsers name no more than this, whatever the device has. */
const NAMED_MEMORY_BYTES = 8 * 2 ** 30;
/** About where browsers on phones end a page. */
const PHONE_BYTES = 1.2e9;

/** Bytes of weights and activations' floats, by dtype; 4-bit blocks of 32 have a scale each. */
const weightBytes: Readonly<Record<Dtype, number>> = { fp32: 4, q8: 1, q4: 0.5 + 4 / 32, q4f16: 0.5 + 2 / 32 };

/** The dtypes a device runs, best first. The processor runs any, the smallest fastest; a GPU without shader-f16 no q4f16. */
export function dtypesFor(facts: DeviceFacts): readonly Dtype[] {
  if (facts.gpu === null) return ["q4f16", "q4", "q8", "fp32"];
  return facts.gpu.shaderF16 ? ["q4f16", "q4", "fp32"] : ["q4", "fp32"];
}

/** Two embeddings, and in each layer twelve matrices of hidden², as the feed-forward is four times as wide. */
export function parametersOf({ hidden, layers, vocab }: ModelShape | NeoXConfig): number {
  return 2 * vocab * hidden + layers * 12 * hidden * hidden;
}

/** Weights, and a KV cache of the whole window: floats on a GPU, on the processor a byte each and twelve a head. */
export function runBytesOf(shape: ModelShape, keepBytes: number, dtype: Dtype, device: Device): number {
  const positions = shape.layers * shape.contextLength;
  if (device === "wasm") {
    // It has a block's scale as a float of 32 bits, whatever the file has.
    const weights = dtype === "q4f16" ? keepBytes * (weightBytes.q4 / weightBytes.q4f16) : keepBytes;
    return weights + positions * (2 * shape.hidden + 12 * shape.heads);
  }
  return keepBytes + 2 * positions * shape.hidden * (dtype === "q4f16" ? 2 : 4);
}

export interface Judged {
  readonly shape: ModelShape;
  /** `null`: none of the variants that a ready model comes with runs here. */
  readonly dtype: Dtype | null;
  readonly facts: DeviceFacts;
  readonly storage: StorageFacts;
  /** Still to be written. */
  readonly writeBytes: number;
  readonly runBytes: number;
  readonly installed: boolean;
}

export function deviceOf(facts: DeviceFacts): Device {
  return facts.gpu ? "webgpu" : "wasm";
}

/** Blocking ones first. */
export function judge({ shape, dtype, facts, storage, writeBytes, runBytes, installed }: Judged): Finding[] {
  const findings: Finding[] = [];
  const add = (
    code: FindingCode,
    blocks: boolean,
    neededBytes: number | null = null,
    available: number | null = null,
  ) => findings.push({ code, blocks, neededBytes, availableBytes: available });

  const { freeBytes } = storage;
  if (!installed && freeBytes !== null && writeBytes > freeBytes) add("no-room", true, writeBytes, freeBytes);
  if (dtype === null || !dtypesFor(facts).includes(dtype)) add("wrong-dtype", true);
  if (facts.gpu && dtype) {
    const largest = shape.vocab * shape.hidden * weightBytes[dtype];
    const limit = Math.min(facts.gpu.maxBindingBytes, facts.gpu.maxBufferBytes);
    if (largest > limit) add("binding-limit", true, largest, limit);
  }
  if (!facts.gpu && runBytes > HEAP_BYTES) add("heap-limit", true, runBytes, HEAP_BYTES);
  if (facts.memoryBytes !== null && runBytes > facts.memoryBytes) {
    // A device that says 8 GiB may have any amount above it.
    add("memory", facts.memoryBytes < NAMED_MEMORY_BYTES, runBytes, facts.memoryBytes);
  }
  if (facts.phone && runBytes > PHONE_BYTES) add("phone", true);
  if (!facts.gpu) add("processor", false);
  if (facts.gpu && !facts.gpu.shaderF16) add("no-f16", false);
  if (!storage.persisted) add("not-persisted", false);
  if (installed) add("installed", false);
  return findings.sort((a, b) => Number(b.blocks) - Number(a.blocks));
}
