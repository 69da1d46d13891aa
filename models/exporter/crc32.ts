/** CRC-32 as zip has it (ISO 3309, polynomial edb88320 reflected), by WebAssembly. */

import { assemble } from "../wasm/assembler.ts";
import { crc32Kernel, STEP, TABLES_BYTES } from "./wasm/crc32-kernel.ts";

interface Kernels {
  readonly memory: WebAssembly.Memory;
  crc32(source: number, count: number, state: number): void;
}

/** Bytes copied to the kernel at once: they are still in the processor's cache when it reads them. */
const PIECE_BYTES = 32 * 1024;
const PIECE_AT = TABLES_BYTES;
const STATE_AT = PIECE_AT + PIECE_BYTES;

const { memory, crc32: addSteps } = new WebAssembly.Instance(new WebAssembly.Module(assemble([crc32Kernel()])))
  .exports as unknown as Kernels;
const piece = new Uint8Array(memory.buffer, PIECE_AT, PIECE_BYTES);
const state = new Uint32Array(memory.buffer, STATE_AT, 1);
const tables = new Uint32Array(memory.buffer, 0, TABLES_BYTES / 4);

for (let byte = 0; byte < 256; byte++) {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit++) remainder = remainder & 1 ? (remainder >>> 1) ^ 0xedb88320 : remainder >>> 1;
  tables[byte] = remainder;
}
for (let at = 256; at < tables.length; at++) {
  const before = tables[at - 256]!;
  tables[at] = (before >>> 8) ^ tables[before & 0xff]!;
}

/** Of `bytes`, or of what gave `before` and then `bytes`. */
export function crc32(bytes: Uint8Array, before = 0): number {
  state[0] = ~before;
  let at = 0;
  while (bytes.length - at >= STEP) {
    const steps = Math.floor(Math.min(PIECE_BYTES, bytes.length - at) / STEP);
    piece.set(bytes.subarray(at, at + steps * STEP));
    addSteps(PIECE_AT, steps, STATE_AT);
    at += steps * STEP;
  }
  let crc = state[0]!;
  for (; at < bytes.length; at++) crc = (crc >>> 8) ^ tables[(crc ^ bytes[at]!) & 0xff]!;
  return ~crc >>> 0;
}
