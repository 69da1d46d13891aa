import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { referenceSampling, type Sampling } from "../../../models/dolly/sampling.ts";
import { Decoder, type LanguageModel } from "../../../workers/engine/decode.ts";
import { findDraft } from "../../../workers/engine/draft.ts";
import { uniform } from "../../../workers/engine/sampler.ts";
import type { Session } from "../../../workers/engine/session.ts";
import { Speculation } from "../../../workers/engine/speculation.ts";
import { decodeAll, greedy, scriptedModel } from "../../fixtures/decoding.ts";
import { randomSession } from "../../fixtures/random-session.ts";

/** Checks every draft, whatever it costs. */
const eager = { length: (available: number) => available, ran() {} };

describe("a draft", () => {
  it("[G14] is what followed the longest earlier match, the latest of equals", () => {
    expect(findDraft([1, 2, 3, 4, 5, 1, 2], 2)).toEqual({ ids: [3, 4], matched: 2 });
    expect(findDraft([1, 2, 3, 9, 2, 5, 1, 2], 2)).toEqual({ ids: [3, 9], matched: 2 });
    expect(findDraft([2, 3, 2, 4, 2], 1)).toEqual({ ids: [4], matched: 1 });
    expect(findDraft([7, 7, 7, 7], 9)).toEqual({ ids: [7], matched: 3 });
    expect(findDraft([1, 2, 3], 4)).toEqual({ ids: [], matched: 0 });
    expect(findDraft([1, 2, 1], 0).ids).toEqual([]);
  });
});

describe("with drafts", () => {
  it("[G14] several tokens come of one run, and no more than were asked for", async () => {
    const passage = [3, 4, 5, 6, 7, 8];
    const promptIds = [1, ...passage, 2, 3];
    const saying = () => scriptedModel(promptIds.length, [4, 5, 6, 7, 1, 1], 9);
    const model = saying();
    const decoded = await decodeAll(new Decoder(model, undefined, eager), { promptIds, endIds: new Set([9]) });
    expect(decoded.ids).toEqual([4, 5, 6, 7, 1, 1]);
    expect(decoded).toMatchObject({ stop: "end", accepted: 3 });
    expect(model.runs[1]).toEqual([4, 5, 6, 7, 8, 2, 3, 4]);
    const sampling = { ...greedy, maxNewTokens: 3 };
    const short = saying();
    expect((await decodeAll(new Decoder(short, undefined, eager), { promptIds, sampling })).ids).toEqual([4, 5, 6]);
    expect(short.runs[1]).toEqual([4, 5]); // its last token is not read
  });

  it("[G14] a model that gives the last position's logits only does without", async () => {
    const model: LanguageModel = { ...scriptedModel(3, [1, 2, 1, 2, 1], 9), givesAllLogits: false };
    const decoded = await decodeAll(new Decoder(model, undefined, eager), {
      promptIds: [1, 2, 1],
      endIds: new Set([9]),
    });
    expect(decoded).toMatchObject({ ids: [1, 2, 1, 2, 1], drafted: 0 });
  });

  it("[S7] ids are drawn as often as the softmax says, drafted or not", async () => {
    // The same logits everywhere, and a context in which 4 follows 3: after each 3 a 4 is drafted.
    const shares = [0.1, 0.1, 0.1, 0.4, 0.3];
    const model: LanguageModel = {
      ...scriptedModel(0, [], 0),
      shape: { layers: 1, heads: 1, headDim: 1, hidden: 1, vocab: 5, contextLength: 1000 },
      async run(ids, { logits = "last" } = {}) {
        return Float32Array.from({ length: 5 * (logits === "all" ? ids.length : 1) }, (_, at) =>
          Math.log(shares[at % 5]!),
        );
      },
    };
    const decoder = new Decoder(model, undefined, eager);
    const counts = [0, 0, 0, 0, 0];
    let accepted = 0;
    let drafted = 0;
    for (let seed = 0; seed < 400; seed++) {
      const sampling = { ...referenceSampling, topP: 1, maxNewTokens: 20, seed };
      const decoded = await decodeAll(decoder, { promptIds: [0, 3, 4, 1, 3], sampling });
      for (const id of decoded.ids) counts[id]!++;
      accepted += decoded.accepted;
      drafted += decoded.drafted;
    }
    expect(drafted).toBeGreaterThan(4000);
    expect(accepted).toBeGreaterThan(1000);
    const total = 400 * 20;
    const chiSquare = counts.reduce(
      (sum, count, id) => sum + (count - total * shares[id]!) ** 2 / (total * shares[id]!),
      0,
    );
    expect(chiSquare).toBeLessThan(18.5); // 99.9 % of fair draws stay below, at 4 degrees of freedom
  });
});

describe.each(["fp32", "q8"] as const)("an answer with drafts (%s)", (dtype) => {
  let session: Session;
  beforeAll(async () => {
    session = await randomSession({ layers: 3, contextLength: 256, vocab: 96 }, dtype);
  });
  afterAll(() => session.dispose());

  const settings: [string, Sampling][] = [
    ["greedy", greedy],
    ["sampled", { ...referenceSampling, temperature: 0.6, seed: 11 }],
    ["with a repetition penalty", { ...greedy, repetitionPenalty: 1.05 }],
  ];
  it.each(settings)("[G14] is the answer without, to the last token: %s", async (_, sampling) => {
    // Few ids, so that the answer repeats itself and the prompt.
    const promptIds = Array.from({ length: 40 }, (_, index) => (index * 7) % 5);
    const request = { promptIds, sampling: { ...sampling, maxNewTokens: 120 } };
    const plain = await decodeAll(new Decoder(session), { ...request, speculate: false });
    const drafted = await decodeAll(new Decoder(session, undefined, eager), request);
    expect(drafted.drafted).toBeGreaterThan(10);
    expect(drafted.ids).toEqual(plain.ids);
    expect(drafted.stop).toBe(plain.stop);
  });
});

describe("the choice of how much to check", () => {
  /** What 600 tokens take, in times of one token, on a device whose runs of n ids take `cost(n)`. */
  function simulate(cost: (size: number) => number, right: number, noise = 0): { ms: number; tokens: number } {
    const speculation = new Speculation();
    let ms = 0;
    let tokens = 0;
    for (let run = 0; tokens < 600; run++) {
      const drafted = speculation.length(15, 3);
      let accepted = 0;
      while (accepted < drafted && uniform(accepted, run) < right) accepted++;
      const took = cost(drafted + 1) * (1 + noise * uniform(99, run));
      speculation.ran(drafted, accepted, 3, took);
      ms += took;
      tokens += accepted + 1;
    }
    return { ms, tokens };
  }
  const linear = (slope: number) => (size: number) => 1 + (size - 1) * slope;

  it.each([0, 0.1, 0.3, 0.6, 1])("[G15] never loses more than three hundredths of the time: slope %d", (slope) => {
    for (const right of [0, 0.2, 0.5, 0.8]) {
      const { ms, tokens } = simulate(linear(slope), right);
      expect(ms / tokens, `right ${right}`).toBeLessThan(1.03);
    }
  });

  it("[G15] notices when the machine becomes faster after a copy, and nothing more is copied", () => {
    const speculation = new Speculation();
    let ms = 0;
    let plainMs = 0;
    for (let run = 0; run < 1600; run++) {
      const [speed, right] = run < 100 ? [4, 0.98] : [1, 0.08];
      const drafted = speculation.length(15, 3);
      let accepted = 0;
      while (accepted < drafted && uniform(accepted, run) < right) accepted++;
      const took = speed * linear(0.13)(drafted + 1);
      speculation.ran(drafted, accepted, 3, took);
      if (run < 100) continue;
      ms += took;
      plainMs += speed * (accepted + 1);
    }
    expect(ms / plainMs).toBeLessThan(1.03);
  });

  it("[G15] checks many where they are right and cheap, and copies then come at least twice as fast", () => {
    expect(simulate(linear(0.13), 0.95).tokens / simulate(linear(0.13), 0.95).ms).toBeGreaterThan(2);
    expect(simulate(linear(0.02), 0.95).tokens / simulate(linear(0.02), 0.95).ms).toBeGreaterThan(4);
  });

  it("[G15] checks none before a token's time is known, nor where checking one costs as much as making it", () => {
    expect(new Speculation().length(15, 8)).toBe(0);
    const { ms, tokens } = simulate(linear(1), 0.5, 0.3);
    expect(ms / tokens).toBeLessThan(1.15 * 1.03); // the noise by itself makes it 1.15
  });
});
