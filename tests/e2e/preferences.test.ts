import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { everything } from "../fixtures/answers.ts";
import { type OpenPage, openSite, storeConversation, untilReady } from "./site.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

describe("what the reader's system asks for", () => {
  let open: OpenPage;
  beforeAll(async () => {
    open = await openSite({ before: (page) => storeConversation(page, "Tell me everything about sheep.", everything) });
    await untilReady(open.page);
    await open.page.locator(".hljs-keyword").first().waitFor();
  });
  afterAll(() => open?.close());

  it.each(["light", "dark"] as const)("[U23] more contrast: every text has 7:1 in %s colours", async (colorScheme) => {
    const { page } = open;
    await page.emulateMedia({ contrast: "more", colorScheme, reducedMotion: "reduce" }); // no colour is on its way
    await page.evaluate(axe);
    const { violations, passes } = await page.evaluate<AxeResults>(
      "axe.run({ runOnly: { type: 'rule', values: ['color-contrast-enhanced'] } })",
    );
    expect(violations.flatMap(({ nodes }) => nodes.map(({ html }) => html.slice(0, 160)))).toEqual([]);
    expect(passes.flatMap(({ nodes }) => nodes).length).toBeGreaterThan(20);
    await page.emulateMedia({ contrast: null, colorScheme: null, reducedMotion: null });
  });

  it("[U23] its own colours: every control has a border, and what is chosen another one", async () => {
    const { page } = open;
    await page.emulateMedia({ forcedColors: "active" });
    const bare = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>("button, input, textarea, select")]
        .filter((each) => each.checkVisibility({ visibilityProperty: true }))
        .filter((each) => {
          const bordered = (element: Element | null) =>
            element !== null && getComputedStyle(element).borderTopStyle !== "none";
          return !bordered(each) && !bordered(each.closest(".composer-box, .row")) && !each.matches(".row-title");
        })
        .map((each) => each.outerHTML.slice(0, 120)),
    );
    expect(bare).toEqual([]);
    const outline = page.locator(".row-selected .row-title").evaluate((row) => getComputedStyle(row).outlineStyle);
    expect(await outline).toBe("solid");
    await page.emulateMedia({ forcedColors: null });
  });

  it("[U23] less motion: nothing moves, also while the model loads", async () => {
    const { page } = open;
    const moving = () =>
      page.evaluate(() => document.getAnimations().filter(({ playState }) => playState === "running").length);
    await page.route(/\.onnx|\.wasm/, () => {}); // never answered
    await page.evaluate(async () => {
      for (const each of await navigator.serviceWorker.getRegistrations()) await each.unregister();
    });
    await page.reload();
    await page.locator(".status-dot-working").waitFor();
    await expect.poll(moving).toBeGreaterThan(0);
    await page.emulateMedia({ reducedMotion: "reduce" });
    await expect.poll(moving).toBe(0);
  });
});
