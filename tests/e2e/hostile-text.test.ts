import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { articles, ask, instructionBox, type OpenPage, openSite, storeConversation, untilReady } from "./site.ts";

/** What a text can try: markup, links that run, characters that hide and turn round. */
const tricks =
  "<img src=x onerror=alert(1)> [go](javascript:alert(2)) <script>alert(3)</script> safe\u202Eexe.txt zero\u200Bwidth ";
/** One line without a place to break. */
const megabyte = tricks + "x".repeat(1_000_000);

describe("text that somebody else has written", () => {
  let open: OpenPage;
  beforeAll(async () => {
    open = await openSite({ before: (page) => storeConversation(page, megabyte, megabyte) });
    await untilReady(open.page);
  });
  afterAll(() => open?.close());
  const list = () => open.page.getByRole("navigation");

  it("[U21] is shown as text where it is a line of a megabyte, in an instruction and in an answer", async () => {
    const { page } = open;
    await articles(page).nth(1).waitFor();
    for (const at of [0, 1]) {
      const shown = (await articles(page).nth(at).textContent())!;
      expect(shown).toContain("<img src=x onerror=alert(1)>");
      expect(shown).toContain("safeU+202Eexe.txt zeroU+200Bwidth");
      expect(shown.length).toBeGreaterThan(1_000_000);
    }
    expect(await articles(page).locator("img, script, a[href^='javascript']").count()).toBe(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    expect((await list().locator(".row-title").innerText()).length).toBeLessThan(70);
    await page.getByRole("button", { name: "New conversation" }).first().click();
    expect(await ask(page, "What is the capital of France?")).toContain("Paris");
  });

  it("[U21] stays in the composer where it is a line of a megabyte, and is refused with both counts", async () => {
    const { page } = open;
    await instructionBox(page).fill(megabyte);
    await instructionBox(page).press("y");
    await page.keyboard.press("Enter");
    await page
      .getByRole("alert")
      .getByText(/takes [\d,]+ tokens, and the model can read [\d,]+/)
      .waitFor();
    expect((await instructionBox(page).inputValue()).length).toBe(megabyte.length + 1);
    await page.reload();
    await expect.poll(async () => (await instructionBox(page).inputValue()).length).toBe(megabyte.length + 1);
    await instructionBox(page).fill("");
    await untilReady(page);
  });

  it("[U20] [U21] comes in from a file as text, its title and its folder too", async () => {
    const { page } = open;
    const exported = {
      mapping: {
        root: { id: "root", parent: null, children: ["a"], message: null },
        a: {
          id: "a",
          parent: "root",
          children: ["b"],
          message: {
            id: "a",
            author: { role: "user" },
            content: { content_type: "text", parts: [`${tricks}question`] },
          },
        },
        b: {
          id: "b",
          parent: "a",
          children: [],
          message: { id: "b", author: { role: "assistant" }, content: { content_type: "text", parts: [megabyte] } },
        },
      },
      current_node: "b",
      title: `<b>bold</b> invoice\u202Efdp.exe\n${"y".repeat(5000)}`,
      id: "hostile",
    };
    await list()
      .getByRole("button", { name: /Back up|Export, import/ })
      .click();
    const dialog = page.getByRole("dialog", { name: "Your conversations" });
    await dialog.getByLabel("Pick files").setInputFiles([
      { name: "chat\u202Egpt.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify([exported])) },
      { name: "bad\u202Enosj.json", mimeType: "application/json", buffer: Buffer.from("{ no") },
      {
        name: "rows\u202E.jsonl",
        mimeType: "application/json",
        buffer: Buffer.from(
          JSON.stringify({ instruction: "Row?", context: "", response: megabyte, category: "open_qa" }),
        ),
      },
    ]);
    await dialog.getByText("1 entry could not be read").click();
    await dialog.getByText(/badU\+202Enosj\.json/).waitFor();
    await dialog.getByRole("button", { name: "Bring in 2 conversations" }).click();
    await dialog.getByText("2 conversations were brought in.").first().waitFor();
    await page.keyboard.press("Escape");
    expect(await list().innerText()).not.toMatch(/[\u202A-\u202E\u200B]/);
    expect(await list().getByRole("combobox", { name: "Show" }).innerText()).not.toMatch(/[\u202A-\u202E]/);
    await list().getByText("<b>bold</b> invoicefdp.exe").first().click();
    await page.getByRole("heading", { level: 1 }).getByText("<b>bold</b>").waitFor();
    await articles(page).nth(1).waitFor();
    expect(await articles(page).locator("img, script, b, a[href^='javascript']").count()).toBe(0);
    expect(await page.getByRole("heading", { level: 1 }).innerText()).not.toMatch(/\u202E/);
    expect(open.troubles).toEqual([]);
  });
});
