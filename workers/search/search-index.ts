/**
 * An inverted index: for each word the documents that hold it.
 *
 * Documents are numbered as they come; one that is replaced leaves a dead number, and packing leaves those out. Words are
 * few beside the text, so that one word of a query is a look into a sorted list and a walk along some postings. Knows
 * nothing of storage.
 *
 * Packed (little-endian): uint32 format, uint32 bytes of the header, the header as JSON { documents, words, counts },
 * padding to 4 bytes, then the postings of all words, which are sorted, as uint32.
 */

import type { DocumentStamp, SearchDocument, SearchResult } from "../contract/search-api.ts";
import { searchWords } from "../contract/search-words.ts";
import { isAlike } from "./alike.ts";

const FORMAT = 1;

/** New words are looked through one by one until so many have come; then they are sorted in. */
const UNSORTED_WORDS = 2000;

const [EXACT, BEGINNING, ALIKE] = [3, 2, 1] as const;

/** How many words may begin with what is typed: a letter or two begin thousands, and more letters follow. */
const MAX_BEGINNING = 2000;

/** How many similar words stand in for one that nothing begins with. */
const MAX_ALIKE = 20;

interface Header {
  readonly documents: readonly DocumentStamp[];
  readonly words: readonly string[];
  readonly counts: readonly number[];
}

export class SearchIndex {
  #documents: (DocumentStamp | null)[] = [];
  #numbers = new Map<string, number>();
  /** As they were unpacked until something is added. */
  #postings = new Map<string, number[] | Uint32Array>();
  #sorted: string[] = [];
  #unsorted: string[] = [];
  /** The numbers of the documents from the earliest to the latest, and each number's place among them; null: to be made. */
  #byAge: { readonly numbers: Uint32Array; readonly places: Uint32Array } | null = null;

  /** The documents it holds. */
  stamps(): DocumentStamp[] {
    return this.#documents.filter((document) => document !== null);
  }

  add({ id, stamp, at, text }: SearchDocument): void {
    this.remove(id);
    this.#byAge = null;
    const number = this.#documents.length;
    this.#documents.push({ id, stamp, at });
    this.#numbers.set(id, number);
    for (const word of searchWords(text)) {
      const postings = this.#postings.get(word);
      if (!postings) {
        this.#postings.set(word, [number]);
        this.#unsorted.push(word);
      } else if (Array.isArray(postings)) {
        if (postings.at(-1) !== number) postings.push(number);
      } else this.#postings.set(word, [...postings, number]);
    }
  }

  remove(id: string): void {
    const number = this.#numbers.get(id);
    if (number === undefined) return;
    this.#documents[number] = null;
    this.#numbers.delete(id);
  }

  find(query: string, limit: number): SearchResult {
    const asked = [...new Set(searchWords(query))];
    const count = this.#documents.length;
    const scores = new Uint16Array(count);
    const matched = new Uint16Array(count);
    const best = new Uint8Array(count);
    const words = asked.map((word) => {
      const { found, alike } = this.#wordsFor(word);
      best.fill(0);
      for (const [each, weight] of found) {
        const postings = this.#postings.get(each)!;
        for (let at = 0; at < postings.length; at++) {
          const number = postings[at]!;
          if (best[number]! < weight) best[number] = weight;
        }
      }
      for (let number = 0; number < count; number++) {
        if (best[number] === 0) continue;
        scores[number]! += best[number]!;
        matched[number]!++;
      }
      return { word, alike };
    });
    // One number says both score and age, so that the hits are sorted as numbers, which is many times faster.
    const { numbers, places } = this.#age();
    const keys = new Float64Array(count);
    let total = 0;
    for (let number = 0; number < count; number++) {
      if (asked.length === 0 || matched[number] !== asked.length || this.#documents[number] === null) continue;
      keys[total++] = scores[number]! * count + places[number]!;
    }
    const first = keys.subarray(0, total).sort().reverse().subarray(0, limit);
    return { ids: Array.from(first, (key) => this.#documents[numbers[key % count]!]!.id), total, words };
  }

  #age(): { readonly numbers: Uint32Array; readonly places: Uint32Array } {
    if (this.#byAge) return this.#byAge;
    const count = this.#documents.length;
    const times = Float64Array.from(this.#documents, (document) => document?.at ?? 0);
    const numbers = Uint32Array.from({ length: count }, (_, number) => number).sort((a, b) => times[a]! - times[b]!);
    const places = new Uint32Array(count);
    for (let place = 0; place < count; place++) places[numbers[place]!] = place;
    this.#byAge = { numbers, places };
    return this.#byAge;
  }

  #wordsFor(word: string): { found: [string, number][]; alike: string[] } {
    this.#sortIn();
    const found: [string, number][] = [];
    const take = (each: string) => found.push([each, each === word ? EXACT : BEGINNING]);
    for (let at = firstFrom(this.#sorted, word); this.#sorted[at]?.startsWith(word); at++) {
      if (found.length === MAX_BEGINNING) break;
      take(this.#sorted[at]!); // the word itself comes first
    }
    for (const each of this.#unsorted) if (each.startsWith(word)) take(each);
    if (found.length > 0) return { found, alike: [] };
    const alike: string[] = [];
    for (const each of this.#postings.keys()) {
      if (alike.length < MAX_ALIKE && isAlike(word, each)) alike.push(each);
    }
    return { found: alike.map((each) => [each, ALIKE]), alike };
  }

  #sortIn(): void {
    if (this.#unsorted.length <= UNSORTED_WORDS) return;
    this.#sorted = [...this.#sorted, ...this.#unsorted].sort();
    this.#unsorted = [];
  }

  pack(): Uint8Array<ArrayBuffer> {
    const numbers = new Map<number, number>();
    const documents: DocumentStamp[] = [];
    for (const [number, document] of this.#documents.entries()) {
      if (document) numbers.set(number, documents.push(document) - 1);
    }
    const words: string[] = [];
    const counts: number[] = [];
    const living: number[] = [];
    for (const [word, postings] of [...this.#postings].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const before = living.length;
      for (const number of postings) {
        const kept = numbers.get(number);
        if (kept !== undefined) living.push(kept);
      }
      if (living.length === before) continue;
      words.push(word);
      counts.push(living.length - before);
    }
    const header = new TextEncoder().encode(JSON.stringify({ documents, words, counts } satisfies Header));
    const start = 8 + Math.ceil(header.length / 4) * 4;
    const bytes = new Uint8Array(start + living.length * 4);
    const view = new DataView(bytes.buffer);
    view.setUint32(0, FORMAT, true);
    view.setUint32(4, header.length, true);
    bytes.set(header, 8);
    new Uint32Array(bytes.buffer, start).set(living);
    return bytes;
  }

  /** An empty index for what is not one of this format. */
  static unpack(bytes: Uint8Array<ArrayBuffer>): SearchIndex {
    const index = new SearchIndex();
    try {
      const copy = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
      const view = new DataView(copy.buffer, copy.byteOffset, copy.byteLength);
      if (view.getUint32(0, true) !== FORMAT) return index;
      const length = view.getUint32(4, true);
      const { documents, words, counts } = JSON.parse(new TextDecoder().decode(copy.subarray(8, 8 + length))) as Header;
      const start = 8 + Math.ceil(length / 4) * 4;
      const postings = new Uint32Array(copy.buffer, copy.byteOffset + start, (copy.byteLength - start) / 4);
      let at = 0;
      for (const [each, word] of words.entries()) {
        index.#postings.set(word, postings.subarray(at, at + counts[each]!));
        at += counts[each]!;
      }
      if (at !== postings.length) return new SearchIndex();
      index.#documents = [...documents];
      index.#numbers = new Map(documents.map(({ id }, number) => [id, number]));
      index.#sorted = [...words]; // as they were packed
      return index;
    } catch {
      return new SearchIndex(); // it can always be made anew from the documents
    }
  }
}

/** The first place in a sorted list whose word is not before `word`. */
function firstFrom(sorted: readonly string[], word: string): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < word) low = middle + 1;
    else high = middle;
  }
  return low;
}
