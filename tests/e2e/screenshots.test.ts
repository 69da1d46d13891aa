import { mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { ask, openSite, untilReady } from "./site.ts";

/** Those of the chat in light colours are what the README and the installer show, from public/screenshots. */
const folder = fileURLToPath(new URL("../screenshots/", import.meta.url));

const sizes = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 800 } };

describe("the page's looks", () => {
  it.each(["phone", "desktop"] as const)("[U7] pictures the page on a %s, light and dark", async (device) => {
    mkdirSync(folder, { recursive: true });
    const open = await openSite({ viewport: sizes[device] });
    try {
      const { page } = open;
      await untilReady(page);
      const take = async (scene: string, colorScheme: "light" | "dark") => {
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        const path = join(folder, `${scene}-${device}-${colorScheme}.png`);
        await page.screenshot({ path });
        expect(statSync(path).size).toBeGreaterThan(10_000);
        const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect(sideways, "nothing may stick out to the right").toBeLessThanOrEqual(0);
      };
      for (const colorScheme of ["light", "dark"] as const) await take("welcome", colorScheme);
      await ask(page, "What is the capital of France?");
      await ask(page, "And of Japan?");
      await ask(page, "Write a short poem about the sea.");
      for (const colorScheme of ["light", "dark"] as const) await take("chat", colorScheme);
    } finally {
      await open.close();
    }
  });
});
