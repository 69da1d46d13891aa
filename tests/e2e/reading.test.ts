import { describe, expect, it } from "vitest";
import { injectFaults } from "../faults/engine-faults.ts";
import { articles, ask, instructionBox, openSite, storeConversation, untilIdle, untilReady } from "./site.ts";

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
      expect(await direction(".instruction")).toBe("rtl");
      expect(await direction(".answer-text > p", 0)).toBe("rtl");
      expect(await direction(".answer-text > p", 1)).toBe("ltr");
      // A list has one side for its marks, and each of its items begins where its words do.
      expect(await direction(".answer-text ul")).toBe("rtl");
      const roomBehind = (at: number) =>
        page
          .locator(".answer-text li")
          .nth(at)
          .evaluate((each) => {
            const words = document.createRange();
            words.selectNodeContents(each);
            return each.getBoundingClientRect().right - words.getBoundingClientRect().right;
          });
      expect(await roomBehind(0)).toBeLessThan(30);
      expect(await roomBehind(1)).toBeGreaterThan(100);
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

describe("a conversation longer than the screen", () => {
  it("[U27] is kept at its end while an answer grows, lets go when the reader scrolls up, and comes back when asked", async () => {
    const long = "Sheep give wool.\n\n".repeat(600);
    const open = await openSite({
      query: "?device=wasm",
      serviceWorkers: "block",
      flags: ["--disable-smooth-scrolling"], // a turn of the wheel is over at once
      viewport: { width: 800, height: 500 },
      prepare: (context) => injectFaults(context, [{ kind: "slow", atTokens: 200 }]), // time to scroll in mid-answer
      before: (page) => storeConversation(page, "Tell me everything about sheep.", long),
    });
    try {
      const { page } = open;
      await untilReady(page);
      const scroller = page.locator(".chat-scroller");
      const fromEnd = () => scroller.evaluate((box) => box.scrollHeight - box.scrollTop - box.clientHeight);
      const top = () => scroller.evaluate((box) => box.scrollTop);
      const height = () => scroller.evaluate((box) => box.scrollHeight);
      await instructionBox(page).fill("List the numbers from one to ten.");
      await page.getByRole("button", { name: "Send" }).click();
      await articles(page).nth(3).getByText(/\S/).first().waitFor({ timeout: 100_000 });
      await expect.poll(fromEnd).toBeLessThan(56);
      await scroller.hover();
      await page.mouse.wheel(0, -400);
      await expect.poll(fromEnd).toBeGreaterThan(300);
      const left = await top();
      const before = await height();
      await untilIdle(page);
      expect(await height()).toBeGreaterThan(before);
      expect(await top()).toBe(left);
      await page.getByRole("button", { name: "To the latest" }).click();
      await expect.poll(fromEnd).toBeLessThan(2);
    } finally {
      await open.close();
    }
  });
});
