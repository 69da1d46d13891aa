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
      await instructionBox(outside).waitFor();
      expect(await instructionBox(outside).inputValue()).toBe("Sheep & goats\nWool #1?\n\nSummarize this.");
      expect(outside.url()).toBe(site.url);
      expect(asked.filter((url) => url.includes("shared"))).toEqual([]);
    } finally {
      await open.close();
    }
  });

  it("[U17] looks at a pack that was opened with it", async () => {
    const open = await openSite();
    try {
      const { page } = open;
      await page.addInitScript(() => {
        Object.defineProperty(globalThis, "launchQueue", {
          value: {
            setConsumer(consumer: (launched: unknown) => void) {
              const file = new File(["no pack"], "sheep.tar");
              setTimeout(() => consumer({ files: [{ getFile: async () => file }] }), 0);
            },
          },
        });
      });
      await page.reload();
      const dialog = page.getByRole("dialog", { name: "Models" });
      await dialog
        .getByText(/sheep\.tar/)
        .first()
        .waitFor();
    } finally {
      await open.close();
    }
  });
});
