import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { everything } from "../fixtures/answers.ts";
import {
  articles,
  ask,
  instructionBox,
  type OpenPage,
  openSite,
  status,
  storeConversation,
  untilReady,
} from "./site.ts";

describe("settings", () => {
  let open: OpenPage;
  beforeAll(async () => {
    open = await openSite({ before: (page) => storeConversation(page, "Tell me everything about sheep.", everything) });
    await untilReady(open.page);
  });
  afterAll(() => open?.close());

  const show = () => open.page.getByRole("button", { name: "Settings" }).click();
  const close = () => open.page.keyboard.press("Escape");

  it("[I4] change the next answer and load no model", async () => {
    const { page, requests } = open;
    await page.getByText("Works offline now").waitFor(); // until then the model is fetched once more, to be kept
    await page.getByRole("button", { name: "New conversation" }).click();
    const before = requests.length;
    await page.evaluate(() => {
      const said: string[] = [];
      Object.assign(window, { said });
      new MutationObserver(() => said.push(document.querySelector("[role=status]")!.textContent!)).observe(
        document.querySelector("[role=status]")!,
        { subtree: true, childList: true, characterData: true },
      );
    });
    await show();
    await page.getByRole("slider", { name: "Temperature" }).press("Home");
    await page.getByRole("switch", { name: /same seed/ }).click();
    await page.getByRole("textbox", { name: "Seed" }).fill("77");
    await close();
    expect(await ask(page, "What is the capital of France?")).toContain("seed 77");
    const model = requests.slice(before).filter((url) => /\.onnx|\.wasm|pocket\//.test(url));
    expect(model).toEqual([]);
    const said = await page.evaluate(() => (window as unknown as { said: string[] }).said);
    expect(said.filter((words) => /Loading|Starting/.test(words))).toEqual([]);
  });

  it("[I4] for one conversation end with it, and the model's figures come back", async () => {
    const { page } = open;
    await show();
    await page.getByRole("radio", { name: "This conversation" }).click();
    await page.getByRole("slider", { name: "Top-k" }).press("ArrowRight");
    await close();
    await page.getByRole("button", { name: "New conversation" }).click();
    await show();
    expect(await page.getByRole("slider", { name: "Top-k" }).getAttribute("aria-valuenow")).toBe("0");
    expect(await page.getByRole("slider", { name: "Temperature" }).getAttribute("aria-valuenow")).toBe("0");
    await page.getByRole("button", { name: /All figures as/ }).click();
    expect(await page.getByRole("slider", { name: "Temperature" }).getAttribute("aria-valuenow")).toBe("0.3");
    await close();
  });

  it("[I4] of looks take effect at once and outlive a reload", async () => {
    const { page } = open;
    const looks = () =>
      page.evaluate(() => {
        const { backgroundColor, fontSize } = getComputedStyle(document.body);
        return { backgroundColor, fontSize };
      });
    await page.emulateMedia({ colorScheme: "light" });
    const light = await looks();
    await show();
    await page.getByRole("radio", { name: "Dark" }).click();
    await page.getByRole("radio", { name: "Largest" }).click();
    await close();
    const dark = await looks();
    expect(dark.backgroundColor).not.toBe(light.backgroundColor);
    expect(Number.parseFloat(dark.fontSize)).toBeGreaterThan(1.3 * Number.parseFloat(light.fontSize));
    await page.reload();
    await untilReady(page);
    expect(await looks()).toEqual(dark);
  });

  it("[I7] of language take effect at once and outlive a reload", async () => {
    const { page } = open;
    await page.getByRole("button", { name: "New conversation" }).click();
    for (const [language, title, waits] of [
      ["ja", "設定", "準備完了"],
      ["fr", "Réglages", "Prêt"],
      ["es", "Ajustes", "Listo"],
      ["de", "Einstellungen", "Bereit"],
    ] as const) {
      await page.keyboard.press("Control+,");
      await page.locator("#settings-language").selectOption(language);
      await page.getByRole("dialog", { name: title }).waitFor();
      await close();
      await expect.poll(() => page.evaluate(() => document.documentElement.lang)).toBe(language);
      await status(page).getByText(waits).waitFor();
    }
    await page.reload();
    await status(page).getByText("Bereit").waitFor();
    await page.keyboard.press("Control+,");
    await page.locator("#settings-language").selectOption("en");
    await page.getByRole("dialog", { name: "Settings" }).waitFor();
    await close();
  });

  it("[U15] the palette finds commands and conversations by keys alone, and gives the focus back", async () => {
    const { page } = open;
    await instructionBox(page).focus();
    await page.keyboard.press("Control+k");
    await page.getByRole("option").first().waitFor();
    await page.keyboard.type("light col");
    await page.getByRole("option", { name: /light/i, selected: true }).waitFor();
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.documentElement.dataset.theme === "light");
    await expect.poll(() => instructionBox(page).evaluate((box) => box === document.activeElement)).toBe(true);
    await page.keyboard.press("Control+k");
    await page.getByRole("option").first().waitFor();
    await page.keyboard.type("everything about");
    await page.getByRole("option", { name: /everything about sheep/, selected: true }).waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "About sheep", exact: true }).waitFor();
  });

  it("[U15] the sheet of shortcuts opens by ? where nothing is written, and Escape closes it", async () => {
    const { page } = open;
    await instructionBox(page).fill("");
    await instructionBox(page).press("?");
    expect(await instructionBox(page).inputValue()).toBe("?");
    await instructionBox(page).fill("");
    await page.getByRole("button", { name: "Settings" }).focus();
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.keyboard.press("/");
    await expect.poll(() => instructionBox(page).evaluate((box) => box === document.activeElement)).toBe(true);
    expect(await instructionBox(page).inputValue()).toBe("");
  });

  it("[U28] while a dialog is open the keys of the page do nothing behind it", async () => {
    const { page } = open;
    await page.getByRole("navigation").getByRole("button", { name: "About this page" }).click();
    await page.getByRole("dialog").waitFor();
    await page.keyboard.press("Control+Shift+o");
    await page.keyboard.press("Control+,");
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.getByRole("heading", { name: "About sheep", exact: true }).waitFor();
    expect(await page.getByRole("slider").count()).toBe(0);
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").press("?");
    expect(await page.getByRole("combobox").inputValue()).toBe("?");
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
  });

  it("[U16] nothing an answer says is fetched, run or obeyed", async () => {
    const { page, requests, troubles, site } = open;
    await page.locator("math").nth(1).waitFor();
    await page.locator(".hljs-keyword").first().waitFor();
    expect(await articles(page).nth(1).locator("img, script, iframe, style, [onclick]").count()).toBe(0);
    const foreign = requests.filter((url) => !url.startsWith(site.url) && !url.startsWith("blob:"));
    expect(foreign).toEqual([]);
    expect(troubles).toEqual([]);
    expect(await status(page).isVisible()).toBe(true);
  });
});
