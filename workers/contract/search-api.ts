/**
 * What the page asks of the search: which documents hold some words. A document is a text under an id; what it is about, and
 * where it is stored, the search does not know.
 */

import type { Method } from "./call.ts";

export interface DocumentStamp {
  readonly id: string;
  /** Another stamp is another text. */
  readonly stamp: string;
  /** Of two equally good documents the later one comes first. */
  readonly at: number;
}

export interface SearchDocument extends DocumentStamp {
  readonly text: string;
}

/** A word of the query, and what was taken for it where nothing begins with it. */
export interface SearchedWord {
  readonly word: string;
  readonly alike: readonly string[];
}

export interface SearchResult {
  /** Best first, `limit` at most. */
  readonly ids: readonly string[];
  readonly total: number;
  readonly words: readonly SearchedWord[];
}

export interface SearchApi {
  /**
   * Begins with an earlier index, or with null an empty one, for exactly these documents; resolves with the ids of those
   * it lacks. An index of another format counts as none.
   */
  readonly open: Method<
    { readonly index: Uint8Array<ArrayBuffer> | null; readonly documents: readonly DocumentStamp[] },
    never,
    readonly string[]
  >;
  /** Adds documents, each in the place of the one with its id. */
  readonly add: Method<readonly SearchDocument[], never, void>;
  readonly remove: Method<readonly string[], never, void>;
  /** Every word of the query must be in a document, or one that begins with it, or, where there is none, one like it. */
  readonly find: Method<{ readonly query: string; readonly limit: number }, never, SearchResult>;
  /** The whole index, for `open`. */
  readonly pack: Method<null, never, Uint8Array<ArrayBuffer>>;
}

export const searchMethods = ["open", "add", "remove", "find", "pack"] as const satisfies readonly (keyof SearchApi)[];
