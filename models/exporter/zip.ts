/**
 * Reads zip archives whose entries are stored, not compressed, so that each is one byte range of the file (PKWARE APPNOTE
 * 6.3.9). Little-endian; only what is read:
 *
 *   end record (last)       0 u32 06054b50   10 u16 entries   12 u32 directory bytes   16 u32 directory offset
 *   zip64 locator (20 before it)  0 u32 07064b50   8 u64 zip64 end record's offset
 *   zip64 end record        0 u32 06064b50   32 u64 entries   40 u64 directory bytes   48 u64 directory offset
 *   directory entry         0 u32 02014b50   8 u16 flags   10 u16 method   16 u32 CRC-32   20 u32 packed   24 u32 bytes
 *                           28 u16 name n   30 u16 extra m   32 u16 comment k   42 u32 local header's offset
 *                           46 name, extra, comment
 *   zip64 extra 0001        u64 each for bytes, packed, offset, in this order, only those that are ffffffff above
 *   local header            0 u32 04034b50   26 u16 name n   28 u16 extra m   30 + n + m the data
 *
 * The central directory alone is believed: torch streams its local headers, which lack sizes.
 */

import { AppError } from "../errors.ts";
import { type ByteSource, readRange } from "./bytes.ts";
import { crc32 } from "./crc32.ts";
import { TENSOR_LIMIT } from "./tensor.ts";

/** An end record is 22 bytes and a comment, which torch does not write; so far back it is sought. */
const END_BYTES = 22;
const TAIL_BYTES = 64 * 1024;
const LOCATOR_BYTES = 20;
const END64_BYTES = 56;
const ENTRY_BYTES = 46;
const LOCAL_BYTES = 30;
const DIRECTORY_LIMIT_BYTES = 64 * 2 ** 20;
const FLAG_ENCRYPTED = 1;
const METHOD_STORED = 0;
/** "This field is in the zip64 extra." */
const SEE_ZIP64 = 0xffffffff;

export interface ZipEntry {
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  /** 0 where the writer computed none, as torch can be told to. */
  readonly crc32: number;
  readonly bytes: number;
  readonly localOffset: number;
}

/** A zip's entries by name. Throws `bad-file`, naming what is wrong. */
export async function readZip(source: ByteSource): Promise<Map<string, ZipEntry>> {
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
      crc32: view.getUint32(at + 16, true),
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
  if (end < 0) throw bad(source, "it has no zip directory; it is cut short or something else");

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
 * over a network, reading hundreds of headers all over the file beforehand would take minutes. What is read front to back
 * is compared with the entry's CRC-32 before its last bytes are handed out. `what` names it in messages.
 */
export function entrySource(source: ByteSource, entry: ZipEntry, what: string): ByteSource {
  checkStored(source, entry);
  let start: Promise<number> | null = null;
  let next = 0;
  let sum = 0;
  /** Reads may overlap; they are summed in the order in which they were asked for. */
  let turn: Promise<unknown> = Promise.resolve();

  function add(offset: number, bytes: Uint8Array): void {
    if (offset === 0) sum = next = 0;
    if (offset !== next) return;
    sum = crc32(bytes, sum);
    next += bytes.length;
    if (next < entry.bytes || entry.crc32 === 0 || sum === entry.crc32) return;
    throw new AppError(
      "integrity",
      `${source.name} is damaged: ${what} has the CRC-32 ${hexadecimal(sum)} and should have ${hexadecimal(entry.crc32)}.`,
    );
  }

  return {
    name: source.name,
    size: entry.bytes,
    version: source.version ?? null,
    read(offset, length, room) {
      start ??= dataOffset(source, entry);
      const coming = start.then((at) => readRange(source, at + offset, length, room));
      const read = Promise.all([coming, turn]).then(([bytes]) => {
        add(offset, bytes);
        return bytes;
      });
      turn = read.catch(() => undefined); // told to who asked for it
      return read;
    },
  };
}

function hexadecimal(value: number): string {
  return value.toString(16).padStart(8, "0");
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
    throw unsupported(
      source,
      `its entry ${entry.name} is compressed or encrypted; only entries stored plainly, as torch.save does, are read`,
    );
  }
  const least = entry.localOffset + LOCAL_BYTES;
  if (least + entry.bytes > source.size) throw outside(source, entry, least);
}

function outside(source: ByteSource, entry: ZipEntry, offset: number): AppError {
  return bad(source, `${entry.name} ends at byte ${offset + entry.bytes} and the file has ${source.size}`);
}

function bad(source: ByteSource, what: string): AppError {
  return new AppError("bad-file", `${source.name} is not a sound zip archive: ${what}.`);
}

function unsupported(source: ByteSource, what: string): AppError {
  return new AppError("unsupported", `${source.name} cannot be read: ${what}.`);
}
