import { beforeEach, describe, expect, it, vi } from "vitest";

const stored = new Map<string, string>();

/** The store as the next visit finds it. */
async function visit() {
  vi.resetModules();
  return await import("../../../src/state/settings-store.ts");
}

beforeEach(() => {
  stored.clear();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
    removeItem: (key: string) => stored.delete(key),
  });
});

describe("the reader's choices", () => {
  it("[I2] are there at the next visit", async () => {
    const first = await visit();
    first.changeSettings({ theme: "dark", textSize: "large", language: "de", standAlone: true });
    first.chooseSampling(null, { temperature: 0.5, seed: 7 });
    first.chooseSampling("one", { topK: 40 });
    const before = first.useSettings.getState();
    const second = await visit();
    expect(second.useSettings.getState()).toEqual(before);
  });

  it.each([
    ["nothing", null],
    ["a sentence", "dark"],
    ["other types", { theme: 1, textSize: [], language: 7, standAlone: "yes", sampling: 3, conversations: "x" }],
    ["what is not offered", { theme: "pink", textSize: "huge" }],
    ["figures out of range", { sampling: { temperature: -1, topP: 2, topK: 1.5, seed: 2 ** 32, maxNewTokens: null } }],
    [
      "names that are none",
      { sampling: { constructor: 1, toString: 1, heat: 1 }, conversations: { one: { heat: 1 } } },
    ],
  ])("[I2] are as if not made where %s is stored", async (_, value) => {
    stored.set("dolly/settings", JSON.stringify(value));
    const { useSettings, initialSettings } = await visit();
    expect(useSettings.getState()).toEqual(initialSettings);
  });

  it("[I2] keep what can be kept beside what cannot", async () => {
    const { parseSettings } = await visit();
    const { theme, sampling } = parseSettings({ theme: "pink", sampling: { temperature: 0, topK: "40" } });
    expect(theme).toBe("system");
    expect(sampling).toEqual({ temperature: 0 });
  });

  it("[I3] for a conversation stand over those for all", async () => {
    const { chooseSampling, samplingChoice } = await visit();
    chooseSampling(null, { temperature: 0.5, topK: 40 });
    chooseSampling("one", { temperature: 1.5 });
    expect(samplingChoice("one")).toEqual({ temperature: 1.5, topK: 40 });
    expect(samplingChoice("two")).toEqual({ temperature: 0.5, topK: 40 });
  });

  it("[I3] are left to the model again, one or all", async () => {
    const { chooseSampling, resetSampling, samplingChoice, useSettings } = await visit();
    chooseSampling(null, { temperature: 0.5, topK: 40 });
    chooseSampling("one", { temperature: 1.5 });
    chooseSampling("one", { temperature: undefined });
    expect(useSettings.getState().conversations).toEqual({});
    chooseSampling(null, { topK: undefined });
    expect(samplingChoice("one")).toEqual({ temperature: 0.5 });
    resetSampling(null);
    expect(samplingChoice("one")).toEqual({});
  });
});
