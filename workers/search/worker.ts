/** The search's thread. */

import { type SearchApi, searchMethods } from "../contract/search-api.ts";
import { serve } from "../contract/transport.ts";
import { SearchIndex } from "./search-index.ts";

let index = new SearchIndex();

serve<SearchApi>(
  self,
  {
    async open({ index: packed, documents }) {
      index = packed ? SearchIndex.unpack(packed) : new SearchIndex();
      const wanted = new Map(documents.map(({ id, stamp }) => [id, stamp]));
      for (const { id, stamp } of index.stamps()) {
        if (wanted.get(id) === stamp) wanted.delete(id);
        else index.remove(id);
      }
      return [...wanted.keys()];
    },
    async add(documents) {
      for (const document of documents) index.add(document);
    },
    async remove(ids) {
      for (const id of ids) index.remove(id);
    },
    find: async ({ query, limit }) => index.find(query, limit),
    pack: async () => index.pack(),
  },
  searchMethods,
);
