import { mkdirSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { AxeResults } from "axe-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchChromium } from "../browser/chromium.ts";
import { chatScreens } from "./chat-screens.ts";
import { panelScreens } from "./panel-screens.ts";
import type { Screen } from "./screen.ts";
import { openSite } from "./site.ts";

/** Those of the chat in light colours are what the README and the installer show, from public/screenshots. */
const folder = fileURLToPath(new URL("../screenshots/", import.meta.url));
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const sizes = { desktop: [1440, 900], tablet: [820, 1180], phone: [390, 844] } as const;
const lights = ["light", "dark"] as const;

let browser: Browser;
beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  browser = await launchChromium();
});
afterAll(() => browser?.close());

/** One page is shown each screen once, and then made wider, narrower, darker and coarser. */
describe("every screen", () => {
  it.each([...chatScreens, ...panelScreens].map((screen) => [screen.name, screen] as const))(
    "[U7] [U12] [U13] [U14] %s is pictured, fits, suits axe and a finger",
    async (name, screen: Screen) => {
      const [width, height] = sizes[screen.narrow ? "phone" : "desktop"];
      const opened = await openSite({ browser, viewport: { width, height }, ...screen.options });
      const { page } = opened;
      try {
        await screen.show(page);
        for (const [device, [width, height]] of Object.entries(sizes)) {
          if (screen.narrow && device !== "phone") continue;
          await page.setViewportSize({ width, height });
          for (const colorScheme of lights) {
            await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
            const path = join(folder, `${name}-${device}-${colorScheme}.png`);
            await page.screenshot({ path });
            expect(statSync(path).size).toBeGreaterThan(10_000);
            if (device !== "tablet") expect(await objections(page), `${device}, ${colorScheme}`).toEqual([]);
          }
          expect(await stickingOut(page), device).toEqual([]);
        }
        await page.setViewportSize({ width: 320, height: 640 });
        expect(await stickingOut(page), "320 pixels").toEqual([]);
        await beTouched(page);
        expect(await smallTargets(page)).toEqual([]);
        await page.setViewportSize({ width: 640, height: 900 });
        await page.evaluate(() => document.documentElement.style.setProperty("font-size", "200%"));
        expect(await stickingOut(page), "twice the text").toEqual([]);
      } finally {
        await opened.close();
      }
    },
  );
});

async function objections(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const { violations } = await page.evaluate<AxeResults>("axe.run({ resultTypes: ['violations'] })");
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(" | ")}`);
}

/** What cannot be seen without scrolling sideways, and dialogs that leave a strip of the page beside them. */
function stickingOut(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    // What hears of a new size does so before the next picture, and may change what is drawn then.
    for (let pictures = 0; pictures < 2; pictures++) await new Promise((drawn) => requestAnimationFrame(drawn));
    const wide = document.documentElement.scrollWidth > innerWidth ? ["the page"] : [];
    const cut = [...document.querySelectorAll<HTMLElement>("button, p, h1, h2, h3, input, textarea, .dialog-page")]
      .filter((each) => each.checkVisibility({ visibilityProperty: true }))
      .filter(
        (each) =>
          !each.closest("[inert], pre, .md-table, .md-formula-own, .visually-hidden, .sidebar:not(.sidebar-open)"),
      )
      .filter((each) => each.getBoundingClientRect().right > innerWidth + 1)
      .map((each) => each.outerHTML.slice(0, 160));
    const beside = [...document.querySelectorAll("dialog[open]")]
      .filter((each) => matchMedia("(max-width: 51.99rem)").matches && each.clientWidth < innerWidth)
      .map((each) => `${each.className} leaves a strip of the page`);
    return [...wide, ...cut, ...beside];
  });
}

/** From here on the page is on a touch screen. */
async function beTouched(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setTouchEmulationEnabled", { enabled: true, maxTouchPoints: 5 });
  await page.waitForFunction(() => matchMedia("(pointer: coarse)").matches);
}

function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>("button, select, summary, input:not([type=file]), [role=option]")]
      .filter((each) => each.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
      // A token is a word in a text, as large as its letters.
      .filter(
        (each) =>
          !each.closest("[inert], .visually-hidden, .glass-token") && !each.matches("[aria-hidden=true], :disabled"),
      )
      .map((each) => {
        // A switch and a slider's thumb are hit on their line, a radio button on its words.
        const hit = each.closest("label") ?? each.closest(".switch, .slider")?.parentElement ?? each;
        return { each, box: hit.getBoundingClientRect() };
      })
      .filter(({ box }) => box.height < 43.5 || box.width < 43.5)
      .map(({ each, box }) => `${each.outerHTML.slice(0, 160)} ${box.width} × ${box.height}`),
  );
}
