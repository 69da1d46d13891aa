import { describe, expect, it } from "vitest";
import { articles, ask, instructionBox, openSite, storeConversation, untilReady } from "./site.ts";

describe("an answer, heard", () => {
  it("[U25] is one line to a screen reader when it starts, and the whole of it when it ends", async () => {
    const open = await openSite();
    try {
      const { page } = open;
      await untilReady(page);
      await page.evaluate(() => {
        const said: string[] = [];
        Object.assign(window, { said });
        const speaker = document.querySelector('[data-testid="announcer"]')!;
        new MutationObserver(() => said.push(speaker.textContent!)).observe(speaker, {
          subtree: true,
          childList: true,
          characterData: true,
        });
      });
      await ask(page, "Write a short poem about the sea.");
      const said = await page.evaluate(() => (window as unknown as { said: string[] }).said);
      expect(said).toHaveLength(2);
      expect(said[0]).toMatch(/answering/);
      const lastLine = (await articles(page).nth(1).locator("p").first().innerText()).split("\n").at(-1)!;
      expect(said[1]).toContain(lastLine);
      expect(await page.getByRole("log").getAttribute("aria-live")).toBe("off");
    } finally {
      await open.close();
    }
  });
});

describe("a text from right to left", () => {
  it("[U26] is set so, in an instruction, an answer, a title and the composer, whatever stands beside it", async () => {
    const hebrew = "מה בירת צרפת?";
    const open = await openSite({
      before: (page) =>
        storeConversation(page, hebrew, `הבירה היא פריז.\n\nThe capital is Paris.\n\n- ראשון\n- second`),
    });
    try {
      const { page } = open;
      await articles(page).nth(1).locator("li").first().waitFor();
      const direction = (css: string, at = 0) =>
        page
          .locator(css)
          .nth(at)
          .evaluate((each) => getComputedStyle(each).direction);
      expect(await direction(".instruction-text")).toBe("rtl");
      expect(await direction(".answer-text > p", 0)).toBe("rtl");
      expect(await direction(".answer-text > p", 1)).toBe("ltr");
      expect(await direction(".answer-text li", 0)).toBe("rtl");
      expect(await direction(".answer-text li", 1)).toBe("ltr");
      expect(await direction(".row-title")).toBe("rtl");
      expect(await direction(".page-title")).toBe("rtl");
      await instructionBox(page).fill(hebrew);
      expect(await direction(".composer-instruction")).toBe("rtl");
      expect(await direction(".composer-bar")).toBe("ltr");
    } finally {
      await open.close();
    }
  });
});
