import { describe, expect, it } from "vitest";
import { AppError, type ErrorCode } from "../../../models/errors.ts";
import type { EngineLifeApi } from "../../../src/state/engine-state.ts";
import { generateUnbroken } from "../../../src/state/unbroken.ts";
import type {
  GenerateProgress,
  GenerateRequest,
  GenerateResult,
  LoadedModel,
} from "../../../workers/contract/engine-api.ts";

const request: GenerateRequest = {
  instruction: "Count.",
  context: null,
  earlier: [],
  sampling: { temperature: 1, topP: 1, topK: 0, repetitionPenalty: 1, maxNewTokens: 20, seed: 3 },
};

/** Writes 1 2 3 … up to maxNewTokens, one a token; the engine fails before each of `breaks`, once each. */
function counting(breaks: readonly number[], { code = "device-lost" as ErrorCode, models = ["a"] } = {}) {
  const left = new Set(breaks);
  const asked: GenerateRequest[] = [];
  let loads = 0;
  const model = () => models[Math.min(loads, models.length - 1)]!;
  const life = {
    load: async () => {
      loads++;
      return { id: model() } as LoadedModel;
    },
    generate: async (given: GenerateRequest, { emit }: { emit(progress: GenerateProgress): void }) => {
      asked.push(given);
      const { answerPrefix = [], sampling } = given;
      const ids = typeof answerPrefix === "string" ? answerPrefix.trim().split(" ").map(Number) : [...answerPrefix];
      const words = (some: readonly number[]) => some.map((id) => `${id} `).join("");
      emit({ phase: "begun", model: { id: model(), name: model() } });
      emit({ phase: "reading", readTokens: 0, promptTokens: 9 });
      if (ids.length > 0) emit({ phase: "writing", text: words(ids), tokens: ids.length, ids: [...ids] });
      for (let made = 0; made < sampling.maxNewTokens; made++) {
        const next = ids.length + 1;
        if (left.delete(next)) throw new AppError(code, `Broke before ${next}.`);
        ids.push(next);
        emit({ phase: "writing", text: words([next]), tokens: ids.length, ids: [next] });
      }
      return { text: words(ids), ids, tokens: ids.length, stop: "length" } as unknown as GenerateResult;
    },
  } as unknown as EngineLifeApi;
  return { life: () => life, asked };
}

async function ask(world: ReturnType<typeof counting>, change: Partial<GenerateRequest> = {}) {
  let text = "";
  const ids: number[] = [];
  const broke: string[] = [];
  const models: string[] = [];
  const emit = (progress: GenerateProgress) => {
    if (progress.phase === "begun") models.push(progress.model.id);
    if (progress.phase !== "writing") return;
    text += progress.text;
    ids.push(...progress.ids);
  };
  const { signal } = new AbortController();
  const result = generateUnbroken(world.life, { ...request, ...change }, { signal, emit }, ({ message }) =>
    broke.push(message),
  );
  return { result: await result.catch((error: unknown) => error as AppError), text, ids, broke, models };
}

const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);

describe("an answer whose engine fails", () => {
  it.each([[[1]], [[2]], [[20]], [[3, 4, 5]], [[1, 2, 19, 20]]])(
    "[X2] goes on to the same tokens, each told once: broken before %j",
    async (breaks) => {
      const world = counting(breaks);
      const { result, text, ids, broke } = await ask(world);
      expect(result).toMatchObject({ ids: upTo(20), stop: "length" });
      expect(ids).toEqual(upTo(20));
      expect(text).toBe((result as GenerateResult).text);
      expect(broke).toEqual(breaks.map((at) => `Broke before ${at}.`));
      expect(world.asked.every(({ sampling }) => sampling.seed === 3)).toBe(true);
    },
  );

  it.each(["1 2 3 ", [1, 2, 3]])("[X2] that had a beginning keeps to its length: %j", async (answerPrefix) => {
    const { result, ids } = await ask(counting([4, 10, 15]), { answerPrefix });
    expect((result as GenerateResult).ids).toEqual(upTo(23));
    expect(ids).toEqual(upTo(23));
  });

  it("[X2] ends where only another model can go on", async () => {
    const { result, text } = await ask(counting([7], { models: ["a", "b"] }));
    expect(result).toMatchObject({ code: "device-lost" });
    expect(text).toBe("1 2 3 4 5 6 ");
  });

  it("[X26] that had not begun is asked of the model that stands in, which is told", async () => {
    const { result, text, models } = await ask(counting([1], { models: ["a", "b"] }));
    expect(result).toMatchObject({ ids: upTo(20) });
    expect(text).toBe((result as GenerateResult).text);
    expect(models).toEqual(["a", "b"]);
  });

  it("[X5] for another reason is not asked again", async () => {
    const world = counting([7], { code: "internal" });
    expect((await ask(world)).result).toMatchObject({ code: "internal" });
    expect(world.asked).toHaveLength(1);
  });
});
