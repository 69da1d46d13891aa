import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { newPage } from "../browser/chromium.ts";
import { injectFaults, setPace } from "../faults/engine-faults.ts";
import { stopProcess } from "../faults/stopped-process.ts";
import { articles, ask, instructionBox, openSite, status, untilIdle, untilReady } from "./site.ts";

const instruction = "Write a short poem about the sea.";

/** Two tabs of one profile; engines are slow enough to be caught in mid-answer, and every answer has the same seed. */
async function twoTabs(tokenMs = 100) {
  const slow = { kind: "slow", atTokens: tokenMs } as const;
  const open = await openSite({
    query: "?device=wasm",
    serviceWorkers: "block",
    async prepare(context) {
      await injectFaults(context, [slow, slow, slow]);
      await context.addInitScript(() => {
        crypto.getRandomValues = (array) => {
          if (array instanceof Uint32Array) array.fill(7);
          return array;
        };
      });
    },
  });
  await untilReady(open.page);
  const { page: second } = await newPage(open.context);
  await second.goto(`${open.site.url}?device=wasm`);
  await untilReady(second);
  return { ...open, first: open.page, second };
}

const engines = (page: Page) => page.workers().length;

async function begin(page: Page): Promise<void> {
  await instructionBox(page).fill(instruction);
  await page.getByRole("button", { name: "Send" }).click();
  await status(page)
    .getByText(/Writing… ([5-9]|\d\d)/)
    .waitFor();
}

async function ended(page: Page): Promise<string> {
  await untilIdle(page);
  return articles(page).nth(1).locator(".answer-text").innerText();
}

/** Keeps the tab from doing anything at all, as a browser does that froze it. */
function freeze(page: Page, ms: number): Promise<void> {
  return page.evaluate((length) => {
    const end = Date.now() + length;
    while (Date.now() < end);
  }, ms);
}

describe("two tabs", () => {
  it("[W6] share one engine, which answers both", async () => {
    const open = await twoTabs();
    try {
      const { first, second } = open;
      expect(engines(first)).toBeGreaterThan(0);
      expect(engines(second)).toBe(0);
      await begin(second);
      await begin(first);
      expect(await ended(second)).toBe(await ended(first));
      expect(engines(second)).toBe(0);
      expect(open.troubles).toEqual([]);
    } finally {
      await open.close();
    }
  });

  it("[W8] say that another is being answered, and how many answers come first", async () => {
    const open = await twoTabs(1000);
    try {
      const { first, second } = open;
      await begin(first);
      await instructionBox(second).fill(instruction);
      await second.getByRole("button", { name: "Send" }).click();
      await status(second)
        .getByText(/Another tab is being answered; 1 answer comes before yours/)
        .waitFor();
      await setPace(first, 0);
      expect(await ended(second)).toBe(await ended(first));
    } finally {
      await open.close();
    }
  });

  it("[W7] do not lose an answer when the tab with the engine is closed, or freezes", async () => {
    const open = await twoTabs();
    try {
      const { first, second, context, site } = open;
      await ask(first, instruction);
      const whole = await articles(first).nth(1).locator(".answer-text").innerText();

      await begin(second);
      await first.close();
      expect(await ended(second)).toBe(whole);
      expect(engines(second)).toBeGreaterThan(0);

      const { page: third } = await newPage(context);
      await third.goto(`${site.url}?device=wasm`);
      await untilReady(third);
      await third.getByRole("button", { name: "New conversation" }).first().click();
      await begin(third);
      const frozen = freeze(second, 30_000);
      expect(await ended(third)).toBe(whole);
      expect(engines(third)).toBeGreaterThan(0);

      await frozen;
      await expect.poll(() => engines(second)).toBe(0);
      await untilReady(second);
    } finally {
      await open.close();
    }
  });

  it("[W10] do not lose an answer when the process of the tab with the engine stands still", async () => {
    const open = await twoTabs(250);
    try {
      const { first, second } = open;
      await ask(first, instruction);
      const whole = await articles(first).nth(1).locator(".answer-text").innerText();

      await begin(second);
      const goOn = await stopProcess(first);
      try {
        expect(await ended(second)).toBe(whole);
        expect(engines(second)).toBeGreaterThan(0);
      } finally {
        goOn();
      }
      await expect.poll(() => engines(first)).toBe(0);
      await first.getByRole("button", { name: "New conversation" }).first().click();
      await begin(first);
      expect(await ended(first)).toBe(whole);
      expect(engines(first)).toBe(0);
    } finally {
      await open.close();
    }
  });
});
