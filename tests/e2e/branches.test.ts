import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newPage } from "../browser/chromium.ts";
import {
  articles,
  ask,
  instructionBox,
  type OpenPage,
  openSite,
  storedRecords,
  untilIdle,
  untilReady,
} from "./site.ts";

describe("branches", () => {
  let open: OpenPage;
  beforeAll(async () => {
    open = await openSite();
    await untilReady(open.page);
  });
  afterAll(() => open?.close());

  it("[C7] goes to another wording and back by the arrows, which keep the focus", async () => {
    const { page } = open;
    await ask(page, "What is the capital of Norway?");
    await page.getByRole("button", { name: "Edit the instruction" }).click();
    await page.getByRole("textbox", { name: "Edit the instruction" }).fill("What is the capital of France?");
    await page.keyboard.press("Control+Enter");
    await articles(page).getByText("What is the capital of France?").waitFor();
    await untilIdle(page);
    await articles(page).getByText("2 of 2").waitFor();
    expect(await articles(page).nth(1).innerText()).toContain("Paris");
    await page.getByRole("button", { name: "Earlier version" }).focus();
    await page.keyboard.press("Enter");
    await articles(page).getByText("1 of 2").waitFor();
    expect(await articles(page).allInnerTexts()).toEqual([
      expect.stringContaining("Norway"),
      expect.stringContaining("Oslo"),
    ]);
    expect(await page.evaluate(() => document.activeElement?.getAttribute("aria-label"))).toBe("Earlier version");
  });

  it("[U29] leaves the focus in the composer where an answer is asked for again by key", async () => {
    const { page } = open;
    await page.getByRole("button", { name: "Regenerate" }).press("Enter");
    await articles(page).getByText("2 of 2").waitFor();
    await untilIdle(page);
    expect(await instructionBox(page).evaluate((box) => box === document.activeElement)).toBe(true);
  });

  it("[C7] rates, corrects and compares", async () => {
    const { page } = open;
    await page.getByRole("button", { name: "A good answer" }).click();
    await page.getByRole("button", { name: "Correct the answer" }).click();
    await page.getByRole("textbox", { name: "Correct the answer" }).fill("It is Oslo, by the fjord.");
    await page.getByRole("button", { name: "Save" }).click();
    await articles(page).getByText("edited by you").waitFor();
    await page.getByRole("button", { name: "Compare the answers" }).click();
    const dialog = page.getByRole("dialog", { name: "Compare the answers" });
    await dialog.getByText("It is Oslo, by the fjord.").waitFor();
    expect(await dialog.getByRole("region").count()).toBe(2);
    await expect.poll(() => storedRecords(page)).toContain("It is Oslo, by the fjord.");
    const before = await storedRecords(page);
    await dialog.getByRole("button", { name: "Go on with this one" }).first().click();
    await articles(page).getByText("2 of 3").waitFor();
    expect(await page.getByRole("button", { name: "A good answer" }).getAttribute("aria-pressed")).toBe("true");
    await expect.poll(() => storedRecords(page)).not.toBe(before); // a reload may outrun a choice
    await page.reload();
    await articles(page).getByText("2 of 3").waitFor();
    await untilReady(page);
  });

  it("[C7] deletes a message and has it back", async () => {
    const { page } = open;
    await page.getByRole("button", { name: "Delete the answer and what follows" }).click();
    await articles(page).getByText("2 of 2").waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await articles(page).getByText("2 of 3").waitFor();
    expect(open.troubles).toEqual([]);
  });

  it("[C8] shows what another tab adds, changes and deletes, at once", async () => {
    const { page, context, site } = open;
    const { page: other } = await newPage(context);
    await other.goto(site.url);
    await other.getByRole("navigation").getByText("What is the capital of Norway?").click();
    await articles(other).getByText("2 of 3").waitFor();
    await page.getByRole("button", { name: "Later version" }).last().click();
    await articles(other).getByText("3 of 3").waitFor();
    await page.getByRole("button", { name: "New conversation" }).click();
    await ask(page, "What is the opposite of big?");
    await other.getByRole("navigation").getByText("What is the opposite of big?").waitFor();
    await page.getByRole("button", { name: "Delete “What is the opposite of big?”" }).click();
    await other.getByRole("navigation").getByText("What is the opposite of big?").waitFor({ state: "detached" });
    await other.close();
  });
});
