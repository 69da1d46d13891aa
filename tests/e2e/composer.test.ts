/** What stands around the instruction: the kind of task, and the passage with the files it may come from. */

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { taskKinds, tasks } from "../../models/dolly/tasks.ts";
import { en } from "../../src/words/en.ts";
import { pdfOf } from "../fixtures/pdf-file.ts";
import { articles, ask, instructionBox, type OpenPage, openSite, untilIdle, untilReady } from "./site.ts";

let open: OpenPage;

beforeAll(async () => {
  open = await openSite();
});
afterAll(() => open.close());

const passageBox = () => open.page.getByRole("textbox", { name: "Context" });
const kindButton = (name: string) => open.page.getByRole("button", { name, exact: true });

async function give(name: string, mimeType: string, content: string | Uint8Array): Promise<void> {
  if (!(await passageBox().isVisible())) await open.page.getByRole("button", { name: "Add a passage" }).click();
  await open.page
    .locator('input[type="file"][accept*=".pdf"]')
    .setInputFiles({ name, mimeType, buffer: Buffer.from(content) });
}

describe("the kind of task", () => {
  it.each(taskKinds)("[B4] the example of %s fills the composer in one click", async (kind) => {
    const { page } = open;
    await page.reload();
    await kindButton("Kind of task").click();
    await page.getByRole("button", { name: `Example: ${en.tasks[kind].name}`, exact: true }).click();
    const { instruction, context } = tasks[kind].example;
    expect(await instructionBox(page).inputValue()).toBe(instruction);
    if (context !== null) expect(await passageBox().inputValue()).toBe(context);
    await kindButton(en.tasks[kind].name).waitFor();
    await instructionBox(page).fill("");
    await kindButton(en.tasks[kind].name).click();
    await page.getByRole("radio", { name: /^Any/ }).check();
    await page.keyboard.press("Escape");
  });

  it("[B4] is chosen by the keyboard alone, survives a reload, and shows where the passage goes", async () => {
    const { page } = open;
    await page.reload();
    await kindButton("Kind of task").focus();
    await page.keyboard.press("Enter");
    await page.getByRole("radio", { name: /^Any/ }).focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    expect(await instructionBox(page).getAttribute("placeholder")).toBe(en.tasks.closed_qa.hint);
    expect(await instructionBox(page).evaluate((box) => box === document.activeElement)).toBe(true);
    expect(await passageBox().isVisible()).toBe(true);
    await page.reload();
    await kindButton(en.tasks.closed_qa.name).waitFor();
  });
});

describe("a file as the passage", () => {
  it("[B5] plain text and Markdown are taken as they are, in UTF-8, UTF-16 or Windows-1252", async () => {
    await give("a.txt", "text/plain", "Zürich, 3 €\r\nsecond line");
    await expect.poll(() => passageBox().inputValue()).toBe("Zürich, 3 €\nsecond line");
    await give("b.md", "text/markdown", Buffer.from("\ufeff# Title – one", "utf16le"));
    await expect.poll(() => passageBox().inputValue()).toBe("# Title – one");
    await give("c.txt", "text/plain", Buffer.from("caf\xe9 \x80", "latin1"));
    await expect.poll(() => passageBox().inputValue()).toBe("café €");
  });

  it("[B5] of HTML the text is taken, a line a block; nothing in it runs or is fetched", async () => {
    const asked = open.requests.length;
    const html = `<title>no</title><h1>Lisbon</h1><p>Frank <b>paid</b>\n 58 euros.</p><script>document.title = "ran"</script>
      <img src="https://example.com/x.png" onerror="document.title = 'ran'"><ul><li>one<li>two</ul>`;
    await give("page.html", "text/html", html);
    await expect.poll(() => passageBox().inputValue()).toBe("Lisbon\n\nFrank paid 58 euros.\n\none\n\ntwo");
    expect(await open.page.title()).not.toContain("ran");
    expect(open.requests.slice(asked).filter((url) => url.includes("example.com"))).toEqual([]);
    // The parser reports the handler it did not compile.
    expect(open.troubles.splice(0).filter((line) => !line.includes("inline event handler"))).toEqual([]);
  });

  it("[B5] of a PDF the text is taken, page after page", async () => {
    await give("two.pdf", "application/pdf", pdfOf(["First page of two.", "The second page."]));
    await expect.poll(() => passageBox().inputValue()).toBe("First page of two.\n\nThe second page.");
    expect(open.troubles).toEqual([]);
  });

  it("[B5] a dropped file is taken too, and the words it takes the place of can be had back", async () => {
    const { page } = open;
    await passageBox().fill("my own words");
    const data = await page.evaluateHandle(() => {
      const transfer = new DataTransfer();
      transfer.items.add(new File(["dropped text"], "d.txt", { type: "text/plain" }));
      return transfer;
    });
    await page.dispatchEvent("body", "dragover", { dataTransfer: data });
    await page.getByText("Drop the file").waitFor();
    await page.dispatchEvent("body", "drop", { dataTransfer: data });
    await expect.poll(() => passageBox().inputValue()).toBe("dropped text");
    await page.getByRole("button", { name: "My words back" }).click();
    expect(await passageBox().inputValue()).toBe("my own words");
  });

  it.each([
    ["a picture", "photo.png", "image/png", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 0]), /holds no text/],
    ["an empty file", "empty.txt", "text/plain", Buffer.from("  \n"), /is empty/],
    ["a damaged PDF", "torn.pdf", "application/pdf", Buffer.from("%PDF-1.7 torn"), /could not be read as a PDF/],
    ["a PDF of pictures", "scan.pdf", "application/pdf", Buffer.from(pdfOf([""])), /pictures of its pages/],
  ])("[B6] %s is refused by name, and the passage stays", async (_, name, type, content, said) => {
    await passageBox().fill("what was there");
    await give(name, type, content);
    await expect.poll(() => open.page.getByRole("alert").innerText()).toMatch(said);
    expect(await open.page.getByRole("alert").innerText()).toContain(name);
    expect(await passageBox().inputValue()).toBe("what was there");
  });
});

const meter = () => open.page.getByRole("button", { name: /^The window/ });

describe("the model's window", () => {
  it("[B14] leaves the composer's buttons where they are, whether there is a count or not", async () => {
    const { page } = open;
    await untilReady(page);
    await meter().waitFor();
    const place = () => page.getByRole("button", { name: "Send" }).boundingBox();
    const counted = await place();
    await page.getByRole("button", { name: "Models" }).click();
    const models = page.getByRole("dialog", { name: "Models" });
    await models.getByRole("button", { name: "Unload Dolly Pocket" }).click();
    await models.getByRole("button", { name: "Use Dolly Pocket" }).waitFor();
    await meter().waitFor({ state: "detached" });
    expect(await place()).toEqual(counted);
    await models.getByRole("button", { name: "Use Dolly Pocket" }).click();
    await page.keyboard.press("Escape");
    await untilReady(page);
  });

  it("[B7] is counted as the reader types, part by part, and says what an answer has room for", async () => {
    const { page } = open;
    // Without earlier exchanges, of which one may give way to the passage.
    await page.getByRole("button", { name: "New conversation" }).first().click();
    if (await passageBox().isVisible()) await page.getByRole("button", { name: "Leave the passage out" }).click();
    await instructionBox(page).fill("");
    await page.reload(); // the first count that is shown is of nothing but the template
    const used = async () => Number(/(\d+) of/.exec((await meter().getAttribute("aria-label")) ?? "")?.[1]);
    await meter().waitFor({ timeout: 100_000 });
    const empty = await used();
    await instructionBox(page).fill("What is the capital of Norway?");
    await expect.poll(used).toBeGreaterThan(empty + 4);
    const short = await used();
    await page.getByRole("button", { name: "Add a passage" }).click();
    await passageBox().fill("Frank visited the market in Lisbon on Monday.");
    await expect.poll(used).toBeGreaterThan(short + 5);
    await meter().click();
    const panel = page.getByRole("dialog", { name: "What the model reads" });
    const counts = (await panel.getByRole("cell").allInnerTexts()).map((text) => Number(text.replace(",", "")));
    const contextLength = Number(/at most ([\d,]+)/.exec(await panel.innerText())?.[1]?.replace(",", ""));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(contextLength);
    await page.keyboard.press("Escape");
  });

  it("[B7] says what is left out of a long conversation", async () => {
    const { page } = open;
    if (await passageBox().isVisible()) await page.getByRole("button", { name: "Leave the passage out" }).click();
    for (let turn = 0; turn < 3; turn++) {
      await page.getByRole("button", { name: "Add a passage" }).click();
      await passageBox().fill("Frank visited the market in Lisbon on Monday. ".repeat(60));
      await ask(page, "How did it go?");
    }
    await expect.poll(() => meter().innerText()).toMatch(/earlier exchanges? left out/);
  });
});

describe("a passage longer than the window", () => {
  const sentence = "Frank visited the market in Lisbon on Monday and paid 58 euros. ";
  /** Of so many sentences there are pieces enough to stop between the first and the last. */
  const MANY = 1500;

  async function startPieces(sentences: number): Promise<number> {
    const { page } = open;
    await page.getByRole("button", { name: "New conversation" }).first().click();
    await kindButton("Kind of task").click();
    await page.getByRole("button", { name: "Example: Summary", exact: true }).click();
    await passageBox().fill(sentence.repeat(sentences));
    await expect.poll(() => meter().innerText()).toMatch(/too long/);
    const before = await articles(page).count();
    await page.getByRole("button", { name: "Go through it piece by piece" }).click();
    return before;
  }

  it("[B8] is gone through piece by piece, and a summary ends with one of all pieces", async () => {
    const { page } = open;
    const before = await startPieces(200);
    await page.getByRole("button", { name: "Stop" }).waitFor();
    await untilIdle(page);
    const instructions = (await articles(page).count()) / 2 - before / 2;
    expect(instructions).toBeGreaterThan(2);
    expect(await instructionBox(page).inputValue()).toBe("");
  });

  it("[B8] stopped, it gives back what was not reached", async () => {
    const { page } = open;
    const before = await startPieces(MANY);
    await articles(page)
      .nth(before + 1)
      .waitFor();
    await page.getByRole("button", { name: "Stop" }).click();
    await untilIdle(page);
    expect(await instructionBox(page).inputValue()).toBe(tasks.summarization.example.instruction);
    const left = await passageBox().inputValue();
    expect(left.length).toBeGreaterThan(1000);
    expect(left.length).toBeLessThan(sentence.length * MANY);
    expect(left.endsWith(sentence.trim())).toBe(true);
  });
});
