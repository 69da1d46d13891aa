import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Decoder } from "../../../workers/engine/decode.ts";
import { PrefixCache } from "../../../workers/engine/prefix-cache.ts";
import type { Session } from "../../../workers/engine/session.ts";
import { decodeAll, greedy, scriptedModel } from "../../fixtures/decoding.ts";
import { randomSession } from "../../fixtures/random-session.ts";

/** Ids that differ from another text's at the same place. */
const text = (seed: number, length: number) =>
  Array.from({ length }, (_, index) => (index * 37 + seed * 11 + ((index * seed) % 7)) % 96);

describe("what was read before", () => {
  /** A cache of a model of 8 bytes a position, and what it was made to read. */
  function cacheOf(budgetBytes?: number) {
    const model = scriptedModel(0, [], 0);
    const cache = new PrefixCache(model, budgetBytes);
    return {
      model,
      cache,
      /** How many of `ids` were known; the rest is read. */
      async read(ids: readonly number[]): Promise<number> {
        const known = await cache.rewind(ids);
        await cache.run(ids.slice(known));
        return known;
      },
    };
  }

  it("[G12] is not read again: a longer prompt, a changed end, the same prompt but for its last token", async () => {
    const { read } = cacheOf();
    const beginning = text(1, 100);
    expect(await read(beginning)).toBe(0);
    expect(await read([...beginning, ...text(2, 20)])).toBe(100);
    expect(await read([...beginning.slice(0, 60), ...text(3, 30)])).toBe(60);
    expect(await read([...beginning.slice(0, 60), ...text(3, 30)])).toBe(89);
  });

  it("[G12] is found again on every branch that was left", async () => {
    const { read } = cacheOf();
    const [trunk, a, b, c] = [text(1, 50), text(2, 40), text(3, 40), text(5, 40)];
    await read([...trunk, ...a]);
    expect(await read([...trunk, ...b])).toBe(50);
    expect(await read([...trunk, ...b, ...c])).toBe(90);
    expect(await read([...trunk, ...a, ...c])).toBe(90);
    expect(await read([...trunk, ...b, ...c, 1])).toBe(130);
    expect(await read([...trunk, ...a, ...c, 1])).toBe(130);
    expect(await read(text(6, 60))).toBe(0);
    expect(await read([...trunk, ...b, ...c, 2])).toBe(130);
  });

  it("[G12] is restored from every range on the way, however little the first adds", async () => {
    const { read } = cacheOf();
    const [trunk, left, right] = [text(1, 40), [90, 91, ...text(2, 20)], [90, 92, ...text(3, 20)]];
    await read([...trunk, ...left]);
    await read([...trunk, ...text(5, 20)]); // keeps the left branch from position 40
    await read([...trunk, ...right]);
    await read([...trunk, ...text(6, 20)]); // keeps the right one from 41: its first id is on the left one
    expect(await read([...trunk, ...right, 1])).toBe(62);
  });

  it("[G13] is kept up to a number of bytes, and the least recently used goes first", async () => {
    const { read } = cacheOf(8 * 130);
    const [a, b, c] = [text(1, 60), text(2, 60), text(3, 60)];
    await read(a);
    await read(b);
    await read(c); // a and b are kept
    expect(await read([...a, 1])).toBe(60); // c is kept too now, and b was used least recently
    expect(await read([...c, 1])).toBe(60);
    expect(await read([...b, 1])).toBe(0);
  });

  it("[G13] is dropped where the device has no room for a copy", async () => {
    const { model, read } = cacheOf();
    model.save = async () => null;
    await read(text(1, 60));
    expect(await read(text(2, 60))).toBe(0);
    expect(await read(text(1, 60))).toBe(0);
  });
});

describe.each(["fp32", "q8"] as const)("answers with what was read before (%s)", (dtype) => {
  const sizes = { layers: 3, contextLength: 256 };
  let session: Session;
  let other: Session;
  beforeAll(async () => {
    session = await randomSession(sizes, dtype);
    other = await randomSession(sizes, dtype);
  });
  afterAll(async () => {
    await session.dispose();
    await other.dispose();
  });

  it("[G12] are those of a fresh run", async () => {
    const sampling = { ...greedy, maxNewTokens: 16 };
    const decoder = new Decoder(session);
    const trunk = text(1, 60);
    const first = await decodeAll(decoder, { promptIds: trunk, sampling });
    const left = [...trunk.slice(0, 40), ...text(4, 30)];
    const prompts = [[...trunk, ...first.ids, 5, 6, 7], left, [...trunk, ...first.ids, 5, 8], [...left, 9]];
    const reused: number[] = [];
    for (const promptIds of prompts) {
      const again = await decodeAll(decoder, { promptIds, sampling });
      const fresh = await decodeAll(new Decoder(other), { promptIds, sampling });
      expect(fresh.reused).toBe(0);
      expect(again.ids).toEqual(fresh.ids);
      reused.push(again.reused);
    }
    expect(reused).toEqual([75, 40, 77, 70]);
  });
});
