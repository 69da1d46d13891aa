/**
 * Reads the index of a `pytorch_model.bin` (torch.save since 1.6): a zip whose entries are stored, not compressed, so
 * that each tensor is one byte range of the file.
 *
 *   ROOT/data.pkl     pickle: name → tensor over a storage
 *   ROOT/byteorder    "little" or "big"; absent in older files, which are little
 *   ROOT/data/KEY     a storage's bytes
 *
 * Names and shapes come from a pickle, which pickle.ts reads by an allow-list and never executes.
 */

import { AppError, shown } from "../errors.ts";
import { type ByteSource, readRange } from "./bytes.ts";
import type { FloatFormat } from "./float.ts";
import { PICKLE_LIMIT_BYTES, type PickleGlobal, type PickleValue, readPickle } from "./pickle.ts";
import { elementCount, RANK_LIMIT, type StoredTensor, shapeWords, TENSOR_LIMIT } from "./tensor.ts";
import { entrySource, readZip, type ZipEntry } from "./zip.ts";

/** "little" or "big". */
const BYTE_ORDER_LIMIT_BYTES = 8;

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
  await refuseBarePickle(source);
  const entries = await readZip(source);
  const pickleEntry = [...entries.values()].find((entry) => /^[^/]+\/data\.pkl$/.test(entry.name));
  if (!pickleEntry) throw bad(source, "it has no data.pkl");
  // torch names the root after the file it saved to; renaming the file leaves it.
  const root = pickleEntry.name.slice(0, -"data.pkl".length);

  const byteOrder = entries.get(`${root}byteorder`);
  if (byteOrder) {
    const length = Math.min(byteOrder.bytes, BYTE_ORDER_LIMIT_BYTES);
    const order = new TextDecoder().decode(await entrySource(source, byteOrder, byteOrder.name).read(0, length));
    if (order !== "little") throw unsupported(source, `its byte order is ${shown(order)}; only "little" is read`);
  }
  if (pickleEntry.bytes > PICKLE_LIMIT_BYTES) {
    throw bad(source, `its data.pkl has ${pickleEntry.bytes} bytes and at most ${PICKLE_LIMIT_BYTES} were expected`);
  }
  const pickle = await entrySource(source, pickleEntry, pickleEntry.name).read(0, pickleEntry.bytes);
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
    const storage = storages.get(entry.name) ?? entrySource(source, entry, name);
    storages.set(entry.name, storage);
    tensors.push(locate(storage, name, view, entry));
  }
  return tensors;
}

/** torch before 1.6 wrote no zip. */
async function refuseBarePickle(source: ByteSource): Promise<void> {
  const [first] = await readRange(source, 0, Math.min(1, source.size));
  if (first === 0x80) throw unsupported(source, "it was saved by torch before 1.6, as a bare pickle");
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

function bad(source: ByteSource, what: string): AppError {
  return new AppError("bad-file", `${source.name} is not a sound PyTorch checkpoint: ${what}.`);
}

function unsupported(source: ByteSource, what: string): AppError {
  return new AppError("unsupported", `${source.name} cannot be read: ${what}.`);
}
