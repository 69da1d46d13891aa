import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newPage } from "../browser/chromium.ts";
import { articles, ask, instructionBox, type OpenPage, openSite, storedRecords, untilReady } from "./site.ts";

describe("all conversations", () => {
  let open: OpenPage;
  const folder = mkdtempSync(join(tmpdir(), "dolly-history-"));
  beforeAll(async () => {
    open = await openSite();
    await untilReady(open.page);
  });
  afterAll(async () => {
    await open?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const list = () => open.page.getByRole("navigation");
  const dialog = () => open.page.getByRole("dialog", { name: "Your conversations" });
  const openDialog = () =>
    list()
      .getByRole("button", { name: /Back up|Export, import/ })
      .click();

  it("[C22] are found as one types, with the words marked, and shown at the place", async () => {
    const { page } = open;
    await ask(page, "What is the capital of Japan?");
    await page.getByRole("button", { name: "New conversation" }).click();
    await ask(page, "What is the opposite of big?");
    await list().getByRole("searchbox", { name: "Search" }).fill("capitl tok");
    await list().getByText("Found in 1 conversation").waitFor();
    await expect.poll(() => list().locator(".hit-snippet mark").allInnerTexts()).toContain("Tokyo");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await articles(page).first().getByText("What is the capital of Japan?").waitFor();
    await expect.poll(() => page.evaluate(() => CSS.highlights.get("found")?.size ?? 0)).toBeGreaterThan(0);
    await list().getByRole("searchbox").fill("");
  });

  it("[C23] are pinned, put into folders and archived, and stay so", async () => {
    const { page } = open;
    await list().getByRole("button", { name: "More for “What is the capital of Japan?”" }).click();
    await list().getByRole("button", { name: "Pin" }).click();
    await list().getByRole("combobox", { name: "Folder of “What is the capital of Japan?”" }).fill("Places");
    await page.keyboard.press("Enter");
    await page.reload();
    await expect.poll(() => list().locator(".row-title").first().innerText()).toContain("Japan");
    await list().getByRole("combobox", { name: "Show" }).selectOption("Places");
    await expect.poll(() => list().locator(".row-title").count()).toBe(1);
    await list().getByRole("combobox", { name: "Show" }).selectOption("All conversations");
    await list().getByRole("button", { name: "More for “What is the opposite of big?”" }).click();
    await list().getByRole("button", { name: "Archive" }).click();
    await list().getByText("What is the opposite of big?").waitFor({ state: "detached" });
    await list().getByRole("combobox", { name: "Show" }).selectOption("Archive");
    await list().getByText("What is the opposite of big?").waitFor();
  });

  it("[C15] go out into a file and come in from it, and what is here is left as it is", async () => {
    const { page } = open;
    await openDialog();
    const download = page.waitForEvent("download");
    await dialog().getByRole("button", { name: "Export 2 conversations" }).click();
    const file = join(folder, "all.jsonl");
    await (await download).saveAs(file);
    const lines = readFileSync(file, "utf8").trim().split("\n");
    expect(lines.map((line) => JSON.parse(line).format)).toEqual(["dolly-conversation", "dolly-conversation"]);
    writeFileSync(
      file,
      `${lines.join("\n")}\n{"instruction":"Who paid?","context":"","response":"Frank.","category":"open_qa"}\n{"broken":`,
    );
    await dialog().getByLabel("Pick files").setInputFiles(file);
    await dialog().getByText("1 conversation can be brought in. 2 conversations are here already.").waitFor();
    await dialog().getByText("1 entry could not be read").click();
    await dialog()
      .getByText(/ends in the middle/)
      .waitFor();
    await dialog().getByRole("button", { name: "Bring in 1 conversation" }).click();
    await dialog().getByText("1 conversation was brought in.").first().waitFor();
    await page.keyboard.press("Escape");
    await list().getByRole("combobox", { name: "Show" }).selectOption("all");
    await list()
      .getByRole("button", { name: "Who paid?", exact: true })
      .click({ position: { x: 20, y: 20 } });
    await articles(page).getByText("Frank.").waitFor();
    await articles(page).getByText("databricks-dolly-15k").waitFor();
  });

  it("[C34] are encrypted by a passphrase, asked for after a reload, and lockable", async () => {
    const { page, context, site } = open;
    await untilReady(page);
    await instructionBox(page).fill("Half a secret");
    await openDialog();
    await dialog().getByLabel("Passphrase", { exact: true }).fill("correct horse");
    await dialog().getByLabel("The same again").fill("correct horse");
    await dialog().getByRole("button", { name: "Encrypt everything" }).click();
    await dialog().getByText("Everything is encrypted now.").waitFor();
    const stored = (await storedRecords(page)) + (await page.evaluate(() => JSON.stringify({ ...localStorage })));
    for (const word of ["Japan", "Tokyo", "Frank", "Half a secret"]) expect(stored).not.toContain(word);
    const { page: other } = await newPage(context);
    await other.goto(site.url);
    await other.getByText("Your conversations are locked").waitFor();
    await other.close();
    await page.reload();
    await page.getByLabel("Passphrase").fill("wrong horse");
    await page.keyboard.press("Enter");
    await page.getByText("This is not the passphrase. Type it again.").waitFor();
    await page.getByLabel("Passphrase").fill("correct horse");
    await page.keyboard.press("Enter");
    await list()
      .getByRole("button", { name: "What is the capital of Japan?", exact: true })
      .click({ position: { x: 20, y: 20 } });
    await articles(page).getByText(/Tokyo/).waitFor();
    await expect.poll(() => instructionBox(page).inputValue()).toBe("Half a secret");
    await list().getByRole("searchbox").fill("tokyo");
    await list().getByText("Found in 1 conversation").waitFor();
    await list().getByRole("button", { name: "Lock" }).click();
    await page.getByText("Your conversations are locked").waitFor();
    expect(await page.locator("body").innerText()).not.toMatch(/Tokyo|Japan/);
    expect(open.troubles).toEqual([]);
  });

  it("[C34] locked from the drawer of a phone, the passphrase can be typed at once", async () => {
    const { page } = open;
    const passphrase = page.getByLabel("Passphrase");
    await passphrase.fill("correct horse");
    await page.keyboard.press("Enter");
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole("button", { name: "Conversations", exact: true }).click();
    await list().getByRole("button", { name: "Lock" }).click();
    await passphrase.waitFor();
    await expect.poll(() => passphrase.evaluate((field) => field === document.activeElement)).toBe(true);
  });
});
