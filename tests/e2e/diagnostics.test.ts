/** The page about itself. */

import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ask, type OpenPage, openSite, untilReady } from "./site.ts";

let open: OpenPage;

beforeAll(async () => {
  open = await openSite();
  await untilReady(open.page);
  await ask(open.page, "What is the capital of Norway?");
});
afterAll(() => open.close());

async function openDiagnostics() {
  await open.page.getByRole("button", { name: "About this page" }).click();
  const dialog = open.page.getByRole("dialog", { name: "About this page and device" });
  await dialog.getByText("Dolly Pocket").waitFor();
  return dialog;
}

describe("diagnostics", () => {
  it("[B11] tells what runs where, measures the speed, and saves it without the conversations", async () => {
    const { page } = open;
    const dialog = await openDiagnostics();
    expect(await dialog.innerText()).toMatch(/q4, on the processor with \d+ threads?/);
    await dialog.getByRole("button", { name: "Measure the speed" }).click();
    await dialog.getByText(/Reads [\d,]+ tokens\/s .*writes [\d,.]+ tokens\/s/).waitFor({ timeout: 60_000 });
    const download = page.waitForEvent("download");
    await dialog.getByRole("button", { name: "Save as a file" }).click();
    const report = readFileSync(await (await download).path(), "utf8");
    const { versions, speed, model, requests } = JSON.parse(report);
    expect(versions["onnxruntime-web"]).toMatch(/^\d/);
    expect(speed.answerTokensPerSecond).toBeGreaterThan(0);
    expect(model).toMatchObject({ name: "Dolly Pocket", dtype: "q4" });
    expect(requests).not.toBeNull();
    expect(report).not.toMatch(/Norway|Oslo/);
    await page.keyboard.press("Escape");
  });

  it("[B12] lists every address asked for, also of earlier visits", async () => {
    const { page, site } = open;
    await page.getByText("Works offline now").waitFor(); // by then the service worker stands before the page
    await page.evaluate(() => fetch("nothing-here.txt?pass=secret"));
    let addresses: string[] = [];
    await expect
      .poll(async () => {
        await page.reload();
        const dialog = await openDiagnostics();
        addresses = await dialog.getByRole("row").locator("td:first-child").allInnerTexts();
        await page.keyboard.press("Escape");
        return addresses.join();
      })
      .toMatch(/nothing-here\.txt/);
    expect(addresses.every((address) => address.startsWith(site.url))).toBe(true);
    expect(addresses.some((address) => address.includes("/pocket/"))).toBe(true);
    expect(addresses.join()).not.toContain("secret");
    expect(open.troubles.filter((line) => !line.includes("404"))).toEqual([]);
  });
});
