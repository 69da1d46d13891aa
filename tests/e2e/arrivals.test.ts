import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { instructionBox, openSite, untilReady } from "./site.ts";

describe("what reaches the installed page from outside", () => {
  it("[U17] puts shared text into the composer, before what stands there, and sends it to no server", async () => {
    const open = await openSite();
    try {
      const { context, page, site } = open;
      await untilReady(page);
      await page.getByText("Works offline now").waitFor();
      await instructionBox(page).fill("Summarize this.");
      const outside = await context.newPage();
      const asked: string[] = [];
      outside.on("response", (response) => {
        if (!response.fromServiceWorker()) asked.push(response.url());
      });
      await outside.setContent(
        `<form method="post" enctype="multipart/form-data" action="${site.url}shared">
           <input name="title" value="Sheep &amp; goats"><input name="text" value="Wool #1?"><input name="url" value="">
         </form>`,
      );
      await outside.evaluate(() => document.querySelector("form")!.submit());
      await expect.poll(() => instructionBox(outside).inputValue()).toBe("Sheep & goats\nWool #1?\n\nSummarize this.");
      await expect.poll(() => outside.url()).toBe(site.url);
      expect(asked.filter((url) => url.includes("shared"))).toEqual([]);
    } finally {
      await open.close();
    }
  });

  it("[U17] looks at a pack that was opened with it", async () => {
    await launchedWith("sheep.tar", "no pack", async (page) => {
      const dialog = page.getByRole("dialog", { name: "Models" });
      await dialog
        .getByText(/sheep\.tar/)
        .first()
        .waitFor();
    });
  });

  it("[U22] offers the conversations of an export that was opened with it", async () => {
    const row = { instruction: "Who paid?", context: "", response: "Frank.", category: "open_qa" };
    await launchedWith("rows.jsonl", JSON.stringify(row), async (page) => {
      const dialog = page.getByRole("dialog", { name: "Your conversations" });
      await dialog.getByRole("button", { name: "Bring in 1 conversation" }).click();
      await dialog.getByText("1 conversation was brought in.").first().waitFor();
      await page.keyboard.press("Escape");
      await page.getByRole("navigation").getByText("Who paid?").waitFor();
    });
  });
});

/** Opens the page as the system does that hands it a file. */
async function launchedWith(name: string, text: string, look: (page: Page) => Promise<void>): Promise<void> {
  const open = await openSite();
  try {
    const { page } = open;
    await page.addInitScript(
      ([fileName, content]) => {
        Object.defineProperty(globalThis, "launchQueue", {
          value: {
            setConsumer(consumer: (launched: unknown) => void) {
              const file = new File([content], fileName);
              setTimeout(() => consumer({ files: [{ getFile: async () => file }] }), 0);
            },
          },
        });
      },
      [name, text] as const,
    );
    await page.reload();
    await look(page);
    expect(open.troubles).toEqual([]);
  } finally {
    await open.close();
  }
}
