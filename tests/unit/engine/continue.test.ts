import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { referenceSampling } from "../../../models/dolly/sampling.ts";
import { type DecodeRequest, Decoder } from "../../../workers/engine/decode.ts";
import type { Session } from "../../../workers/engine/session.ts";
import { decodeAll } from "../../fixtures/decoding.ts";
import { randomSession } from "../../fixtures/random-session.ts";

const promptIds = [5, 90, 17, 3, 61, 44, 44, 2];
const sampling = { ...referenceSampling, repetitionPenalty: 1.1, maxNewTokens: 24, seed: 7 };

describe("an answer", () => {
  let session: Session;
  beforeAll(async () => {
    session = await randomSession();
  });
  afterAll(() => session.dispose());

  const answer = ({ maxNewTokens = 24, ...options }: Partial<DecodeRequest> & { maxNewTokens?: number }) =>
    decodeAll(new Decoder(session), { promptIds, sampling: { ...sampling, maxNewTokens }, ...options });

  it("[G9] goes on from any of its tokens as it would have unbroken", async () => {
    const whole = await answer({});
    expect(new Set(whole.ids).size).toBeGreaterThan(5);
    for (const length of [1, 8, 23]) {
      const rest = await answer({ prefixIds: whole.ids.slice(0, length), maxNewTokens: 24 - length });
      expect(rest).toMatchObject({ ids: whole.ids.slice(length), stop: "length" });
    }
  });

  it("[G9] goes on elsewhere from another token", async () => {
    const whole = await answer({});
    const other = (whole.ids[3]! + 1) % 96;
    const branch = await answer({ prefixIds: [...whole.ids.slice(0, 3), other], maxNewTokens: 20 });
    expect(branch.ids).toHaveLength(20);
    expect(branch.ids).not.toEqual(whole.ids.slice(4));
  });

  it("[G9] has nothing to add where the window is full", async () => {
    expect(await answer({ prefixIds: new Array(56).fill(3) })).toMatchObject({ ids: [], stop: "context" });
  });

  it("[G10] tells each token's own probability and the most probable others, and is the same without", async () => {
    const { ids, chances } = await answer({ alternatives: 3 });
    expect(ids).toEqual((await answer({})).ids);
    expect(chances).toHaveLength(ids.length);
    session.truncate(0);
    const logits = (await session.run(promptIds)).slice();
    const total = logits.reduce((sum, logit) => sum + Math.exp(logit), 0);
    const ranked = Array.from(logits, (logit, id) => ({ id, probability: Math.exp(logit) / total }))
      .sort((a, b) => b.probability - a.probability)
      .filter(({ id }) => id !== ids[0]);
    expect(chances[0]!.probability).toBeCloseTo(Math.exp(logits[ids[0]!]!) / total, 6);
    expect(chances[0]!.alternatives.map(({ id }) => id)).toEqual(ranked.slice(0, 3).map(({ id }) => id));
    expect(chances[0]!.alternatives[2]!.probability).toBeCloseTo(ranked[2]!.probability, 6);
  });
});
