/**
 * Reads the header of a safetensors file (https://github.com/huggingface/safetensors#format).
 *
 *   offset    bytes       what
 *   0         8           header length n, unsigned, little-endian
 *   8         n           UTF-8 JSON: name → { dtype, shape, data_offsets: [begin, end) from the data's start }
 *   8 + n     the rest    data, little-endian, row-major; every byte belongs to exactly one tensor
 *
 * Only the header is read here; a tensor's bytes are read where they are used.
 */

import { AppError, shown } from "../errors.ts";
import { type ByteSource, readRange } from "./bytes.ts";
import type { FloatFormat } from "./float.ts";
import { elementCount, RANK_LIMIT, type StoredTensor, shapeWords, TENSOR_LIMIT } from "./tensor.ts";

/** The format's own limit (safetensors, MAX_HEADER_SIZE). */
export const HEADER_LIMIT_BYTES = 100_000_000;
const PREFIX_BYTES = 8;

/** The format's types and their sizes in bytes; F8 and smaller are not met in GPT-NeoX checkpoints. */
const typeBytes: Readonly<Record<string, number>> = {
  BOOL: 1,
  U8: 1,
  I8: 1,
  U16: 2,
  I16: 2,
  F16: 2,
  BF16: 2,
  U32: 4,
  I32: 4,
  F32: 4,
  U64: 8,
  I64: 8,
  F64: 8,
};
const formats: Readonly<Record<string, FloatFormat>> = { F32: "float32", F16: "float16", BF16: "bfloat16" };

/** Lists a file's tensors in the order of their data; throws `bad-file` or `unsupported`, naming what is wrong. */
export async function readSafetensors(source: ByteSource): Promise<StoredTensor[]> {
  if (source.size < PREFIX_BYTES) {
    throw bad(source, `it has ${source.size} bytes, fewer than the ${PREFIX_BYTES} of a header's length`);
  }
  const prefix = await readRange(source, 0, PREFIX_BYTES);
  const length = new DataView(prefix.buffer, prefix.byteOffset, PREFIX_BYTES).getBigUint64(0, true);
  if (length > HEADER_LIMIT_BYTES) {
    throw bad(source, `its header claims ${length} bytes and at most ${HEADER_LIMIT_BYTES} are allowed`);
  }
  const dataStart = PREFIX_BYTES + Number(length);
  if (dataStart > source.size) {
    throw bad(source, `its header claims ${length} bytes and the file has ${source.size}`);
  }
  const header = parseHeader(source, await readRange(source, PREFIX_BYTES, Number(length)));

  // The one key that is not a tensor: free text about the file.
  const names = Object.keys(header).filter((name) => name !== "__metadata__");
  if (names.length > TENSOR_LIMIT) throw bad(source, `it lists ${names.length} tensors, more than ${TENSOR_LIMIT}`);
  const tensors = names.map((name) => parseEntry(source, name, header[name], dataStart));
  tensors.sort((a, b) => a.offset - b.offset || a.bytes - b.bytes);

  // The format's own rule, and a good one: bytes that no tensor claims are a mistake or a hiding place.
  let end = dataStart;
  let before = "the header";
  for (const tensor of tensors) {
    if (tensor.offset < end) throw bad(source, `${tensor.name} overlaps ${before}`);
    if (tensor.offset > end)
      throw bad(source, `${tensor.offset - end} bytes before ${tensor.name} belong to no tensor`);
    end = tensor.offset + tensor.bytes;
    before = tensor.name;
  }
  if (end < source.size) throw bad(source, `${source.size - end} bytes after ${before} belong to no tensor`);
  return tensors;
}

/** The format allows padding spaces behind the object, and so does JSON. */
function parseHeader(source: ByteSource, bytes: Uint8Array): Record<string, unknown> {
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (cause) {
    throw bad(source, "its header is not JSON", cause);
  }
  if (typeof header !== "object" || header === null || Array.isArray(header)) {
    throw bad(source, "its header is not a JSON object");
  }
  return header as Record<string, unknown>;
}

/** One tensor's entry; every field is checked before it is used as a number. */
function parseEntry(source: ByteSource, name: string, value: unknown, dataStart: number): StoredTensor {
  const entry = (typeof value === "object" && value !== null ? value : {}) as Record<string, unknown>;
  const { dtype, shape, data_offsets: offsets } = entry;
  if (typeof dtype !== "string" || !Array.isArray(shape) || !Array.isArray(offsets) || offsets.length !== 2) {
    throw bad(source, `the entry of ${name} lacks dtype, shape or data_offsets`);
  }
  const elementBytes = Object.hasOwn(typeBytes, dtype) ? typeBytes[dtype] : undefined;
  if (elementBytes === undefined) {
    throw new AppError("unsupported", `${source.name}: ${name} has the type ${shown(dtype)}, which is not supported.`);
  }
  const elements = elementCount(shape);
  if (elements === null || shape.length > RANK_LIMIT) {
    throw bad(source, `${name} has the impossible shape ${shapeWords(shape)}`);
  }
  const [begin, end] = offsets as unknown[];
  if (
    typeof begin !== "number" ||
    typeof end !== "number" ||
    !Number.isSafeInteger(begin) ||
    !Number.isSafeInteger(end) ||
    begin < 0 ||
    end < begin
  ) {
    throw bad(source, `${name} has the impossible byte range [${shown(begin)}, ${shown(end)})`);
  }
  if (end - begin !== elements * elementBytes) {
    throw bad(
      source,
      `${name} of shape ${shapeWords(shape)} in ${dtype} needs ${elements * elementBytes} bytes and has ${end - begin}`,
    );
  }
  if (dataStart + end > source.size) {
    throw bad(source, `${name} ends at byte ${dataStart + end} and the file has ${source.size}; it is cut short`);
  }
  return {
    name,
    format: formats[dtype] ?? null,
    type: dtype,
    shape: shape as number[],
    source,
    offset: dataStart + begin,
    bytes: end - begin,
  };
}

function bad(source: ByteSource, what: string, cause?: unknown): AppError {
  return new AppError("bad-file", `${source.name} is not a sound safetensors file: ${what}.`, { cause });
}
