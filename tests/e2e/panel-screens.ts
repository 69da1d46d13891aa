/** Everything that opens over the chat. */

import { openHistory, type Screen, shownSidebar } from "./screen.ts";
import { ask, storeConversation, untilReady } from "./site.ts";

export const panelScreens: readonly Screen[] = [
  {
    name: "models",
    async show(page) {
      await untilReady(page);
      await page.getByRole("button", { name: /^Models/ }).click();
      await page
        .getByText(/This page keeps|On this device/)
        .first()
        .waitFor();
    },
  },
  {
    name: "settings",
    async show(page) {
      await untilReady(page);
      await page.getByRole("button", { name: "Settings" }).click();
      await page.getByRole("slider", { name: "Temperature" }).waitFor();
    },
  },
  {
    name: "shortcuts",
    async show(page) {
      await untilReady(page);
      await page.keyboard.press("Control+/");
      await page.getByText("Begin a new line").waitFor();
    },
  },
  {
    name: "palette",
    async show(page) {
      await untilReady(page);
      await page.keyboard.press("Control+k");
      await page.getByRole("option").first().waitFor();
    },
  },
  {
    name: "conversations",
    options: { before: (page) => storeConversation(page, "Tell me everything about sheep.", "Wool.") },
    async show(page) {
      await untilReady(page);
      await openHistory(page);
    },
  },
  {
    name: "inside",
    async show(page) {
      await untilReady(page);
      await ask(page, "What is the capital of France?");
      await page.getByRole("button", { name: "Look inside" }).click();
      await page.getByRole("dialog", { name: "Inside the answer" }).waitFor();
    },
  },
  {
    name: "diagnostics",
    async show(page) {
      await untilReady(page);
      await shownSidebar(page).getByRole("button", { name: "About this page" }).click();
      await page
        .getByRole("dialog")
        .getByText(/threads/)
        .first()
        .waitFor();
    },
  },
  {
    name: "compare",
    async show(page) {
      await untilReady(page);
      await ask(page, "Name three animals.");
      await page.getByRole("button", { name: "Regenerate" }).click();
      await page.getByText("2 of 2").waitFor({ timeout: 60_000 });
      await page.getByRole("button", { name: "Compare the answers" }).click();
      await page.getByRole("dialog", { name: "Compare the answers" }).waitFor();
    },
  },
  {
    name: "conversation-settings",
    options: { before: (page) => storeConversation(page, "Tell me everything about sheep.", "Wool.") },
    async show(page) {
      await untilReady(page);
      await page.getByRole("button", { name: "Settings" }).click();
      await page.getByRole("radio", { name: "This conversation" }).click();
      await page.getByRole("slider", { name: "Top-k" }).press("ArrowRight");
      await page.getByRole("switch", { name: /same seed/ }).click();
    },
  },
  {
    name: "import-report",
    options: { before: (page) => storeConversation(page, "Tell me everything about sheep.", "Wool.") },
    async show(page) {
      await untilReady(page);
      await openHistory(page);
      const rows = ["Who paid?", "Which animal gives wool?"].map((instruction) =>
        JSON.stringify({ instruction, context: "", response: "Frank.", category: "open_qa" }),
      );
      await page.getByLabel("Pick files").setInputFiles([
        { name: "my rows.jsonl", mimeType: "application/json", buffer: Buffer.from([...rows, "{ broken"].join("\n")) },
        { name: "export.zip", mimeType: "application/zip", buffer: Buffer.from("PK") },
      ]);
      await page.getByText(/entries could not be read|could not be read/).click();
      await page.getByRole("button", { name: "Bring in 2 conversations" }).scrollIntoViewIfNeeded();
    },
  },
  {
    name: "model-out-of-reach",
    async show(page) {
      await untilReady(page);
      await page.getByRole("button", { name: /^Models/ }).click();
      await page
        .getByRole("button", { name: /Dolly 3B/ })
        .first()
        .click();
      await page
        .getByRole("dialog")
        .getByText(/Check the|could not be reached|reached/)
        .first()
        .waitFor({ timeout: 60_000 });
    },
  },
];
