/**
 * Reads the index of a `pytorch_model.bin` (torch.save since 1.6): a zip whose entries are stored, not compressed, so
 * that each tensor is one byte range of the file.
 *
 *   ROOT/data.pkl     pickle: name → tensor over a storage
 *   ROOT/byteorder    "little" or "big"; absent in older files, which are little
 *   ROOT/data/KEY     a storage's bytes
 *
 *   zip (PKWARE APPNOTE 6.3.9), little-endian; only what is read:
 *   end record (last)       0 u32 06054b50   10 u16 entries   12 u32 directory bytes   16 u32 directory offset
 *   zip64 locator (20 before it)  0 u32 07064b50   8 u64 zip64 end record's offset
 *   zip64 end record        0 u32 06064b50   32 u64 entries   40 u64 directory bytes   48 u64 directory offset
 *   directory entry         0 u32 02014b50   8 u16 flags   10 u16 method   20 u32 packed   24 u32 bytes   28 u16 name n
 *                           30 u16 extra m   32 u16 comment k   42 u32 local header's offset   46 name, extra, comment
 *   zip64 extra 0001        u64 each for bytes, packed, offset, in this order, only those that are ffffffff above
 *   local header            0 u32 04034b50   26 u16 name n   28 u16 extra m   30 + n + m the data
 *
 * Names and shapes come from a pickle, which pickle.ts reads by an allow-list and never executes.
 */

import { AppError, shown } from "../errors.ts";
import { type ByteSource, readRange } from "./bytes.ts";
import type { FloatFormat } from "./float.ts";
import { PICKLE_LIMIT_BYTES, type PickleGlobal, type PickleValue, readPickle } from "./pickle.ts";
import { elementCount, RANK_LIMIT, type StoredTensor, shapeWords, TENSOR_LIMIT } from "./tensor.ts";

/** An end record is 22 bytes and a comment, which torch does not write; so far back it is sought. */
const END_BYTES = 22;
const TAIL_BYTES = 64 * 1024;
const LOCATOR_BYTES = 20;
const END64_BYTES = 56;
const ENTRY_BYTES = 46;
const LOCAL_BYTES = 30;
const DIRECTORY_LIMIT_BYTES = 64 * 2 ** 20;
/** "little" or "big". */
const BYTE_ORDER_LIMIT_BYTES = 8;
const FLAG_ENCRYPTED = 1;
const METHOD_STORED = 0;
/** "This field is in the zip64 extra." */
const SEE_ZIP64 = 0xffffffff;

interface ZipEntry {
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  readonly bytes: number;
  readonly localOffset: number;
}

/** torch's storage classes: element bytes, and the float format where the exporter reads it. */
const storageTypes: Readonly<Record<string, { readonly bytes: number; readonly format: FloatFormat | null }>> = {
  "torch.FloatStorage": { bytes: 4, format: "float32" },
  "torch.HalfStorage": { bytes: 2, format: "float16" },
  "torch.BFloat16Storage": { bytes: 2, format: "bfloat16" },
  "torch.DoubleStorage": { bytes: 8, format: null },
  "torch.ByteStorage": { bytes: 1, format: null },
  "torch.CharStorage": { bytes: 1, format: null },
  "torch.BoolStorage": { bytes: 1, format: null },
  "torch.ShortStorage": { bytes: 2, format: null },
  "torch.IntStorage": { bytes: 4, format: null },
  "torch.LongStorage": { bytes: 8, format: null },
};

/** A run of elements that tensors are views of. Tied weights share one. */
class Storage {
  readonly type: string;
  readonly key: string;
  readonly elements: number;

  constructor(type: string, key: string, elements: number) {
    this.type = type;
    this.key = key;
    this.elements = elements;
  }
}

/** What `_rebuild_tensor_v2` was called with; offset and strides in elements. */
class TensorView {
  readonly storage: Storage;
  readonly offset: number;
  readonly shape: readonly number[];
  readonly strides: readonly number[];

  constructor(storage: Storage, offset: number, shape: readonly number[], strides: readonly number[]) {
    this.storage = storage;
    this.offset = offset;
    this.shape = shape;
    this.strides = strides;
  }
}

/**
 * Lists a file's tensors in the pickle's order, from the directory and the pickle: for 12b's 23.8 GB about 200 kB of
 * reads. Throws `bad-file` or `unsupported`, naming what is wrong.
 */
export async function readTorch(source: ByteSource): Promise<StoredTensor[]> {
  const entries = await readDirectory(source);
  const pickleEntry = [...entries.values()].find((entry) => /^[^/]+\/data\.pkl$/.test(entry.name));
  if (!pickleEntry) throw bad(source, "it has no data.pkl");
  // torch names the root after the file it saved to; renaming the file leaves it.
  const root = pickleEntry.name.slice(0, -"data.pkl".length);

  const byteOrder = entries.get(`${root}byteorder`);
  if (byteOrder) {
    const length = Math.min(byteOrder.bytes, BYTE_ORDER_LIMIT_BYTES);
    const order = new TextDecoder().decode(await readRange(source, await dataOffset(source, byteOrder), length));
    if (order !== "little") throw unsupported(source, `its byte order is ${shown(order)}; only "little" is read`);
  }
  if (pickleEntry.bytes > PICKLE_LIMIT_BYTES) {
    throw bad(source, `its data.pkl has ${pickleEntry.bytes} bytes and at most ${PICKLE_LIMIT_BYTES} were expected`);
  }
  const pickle = await readRange(source, await dataOffset(source, pickleEntry), pickleEntry.bytes);
  const state = readPickle(pickle, {
    name: source.name,
    global: (name) => torchGlobal(source, name),
    persistent: (id) => storageOf(source, id),
  });
  if (!(state instanceof Map)) throw unsupported(source, "its pickle does not hold a dictionary of tensors");
  if (state.size > TENSOR_LIMIT) throw bad(source, `it lists ${state.size} tensors, more than ${TENSOR_LIMIT}`);

  // Tied tensors share a storage, whose local header is then read once.
  const storages = new Map<string, ByteSource>();
  const tensors: StoredTensor[] = [];
  for (const [name, view] of state as Map<unknown, unknown>) {
    if (typeof name !== "string" || !(view instanceof TensorView)) {
      throw unsupported(source, `its pickle holds ${shown(name)}, which is not a tensor`);
    }
    const entry = entries.get(`${root}data/${view.storage.key}`);
    if (!entry) throw bad(source, `the data of ${name} (${root}data/${view.storage.key}) is missing`);
    const storage = storages.get(entry.name) ?? entrySource(source, entry);
    storages.set(entry.name, storage);
    tensors.push(locate(storage, name, view, entry));
  }
  return tensors;
}

/** Where a view's bytes lie in its storage, after checking that they are contiguous and inside it. */
function locate(source: ByteSource, name: string, view: TensorView, entry: ZipEntry): StoredTensor {
  const { storage, shape, strides } = view;
  const { bytes: elementBytes, format } = storageTypes[storage.type] as { bytes: number; format: FloatFormat | null };
  if (entry.bytes !== storage.elements * elementBytes) {
    throw bad(
      source,
      `the storage of ${name} should have ${storage.elements * elementBytes} bytes and has ${entry.bytes}`,
    );
  }
  const elements = elementCount(shape);
  if (elements === null || shape.length > RANK_LIMIT || strides.length !== shape.length) {
    throw bad(source, `${name} has the impossible shape ${shapeWords(shape)}`);
  }
  // Contiguous: each stride is the product of the sizes behind it. The stride of an axis of one element says nothing.
  let stride = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const size = shape[axis] as number;
    if (size !== 1 && strides[axis] !== stride) {
      throw unsupported(
        source,
        `${name} is a view with strides ${shapeWords(strides)}; only contiguous tensors are read`,
      );
    }
    stride *= size;
  }
  if (!Number.isSafeInteger(view.offset) || view.offset < 0 || view.offset + elements > storage.elements) {
    throw bad(
      source,
      `${name} takes elements ${view.offset} to ${view.offset + elements} of a storage of ${storage.elements}`,
    );
  }
  return {
    name,
    format,
    type: storage.type,
    shape,
    source,
    offset: view.offset * elementBytes,
    bytes: elements * elementBytes,
  };
}

/** The whole allow-list. */
function torchGlobal(source: ByteSource, name: string): PickleGlobal | null {
  if (Object.hasOwn(storageTypes, name)) return { name };
  switch (name) {
    case "collections.OrderedDict":
      return { name, call: (args) => orderedDict(source, args) };
    case "torch._utils._rebuild_tensor_v2":
      return { name, call: (args) => rebuildTensor(source, args) };
    case "torch._utils._rebuild_parameter":
      return { name, call: ([tensor]) => tensor };
    default:
      return null;
  }
}

/** torch makes them empty and fills them by SETITEMS, a tensor's hooks and the state_dict alike. */
function orderedDict(source: ByteSource, args: readonly PickleValue[]): Map<unknown, unknown> {
  if (args.length > 0) throw unsupported(source, "its pickle builds an OrderedDict from arguments");
  return new Map();
}

/** (storage, offset, shape, strides, requires_grad, hooks): the last two do not concern reading. */
function rebuildTensor(source: ByteSource, args: readonly PickleValue[]): TensorView {
  const [storage, offset, shape, strides] = args;
  if (!(storage instanceof Storage) || typeof offset !== "number" || !isNumbers(shape) || !isNumbers(strides)) {
    throw bad(source, "its pickle rebuilds a tensor from the wrong arguments");
  }
  return new TensorView(storage, offset, shape, strides);
}

function isNumbers(value: PickleValue): value is number[] {
  return Array.isArray(value) && value.every((each) => typeof each === "number");
}

/** A persistent id is ("storage", class, key, device, elements). */
function storageOf(source: ByteSource, id: PickleValue): Storage {
  const [kind, type, key, , elements] = Array.isArray(id) ? (id as unknown[]) : [];
  const name = (type as Partial<PickleGlobal> | undefined)?.name;
  if (
    kind !== "storage" ||
    typeof name !== "string" ||
    !Object.hasOwn(storageTypes, name) ||
    typeof key !== "string" ||
    typeof elements !== "number" ||
    !Number.isSafeInteger(elements) ||
    elements < 0
  ) {
    throw bad(source, "its pickle refers to something that is not a storage");
  }
  return new Storage(name, key, elements);
}

/** A zip's entries by name, from its central directory, which alone has the sizes: torch streams its local headers. */
async function readDirectory(source: ByteSource): Promise<Map<string, ZipEntry>> {
  const { entryCount, offset, bytes } = await findDirectory(source);
  if (bytes > DIRECTORY_LIMIT_BYTES || entryCount > TENSOR_LIMIT) {
    throw bad(source, `its directory claims ${entryCount} entries in ${bytes} bytes, too many`);
  }
  const directory = await readRange(source, offset, bytes);
  const view = new DataView(directory.buffer, directory.byteOffset, directory.length);
  const entries = new Map<string, ZipEntry>();
  let at = 0;
  for (let index = 0; index < entryCount; index++) {
    if (at + ENTRY_BYTES > bytes || view.getUint32(at, true) !== 0x02014b50) {
      throw bad(source, `its directory is damaged at entry ${index} of ${entryCount}`);
    }
    const nameBytes = view.getUint16(at + 28, true);
    const extraBytes = view.getUint16(at + 30, true);
    const next = at + ENTRY_BYTES + nameBytes + extraBytes + view.getUint16(at + 32, true);
    if (next > bytes) throw bad(source, `its directory is damaged at entry ${index} of ${entryCount}`);
    const name = new TextDecoder().decode(directory.subarray(at + ENTRY_BYTES, at + ENTRY_BYTES + nameBytes));
    const extra = at + ENTRY_BYTES + nameBytes;
    const sizes = zip64Sizes(view, at, extra, extra + extraBytes);
    if (sizes === null) throw bad(source, `the zip64 sizes of ${name} are missing`);
    entries.set(name, {
      name,
      flags: view.getUint16(at + 8, true),
      method: view.getUint16(at + 10, true),
      ...sizes,
    });
    at = next;
  }
  return entries;
}

/** An entry's size and local offset, from the zip64 extra where the 32-bit fields say so. */
function zip64Sizes(
  view: DataView,
  entry: number,
  extraStart: number,
  extraEnd: number,
): { bytes: number; localOffset: number } | null {
  let bytes = view.getUint32(entry + 24, true);
  const packed = view.getUint32(entry + 20, true);
  let localOffset = view.getUint32(entry + 42, true);
  if (bytes !== SEE_ZIP64 && packed !== SEE_ZIP64 && localOffset !== SEE_ZIP64) return { bytes, localOffset };
  for (let at = extraStart; at + 4 <= extraEnd; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== 1) continue;
    const end = Math.min(extraEnd, at + 4 + view.getUint16(at + 2, true));
    let field = at + 4;
    for (const wanted of ["bytes", "packed", "offset"] as const) {
      const value = wanted === "bytes" ? bytes : wanted === "packed" ? packed : localOffset;
      if (value !== SEE_ZIP64) continue;
      if (field + 8 > end) return null;
      const wide = Number(view.getBigUint64(field, true));
      field += 8;
      if (wanted === "bytes") bytes = wide;
      if (wanted === "offset") localOffset = wide;
    }
    return { bytes, localOffset };
  }
  return null;
}

/** The end record is sought backwards: only a comment could stand behind it. */
async function findDirectory(source: ByteSource): Promise<{ entryCount: number; offset: number; bytes: number }> {
  const tailBytes = Math.min(source.size, TAIL_BYTES);
  const tailStart = source.size - tailBytes;
  const tail = await readRange(source, tailStart, tailBytes);
  const view = new DataView(tail.buffer, tail.byteOffset, tail.length);
  let end = tailBytes - END_BYTES;
  while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) end--;
  if (end < 0) {
    const start = await readRange(source, 0, Math.min(2, source.size));
    if (start[0] === 0x80) throw unsupported(source, "it was saved by torch before 1.6, as a bare pickle");
    throw bad(source, "it has no zip directory; it is cut short or not a checkpoint");
  }

  // Past 4 GB, or 65,535 entries, the end record's fields overflow and a wider record stands before it.
  const locator = end - LOCATOR_BYTES;
  if (locator >= 0 && view.getUint32(locator, true) === 0x07064b50) {
    const at = Number(view.getBigUint64(locator + 8, true));
    const record = await readRange(source, at, END64_BYTES);
    const record64 = new DataView(record.buffer, record.byteOffset, record.length);
    if (record64.getUint32(0, true) !== 0x06064b50) throw bad(source, "its zip64 end record is damaged");
    return {
      entryCount: Number(record64.getBigUint64(32, true)),
      bytes: Number(record64.getBigUint64(40, true)),
      offset: Number(record64.getBigUint64(48, true)),
    };
  }
  return {
    entryCount: view.getUint16(end + 10, true),
    bytes: view.getUint32(end + 12, true),
    offset: view.getUint32(end + 16, true),
  };
}

/**
 * An entry's bytes as a file of their own. The local header, which says where they begin, is read with the first of them:
 * over a network, reading hundreds of headers all over the file beforehand would take minutes.
 */
function entrySource(source: ByteSource, entry: ZipEntry): ByteSource {
  checkStored(source, entry);
  let start: Promise<number> | null = null;
  return {
    name: source.name,
    size: entry.bytes,
    version: source.version ?? null,
    async read(offset, length) {
      start ??= dataOffset(source, entry);
      return readRange(source, (await start) + offset, length);
    },
  };
}

/** Where an entry's bytes begin; throws when they are packed or lie outside the file. */
async function dataOffset(source: ByteSource, entry: ZipEntry): Promise<number> {
  checkStored(source, entry);
  const local = await readRange(source, entry.localOffset, LOCAL_BYTES);
  const view = new DataView(local.buffer, local.byteOffset, LOCAL_BYTES);
  if (view.getUint32(0, true) !== 0x04034b50) throw bad(source, `the local header of ${entry.name} is damaged`);
  const offset = entry.localOffset + LOCAL_BYTES + view.getUint16(26, true) + view.getUint16(28, true);
  if (offset + entry.bytes > source.size) throw outside(source, entry, offset);
  return offset;
}

/** Throws for an entry that is packed, or that cannot lie in the file. */
function checkStored(source: ByteSource, entry: ZipEntry): void {
  if (entry.method !== METHOD_STORED || (entry.flags & FLAG_ENCRYPTED) !== 0) {
    throw unsupported(source, `its entry ${entry.name} is compressed or encrypted; torch.save stores entries plainly`);
  }
  const least = entry.localOffset + LOCAL_BYTES;
  if (least + entry.bytes > source.size) throw outside(source, entry, least);
}

function outside(source: ByteSource, entry: ZipEntry, offset: number): AppError {
  return bad(source, `${entry.name} ends at byte ${offset + entry.bytes} and the file has ${source.size}`);
}

function bad(source: ByteSource, what: string): AppError {
  return new AppError("bad-file", `${source.name} is not a sound PyTorch checkpoint: ${what}.`);
}

function unsupported(source: ByteSource, what: string): AppError {
  return new AppError("unsupported", `${source.name} cannot be read: ${what}.`);
}
