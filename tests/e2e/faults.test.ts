import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { type FaultPlan, injectFaults } from "../faults/engine-faults.ts";
import { articles, ask, openSite, status, untilReady } from "./site.ts";

/** A longer answer where tokens come fast. */
const instructions = { wasm: "Write a short poem about the sea.", webgpu: "What is the capital of France?" };

interface Options {
  readonly meanwhile?: (page: Page) => Promise<void>;
  /** What an earlier visit found out about the device, which is then not tested again. */
  readonly record?: string | null;
}

const recordKey = "dolly/engine-record";

/** The answer of a fresh profile, with the same seed each time, while the workers fail one after another as planned. */
async function answerWhile(
  plans: readonly (FaultPlan | null)[],
  device: "wasm" | "webgpu",
  { meanwhile = async () => {}, record = null }: Options = {},
) {
  const open = await openSite({
    query: `?device=${device}`,
    serviceWorkers: "block",
    async prepare(context) {
      await injectFaults(context, plans);
      if (plans.some((plan) => plan?.kind === "silent")) await context.clock.install();
      await context.addInitScript(
        ([key, known]) => {
          if (known !== null) localStorage.setItem(key, known);
          crypto.getRandomValues = (array) => {
            if (array instanceof Uint32Array) array.fill(7);
            return array;
          };
        },
        [recordKey, record] as const,
      );
    },
  });
  try {
    const { page } = open;
    await untilReady(page);
    await Promise.all([ask(page, instructions[device]), meanwhile(page)]);
    const answer = articles(page).nth(1);
    return {
      text: await answer.locator(".answer-text").innerText(),
      tokens: /\d+ tokens/.exec(await answer.innerText())?.[0],
      banners: (await page.locator(".banner").allInnerTexts()).join(" "),
      status: await status(page).innerText(),
      record: await page.evaluate((key) => localStorage.getItem(key), recordKey),
    };
  } finally {
    await open.close();
  }
}

describe("an engine that fails", () => {
  const unbroken = { wasm: answerWhile([], "wasm"), webgpu: null as ReturnType<typeof answerWhile> | null };

  it.each([
    [[{ kind: "death", atTokens: 5 }]],
    [[{ kind: "trap", atTokens: 20 }]],
    [[{ kind: "memory", atTokens: 10 }]],
    [
      [
        { kind: "death", atTokens: 3 },
        { kind: "trap", atTokens: 12 },
        { kind: "memory", atTokens: 25 },
      ],
    ],
    [[{ kind: "death", atTokens: 0 }]],
    [[{ kind: "memory", atTokens: 0 }]],
  ] as const)("[X2] answers to the same tokens on the processor after %j", async (plans) => {
    const expected = await unbroken.wasm;
    const answer = await answerWhile(plans, "wasm");
    expect(answer.text).toBe(expected.text);
    expect(answer.tokens).toBe(expected.tokens);
    const inMidAnswer = plans.some(({ atTokens }) => atTokens > 0);
    if (inMidAnswer) expect(answer.banners).toMatch(/A new engine went on with the answer/);
  });

  it("[W9] answers to the same tokens where the worker falls silent", async () => {
    const expected = await unbroken.wasm;
    const answer = await answerWhile([{ kind: "silent", atTokens: 5 }], "wasm", {
      meanwhile: async (page) => {
        await status(page)
          .getByText(/Writing… ([5-9]|\d\d)/)
          .waitFor();
        await page.clock.runFor(90_000); // the page's own minute and a half
      },
    });
    expect(answer.text).toBe(expected.text);
    expect(answer.banners).toMatch(/no sign of life.*A new engine went on with the answer/);
  });

  it.each([
    [{ kind: "destroy", atTokens: 3 }, /stopped answering.*A new engine went on with the answer/],
    [{ kind: "gpu-buffer", atTokens: 3 }, /refused memory of .*A new engine went on with the answer/],
    [{ kind: "gpu-memory", atTokens: 0 }, null], // there is no answer yet to go on with
  ] as const)("[X2] answers to the same tokens on WebGPU after %j", async (plan, said) => {
    unbroken.webgpu ??= answerWhile([], "webgpu");
    const expected = await unbroken.webgpu;
    const answer = await answerWhile([plan], "webgpu", { record: expected.record });
    expect(answer.text).toBe(expected.text);
    expect(answer.tokens).toBe(expected.tokens);
    expect(answer.status).toMatch(/WebGPU/);
    if (said) expect(answer.banners).toMatch(said);
  });

  it("[X6] is not used where the graphics device computes nonsense", async () => {
    const answer = await answerWhile([{ kind: "nonsense", atTokens: 0 }], "webgpu");
    expect(answer.status).toMatch(/processor/);
    expect(answer.banners).toMatch(/computes something else than the model says.*runs on the processor now/s);
    expect(answer.text).toContain("Paris");
  });

  it("[X3] goes on with the answer on the processor where the adapter is lost for good", async () => {
    const gone = { kind: "lost-adapter", atTokens: 3 } as const;
    const answer = await answerWhile([gone], "webgpu");
    expect(answer.status).toMatch(/processor/);
    expect(answer.text).toContain("Paris");
  });
});
