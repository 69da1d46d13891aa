import { describe, expect, it } from "vitest";
import { Decoder } from "../../../workers/engine/decode.ts";
import { decodeAll, greedy, scriptedModel } from "../../fixtures/decoding.ts";

const END = 9;
const endIds: ReadonlySet<number> = new Set([END]);
const promptIds = [1, 2];

/** A model that says `script` after the prompt, then END. */
const saying = (script: readonly number[], contextLength?: number) => scriptedModel(2, script, END, contextLength);

describe("decoding", () => {
  it("[G1] stops at an end id and does not yield it", async () => {
    const decoder = new Decoder(saying([3, 4, 5]));
    expect(await decodeAll(decoder, { promptIds, endIds })).toMatchObject({ ids: [3, 4, 5], stop: "end" });
  });

  it("[G2] stops at the longest answer asked for, without reading its last token", async () => {
    const model = saying([3, 4, 5, 6]);
    const sampling = { ...greedy, maxNewTokens: 2 };
    const decoded = await decodeAll(new Decoder(model), { promptIds, endIds, sampling });
    expect(decoded).toMatchObject({ ids: [3, 4], stop: "length" });
    expect(model.runs).toEqual([[1, 2], [3]]);
  });

  it("[G3] never exceeds the window", async () => {
    const model = saying([3, 4, 5, 6, 7], 5);
    expect(await decodeAll(new Decoder(model), { promptIds, endIds })).toMatchObject({
      ids: [3, 4, 5],
      stop: "context",
    });
    expect(model.runs.flat().length).toBeLessThan(5);
  });

  it("[G4] stops within one token of an abort", async () => {
    const abort = new AbortController();
    const onId = (id: number) => id === 4 && abort.abort();
    const decoder = new Decoder(saying([3, 4, 5, 6, 7]));
    const decoded = await decodeAll(decoder, { promptIds, endIds, signal: abort.signal, onId });
    expect(decoded).toMatchObject({ ids: [3, 4], stop: "stopped" });
  });

  it("[G4] stops while a long prompt is read, within one piece", async () => {
    const abort = new AbortController();
    const long = Array.from({ length: 900 }, (_, index) => index % 9);
    const model = scriptedModel(900, [3], END);
    const run = model.run;
    model.run = (ids, options) => {
      if (model.runs.length === 2) abort.abort();
      return run(ids, options);
    };
    const decoded = await decodeAll(new Decoder(model), { promptIds: long, endIds, signal: abort.signal });
    expect(decoded).toMatchObject({ ids: [], stop: "stopped" });
    expect(model.runs.length).toBe(3);
  });

  it("[G5] reads a long prompt in pieces, and all of it, telling how much is read", async () => {
    const long = Array.from({ length: 900 }, (_, index) => index % 9);
    const model = scriptedModel(900, [3], END);
    const { read } = await decodeAll(new Decoder(model), { promptIds: long, endIds });
    const pieces = model.runs.slice(0, -1);
    expect(pieces.flat()).toEqual(long);
    expect(pieces.length).toBeGreaterThan(2);
    let total = 0;
    expect(read).toEqual([0, ...pieces.map((piece) => (total += piece.length))]);
  });
});
