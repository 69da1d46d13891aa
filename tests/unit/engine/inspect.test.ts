import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Chances, Decoder } from "../../../workers/engine/decode.ts";
import type { Session } from "../../../workers/engine/session.ts";
import { decodeAll } from "../../fixtures/decoding.ts";
import { randomSession } from "../../fixtures/random-session.ts";

const promptIds = [5, 90, 17, 3, 61, 44, 44, 2];

describe("looking into an answer", () => {
  let session: Session;
  beforeAll(async () => {
    session = await randomSession();
  });
  afterAll(() => session.dispose());

  async function inspected(decoder: Decoder, ids: readonly number[], signal = new AbortController().signal) {
    const chances: Chances[] = [];
    for await (const each of decoder.inspect(promptIds, ids, 4, signal)) chances.push(each);
    return chances;
  }

  it("[G23] tells of each token what it told when it wrote it", async () => {
    const decoder = new Decoder(session);
    const { ids, chances } = await decodeAll(decoder, { promptIds, alternatives: 4, speculate: false });
    const seen = await inspected(new Decoder(session), ids);
    expect(seen).toHaveLength(ids.length);
    for (const [at, { probability, alternatives }] of seen.entries()) {
      expect(probability).toBeCloseTo(chances[at]!.probability, 5);
      expect(alternatives.map(({ id }) => id)).toEqual(chances[at]!.alternatives.map(({ id }) => id));
    }
  });

  it("[G23] of an answer that the model would not have written it tells how unlikely it is", async () => {
    const [first] = await inspected(new Decoder(session), [7, 8, 9]);
    expect(first!.probability).toBeLessThan(first!.alternatives[0]!.probability);
    expect(await inspected(new Decoder(session), [])).toEqual([]);
  });

  it("[G23] a stop takes effect at once", async () => {
    const stopped = AbortSignal.abort();
    expect((await inspected(new Decoder(session), [7, 8, 9], stopped)).length).toBeLessThanOrEqual(1);
  });
});
