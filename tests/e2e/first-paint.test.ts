import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchChromium, newPage } from "../browser/chromium.ts";
import { ask, instructionBox, serveSite, untilReady } from "./site.ts";

describe("before the page's script is there", () => {
  let browser: Awaited<ReturnType<typeof launchChromium>>;
  let site: Awaited<ReturnType<typeof serveSite>>;
  beforeAll(async () => {
    browser = await launchChromium();
    site = await serveSite();
  });
  afterAll(async () => {
    await browser?.close();
    await site?.stop();
  });

  /** A fresh profile whose first request for the page's script is answered by `arrive`. */
  async function visit(locale: string) {
    const context = await browser.newContext({ locale, serviceWorkers: "block" });
    const watched = await newPage(context);
    let arrive = () => {};
    const arrived = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    await context.route(/assets\/page-[\w-]+\.js$/, async (route) => {
      await arrived;
      await route.continue();
    });
    await watched.page.goto(site.url, { waitUntil: "commit" });
    await watched.page.locator("#root > *").first().waitFor({ state: "attached" });
    return { ...watched, arrive, close: () => context.close() };
  }
  const welcome = (page: Page) => page.getByRole("heading", { name: /A small assistant/ });

  it("[U19] a first visitor sees it, and what is typed meanwhile stays", async () => {
    const { page, troubles, arrive, close } = await visit("en-GB");
    await welcome(page).waitFor();
    await instructionBox(page).fill("What is the capital");
    arrive();
    await untilReady(page);
    expect(await instructionBox(page).inputValue()).toBe("What is the capital");
    expect(await page.evaluate(() => document.activeElement?.getAttribute("aria-label"))).toBe("Instruction");
    await page.keyboard.type(" of France?");
    expect(await ask(page, await instructionBox(page).inputValue())).toContain("Paris");
    expect(troubles).toEqual([]);
    await close();
  });

  it("[U19] nobody is shown what is not theirs: not who has been here, nor who reads another language", async () => {
    const known = await visit("en-US");
    known.arrive();
    await untilReady(known.page);
    await ask(known.page, "What is the capital of France?");
    await known.page.route(/assets\/page-[\w-]+\.js$/, () => {}); // never answered
    await known.page.reload({ waitUntil: "commit" });
    await known.page.locator("#root > *").first().waitFor({ state: "attached" });
    expect(await welcome(known.page).isVisible()).toBe(false);
    await known.close();

    const german = await visit("de-DE");
    expect(await german.page.locator(".app").isVisible()).toBe(false);
    german.arrive();
    await german.page.getByRole("textbox", { name: "Anweisung" }).waitFor();
    expect(await german.page.locator("html").getAttribute("lang")).toBe("de");
    expect(german.troubles).toEqual([]);
    await german.close();
  });
});
