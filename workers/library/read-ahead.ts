/**
 * Reads a file ahead of its reader, in blocks and several at once, so that a line is used in full while the processor
 * converts what has come. For readers that go front to back; a small read elsewhere (a header) passes straight through.
 */

import type { ByteSource } from "../../models/exporter/bytes.ts";

export interface ReadAheadOptions {
  readonly blockBytes: number;
  /** Requests under way at once. Memory is this and one more of blockBytes, and the longest read. */
  readonly parallel: number;
}

/** From a disk. */
const defaultReadAhead: ReadAheadOptions = { blockBytes: 4 * 2 ** 20, parallel: 6 };

/** Each request has its price, and 48 MiB are what a line of a gigabit a second brings in less than half a second. */
export const fromServer: ReadAheadOptions = { blockBytes: 16 * 2 ** 20, parallel: 3 };

/** Shorter reads do not start reading ahead. */
const SMALL_BYTES = 64 * 1024;

export function readAhead(
  source: ByteSource,
  { blockBytes, parallel }: ReadAheadOptions = defaultReadAhead,
): ByteSource {
  if (source.size <= blockBytes) return source;
  const blockCount = Math.ceil(source.size / blockBytes);
  const blocks = new Map<number, Promise<Uint8Array>>();
  /** Of a block that is done with, for the next. */
  let room: Uint8Array | undefined;

  function block(index: number): Promise<Uint8Array> {
    const known = blocks.get(index);
    if (known) return known;
    const start = index * blockBytes;
    const length = Math.min(blockBytes, source.size - start);
    const coming = source.read(start, length, room?.length === length ? room : undefined);
    room = undefined;
    // A failure is told to whoever reads the block; the next reader asks anew.
    coming.catch(() => blocks.delete(index));
    blocks.set(index, coming);
    return coming;
  }

  async function read(offset: number, length: number, bytes: Uint8Array = new Uint8Array(length)): Promise<Uint8Array> {
    const first = Math.floor(offset / blockBytes);
    const last = Math.floor(Math.max(offset, offset + length - 1) / blockBytes);
    // What lies before is done with; what lies far off was read ahead of another place.
    for (const index of blocks.keys()) if (index < first || index > last + parallel) blocks.delete(index);
    for (let index = first; index <= last; index++) {
      // A block that fails says so to whoever comes to read it.
      for (let next = index; next < Math.min(blockCount, index + parallel); next++) void block(next).catch(() => {});
      const start = index * blockBytes;
      const from = Math.max(0, offset - start);
      const to = Math.min(blockBytes, offset + length - start);
      const there = await block(index);
      bytes.set(there.subarray(from, to), Math.max(0, start - offset));
      if (to < there.length) continue;
      // Read to its end: done with. Who reads it again, perhaps because it was damaged, shall have it afresh.
      blocks.delete(index);
      room = there;
    }
    return bytes;
  }

  let before: Promise<unknown> = Promise.resolve();
  return {
    ...source,
    async read(offset, length, room) {
      const here = blocks.has(Math.floor(offset / blockBytes));
      if (length < SMALL_BYTES && !here) return source.read(offset, length, room);
      // One after another: two at once would share a block, and the first to end would take it from the other.
      const bytes = before.then(() => read(offset, length, room));
      before = bytes.catch(() => undefined);
      return bytes;
    },
  };
}
