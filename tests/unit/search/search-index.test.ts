import { describe, expect, it } from "vitest";
import { searchWords } from "../../../workers/contract/search-words.ts";
import { isAlike } from "../../../workers/search/alike.ts";
import { SearchIndex } from "../../../workers/search/search-index.ts";

function indexOf(texts: Readonly<Record<string, string>>): SearchIndex {
  const index = new SearchIndex();
  Object.entries(texts).forEach(([id, text], at) => {
    index.add({ id, stamp: "1", at, text });
  });
  return index;
}

const ids = (index: SearchIndex, query: string) => index.find(query, 10).ids;

const index = indexOf({
  norway: "What is the capital of Norway? Oslo lies by a fjord.",
  sweden: "The capital of Sweden is Stockholm, not Oslo.",
  sheep: "Why do sheep sleep? The capital reason is that they are tired. CAPITALS!",
  café: "Ein Café in Zürich, où l’on mange 東京の寿司",
});

describe("the search", () => {
  it("[C20] finds the documents that have every word, the newest of equals first", () => {
    expect(ids(index, "capital oslo")).toEqual(["sweden", "norway"]);
    expect(ids(index, "OSLO fjord!")).toEqual(["norway"]);
    expect(ids(index, "oslo tired")).toEqual([]);
    expect(ids(index, " ?! ")).toEqual([]);
    expect(index.find("capital", 1)).toMatchObject({ ids: ["sheep"], total: 3 });
  });

  it("[C20] finds words by their beginning, whole words first", () => {
    expect(ids(index, "stock")).toEqual(["sweden"]);
    expect(ids(index, "capi")).toEqual(["sheep", "sweden", "norway"]);
    expect(ids(indexOf({ whole: "cap", part: "capital" }), "cap")).toEqual(["whole", "part"]);
  });

  it("[C20] forgives a slip where nothing begins so, and says what it took", () => {
    expect(index.find("stokholm", 5)).toMatchObject({
      ids: ["sweden"],
      words: [{ word: "stokholm", alike: ["stockholm"] }],
    });
    expect(ids(index, "shepe")).toEqual(["sheep"]);
    expect(ids(index, "olso")).toEqual(["sweden", "norway"]);
    expect(ids(index, "xyz")).toEqual([]);
  });

  it("[C20] does not mind case, accents, or scripts without spaces", () => {
    expect(ids(index, "cafe zurich")).toEqual(["café"]);
    expect(ids(index, "寿司")).toEqual(["café"]);
    expect(searchWords("Äpfel, naïve 東京 O'Brien 3½")).toEqual([
      "apfel",
      "naive",
      "東",
      "京",
      "o",
      "brien",
      "31",
      "2",
    ]);
  });

  it("[C20] tells slips from other words", () => {
    const pairs = [
      ["sheep", "sleep"],
      ["sheep", "shep"],
      ["sheep", "sheepp"],
      ["sheep", "hseep"],
      ["conversation", "convresatoin"],
    ] as const;
    for (const [typed, word] of pairs) expect(isAlike(typed, word), `${typed} ${word}`).toBe(true);
    for (const [typed, word] of [
      ["cat", "car"],
      ["sheep", "steel"],
      ["sheep", "sheeppp"],
    ] as const) {
      expect(isAlike(typed, word), `${typed} ${word}`).toBe(false);
    }
  });

  it("[C21] forgets what was replaced or removed", () => {
    const changing = indexOf({ a: "sheep", b: "sheep" });
    changing.add({ id: "a", stamp: "2", at: 9, text: "goats" });
    expect(ids(changing, "sheep")).toEqual(["b"]);
    expect(ids(changing, "goats")).toEqual(["a"]);
    changing.remove("b");
    expect(ids(changing, "sheep")).toEqual([]);
    expect(changing.stamps()).toEqual([{ id: "a", stamp: "2", at: 9 }]);
  });

  it("[C21] is the same after it was packed, and without what had died", () => {
    const changing = indexOf({ a: "sheep fold", b: "sheep", c: "Café" });
    changing.remove("b");
    const again = SearchIndex.unpack(changing.pack());
    expect(ids(again, "sheep")).toEqual(["a"]);
    expect(ids(again, "cafe")).toEqual(["c"]);
    again.add({ id: "d", stamp: "1", at: 5, text: "a new sheep" });
    expect(ids(again, "sheep")).toEqual(["d", "a"]);
    expect(again.pack().length).toBeGreaterThan(changing.pack().length);
  });

  it("[C21] begins anew from a pack that is damaged or of another format", () => {
    const packed = index.pack();
    const cut = packed.slice(0, packed.length - 4);
    const other = packed.slice();
    other[0] = 9;
    for (const bytes of [new Uint8Array(3), cut, other]) expect(SearchIndex.unpack(bytes).stamps()).toEqual([]);
    expect(SearchIndex.unpack(packed).stamps()).toHaveLength(4);
  });

  it("[C20] finds the same when the words are many enough to be sorted", () => {
    const many = new SearchIndex();
    for (let at = 0; at < 5000; at++) many.add({ id: `${at}`, stamp: "1", at, text: `word${at} common` });
    expect(many.find("word4999", 5).ids).toEqual(["4999"]);
    expect(many.find("word499", 20).total).toBe(11);
    expect(many.find("common", 3)).toMatchObject({ ids: ["4999", "4998", "4997"], total: 5000 });
    many.add({ id: "late", stamp: "1", at: 9999, text: "zebra" });
    expect(many.find("zeb", 5).ids).toEqual(["late"]);
  });
});
