/** Keys and values in the model's memory, page by page as positions are read, and copies of some of them. */

import type { KvRange } from "../device-model.ts";
import { GROUP, VECTOR_BYTES } from "./blocks.ts";
import { headOffsets, type KvLayout, PAGE_POSITIONS } from "./kv-layout.ts";
import type { ModelMemory } from "./memory.ts";

/** Strip by strip, the groups of four positions that hold the range, in JavaScript's memory. */
interface SavedRange extends KvRange {
  readonly copy: Uint8Array;
}

/** Groups of four positions, which lie together. */
interface Groups {
  readonly first: number;
  readonly end: number;
}

const PAGE_GROUPS = PAGE_POSITIONS / GROUP;

export class KvCache {
  readonly #memory: ModelMemory;
  readonly #layout: KvLayout & { readonly at: number };
  readonly #layers: number;

  constructor(memory: ModelMemory, layout: KvLayout & { readonly at: number }, layers: number) {
    this.#memory = memory;
    this.#layout = layout;
    this.#layers = layers;
  }

  /** Makes room for `length` positions; those that are there stay. Throws `out-of-memory`, and is then as it was. */
  reserve(length: number): void {
    this.#memory.reserve(this.#layout.at + Math.ceil(length / PAGE_POSITIONS) * this.#layout.pageBytes);
  }

  /** Throws RangeError where there is no array of that length to be had. */
  save(start: number, end: number): SavedRange {
    const groups = groupsOf(start, end);
    const copy = new Uint8Array((groups.end - groups.first) * this.#groupBytes());
    const { bytes } = this.#memory;
    this.#eachRun(groups, groups, (address, at, length) => copy.set(bytes.subarray(address, address + length), at));
    return saved(start, end, copy);
  }

  /** Null where the copy is not of so many positions. */
  rangeOf(copy: Uint8Array, end: number): SavedRange | null {
    return copy.length === groupsOf(0, end).end * this.#groupBytes() ? saved(0, end, copy) : null;
  }

  /**
   * Puts positions `start` up to `end` of a copy back, and with them up to three neighbours: those before are the same, as
   * what a position holds depends on nothing but the ids up to it, and those behind are not in use. Throws `out-of-memory`.
   */
  restore(range: KvRange, start: number, end: number): void {
    this.reserve(end);
    const { copy } = range as SavedRange;
    const { bytes } = this.#memory;
    this.#eachRun(groupsOf(start, end), groupsOf(range.start, range.end), (address, at, length) =>
      bytes.set(copy.subarray(at, at + length), address),
    );
  }

  /** Where each run of bytes of `groups` lies in the memory, and in a copy of the groups `saved`. */
  #eachRun(groups: Groups, saved: Groups, work: (address: number, at: number, length: number) => void): void {
    const { at: start, pageBytes } = this.#layout;
    let stripAt = 0;
    for (const [offset, groupBytes] of this.#strips()) {
      for (let group = groups.first; group < groups.end; ) {
        const page = Math.floor(group / PAGE_GROUPS);
        const end = Math.min(groups.end, (page + 1) * PAGE_GROUPS);
        const address = start + page * pageBytes + offset + (group % PAGE_GROUPS) * groupBytes;
        work(address, stripAt + (group - saved.first) * groupBytes, (end - group) * groupBytes);
        group = end;
      }
      stripAt += (saved.end - saved.first) * groupBytes;
    }
  }

  /** What lies group after group in a page: where it begins, and the bytes of a group. */
  *#strips(): Generator<readonly [offset: number, groupBytes: number]> {
    const { heads, headDim, layerBytes } = this.#layout;
    for (let layer = 0; layer < this.#layers; layer++) {
      for (let head = 0; head < heads; head++) {
        const { keys, values, scales } = headOffsets(this.#layout, head);
        const at = layer * layerBytes;
        yield [at + keys, headDim * GROUP];
        for (let vector = 0; vector < headDim / 4; vector++) {
          yield [at + values + vector * PAGE_GROUPS * VECTOR_BYTES, VECTOR_BYTES];
        }
        for (let kind = 0; kind < 3; kind++) yield [at + scales + kind * PAGE_GROUPS * VECTOR_BYTES, VECTOR_BYTES];
      }
    }
  }

  #groupBytes(): number {
    return this.#layout.pageBytes / PAGE_GROUPS;
  }
}

function saved(start: number, end: number, copy: Uint8Array): SavedRange {
  return { start, end, bytes: copy.length, copy, dispose() {} };
}

function groupsOf(start: number, end: number): Groups {
  return { first: Math.floor(start / GROUP), end: Math.ceil(end / GROUP) };
}
