/** Looking inside an answer. */

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { articles, ask, type OpenPage, openSite, untilIdle } from "./site.ts";

let open: OpenPage;

beforeAll(async () => {
  open = await openSite();
  await ask(open.page, "What is the capital of Norway?");
});
afterAll(() => open.close());

describe("the glass box", () => {
  it("[B9] shows each token's chances, by the keyboard too", async () => {
    const { page } = open;
    await page.getByRole("button", { name: "Look inside" }).click();
    const tokens = page.getByRole("option");
    await tokens.first().waitFor();
    const texts = await tokens.allTextContents();
    expect(texts.join("")).toContain("Oslo");
    await tokens.first().focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    expect(await tokens.nth(2).getAttribute("aria-selected")).toBe("true");
    expect(await page.getByRole("button", { name: /^Go on from here with/ }).count()).toBe(4);
  });

  it("[B10] writes the answer again from its seed, to the same words", async () => {
    const { page } = open;
    await page.getByRole("button", { name: "Write it again from its seed" }).click();
    await page.getByText("The same, word for word.").waitFor();
    expect(await articles(page).count()).toBe(2);
  });

  it("[B9] another answer goes on from another token, beside the first", async () => {
    const { page } = open;
    await page.getByRole("option").first().click();
    const other = page.getByRole("button", { name: /^Go on from here with/ }).first();
    const begun = /“(.*)”/s.exec((await other.textContent()) ?? "")?.[1] ?? "";
    expect(begun).not.toBe("");
    await other.click();
    await page.getByText("2 of 2").waitFor();
    await untilIdle(page);
    expect((await articles(page).nth(1).innerText()).trimStart().startsWith(begun.trim())).toBe(true);
    expect(open.troubles).toEqual([]);
  });
});
