/** The chat, its list and its composer, in every state they have. */

import { prepareStorageFaults, setStorageFault } from "../faults/storage-faults.ts";
import { everything, rightToLeft } from "../fixtures/answers.ts";
import { openHistory, type Screen, shownSidebar } from "./screen.ts";
import { ask, instructionBox, status, storeConversation, untilReady } from "./site.ts";

export const chatScreens: readonly Screen[] = [
  { name: "welcome", show: (page) => untilReady(page) },
  {
    name: "chat",
    async show(page) {
      await untilReady(page);
      await ask(page, "What is the capital of France?");
      await ask(page, "And of Japan?");
      await ask(page, "Write a short poem about the sea.");
    },
  },
  {
    name: "markdown",
    options: { before: (page) => storeConversation(page, "Tell me everything about sheep.", everything) },
    async show(page) {
      await untilReady(page);
      await page.locator(".hljs-keyword").first().waitFor();
      await page.locator("math").nth(1).waitFor();
      await page.locator(".chat-scroller").evaluate((box) => box.scrollTo({ top: 0 }));
    },
  },
  {
    name: "loading",
    options: { serviceWorkers: "block" },
    async show(page) {
      await page.route(/\.onnx|\.wasm/, () => {}); // never answered
      await page.reload();
      await status(page)
        .getByText(/Loading|Starting/)
        .waitFor();
    },
  },
  {
    name: "broken",
    options: { serviceWorkers: "block" },
    async show(page) {
      await page.route(/manifest\.json/, (route) => route.fulfill({ status: 404 }));
      await page.reload();
      await page.getByText(/Error code/).waitFor();
      await instructionBox(page).fill("What is the capital of France?");
    },
  },
  {
    name: "kinds",
    async show(page) {
      await untilReady(page);
      await page.getByRole("button", { name: "Kind of task" }).click();
      await page.getByText("What kind of task is it?").waitFor();
    },
  },
  {
    name: "refused",
    async show(page) {
      await untilReady(page);
      await ask(page, "What is the capital of France?");
      await instructionBox(page).fill(`Tell me how these belong together: ${"sheep, wool and lambs, ".repeat(600)}`);
      await page.getByRole("button", { name: "Send" }).click();
      await page
        .getByRole("alert")
        .getByText(/tokens/)
        .waitFor();
    },
  },
  {
    name: "long-passage",
    async show(page) {
      await untilReady(page);
      await page.getByRole("button", { name: "Kind of task" }).click();
      await page.getByRole("radio", { name: /^Summary/ }).click();
      await instructionBox(page).fill("Summarize this passage in one sentence.");
      await page
        .getByRole("textbox", { name: "Context" })
        .fill("The sheep are on the meadow behind the house, where the grass is high. ".repeat(300));
      await page.getByRole("button", { name: "Go through it piece by piece" }).waitFor();
    },
  },
  {
    name: "window",
    async show(page) {
      await untilReady(page);
      await ask(page, "What is the capital of France?");
      await instructionBox(page).fill("And of Japan?");
      await page.getByRole("button", { name: /^The window/ }).click();
      await page.getByRole("dialog", { name: "What the model reads" }).waitFor();
    },
  },
  {
    name: "right-to-left",
    options: {
      before: (page) => storeConversation(page, "ספר לי על הכבשים (sheep) ועל הצמר שלהן.", rightToLeft),
    },
    async show(page) {
      await untilReady(page);
      await page.locator("math").waitFor();
      await instructionBox(page).fill("ומה אוכלות הכבשים?");
    },
  },
  {
    name: "deleted",
    options: { before: (page) => storeConversation(page, "Tell me everything about sheep and wool.", "Wool.") },
    async show(page) {
      await untilReady(page);
      await page.getByRole("button", { name: "Delete the answer and what follows" }).click();
      await page.getByRole("button", { name: "Undo" }).waitFor();
    },
  },
  {
    name: "editing",
    options: {
      before: (page) =>
        storeConversation(page, "Tell me everything about sheep, their wool and their lambs.", everything),
    },
    async show(page) {
      await untilReady(page);
      await page.locator(".instruction").hover();
      await page.getByRole("button", { name: "Edit the instruction" }).click();
      await page.getByRole("textbox", { name: "Edit the instruction" }).waitFor();
    },
  },
  {
    name: "locked",
    options: { before: (page) => storeConversation(page, "Tell me everything about sheep.", "Wool.") },
    async show(page) {
      await untilReady(page);
      await openHistory(page);
      await page.getByLabel("Passphrase", { exact: true }).fill("correct horse");
      await page.getByLabel("The same again").fill("correct horse");
      await page.getByRole("button", { name: "Encrypt everything" }).click();
      await page.getByText("Everything is encrypted now.").waitFor();
      await page.reload();
      await page.getByLabel("Passphrase").fill("wrong horse");
      await page.keyboard.press("Enter");
      await page.getByText("This is not the passphrase. Type it again.").waitFor();
    },
  },
  {
    name: "not-saved",
    options: { serviceWorkers: "block", prepare: prepareStorageFaults },
    async show(page) {
      await untilReady(page);
      await setStorageFault(page, { kind: "quota", fromWrite: 1 });
      await ask(page, "What is the capital of France?");
      await page.getByText(/could not be saved/).waitFor();
    },
  },
  {
    name: "found",
    options: { before: (page) => storeConversation(page, "Tell me everything about sheep.", everything) },
    async show(page) {
      await untilReady(page);
      await shownSidebar(page).getByRole("searchbox").fill("wool ram");
      await page.getByText(/Found in/).waitFor();
      await page.locator(".hit-snippet mark").first().waitFor();
    },
  },
  {
    name: "filing",
    options: { before: (page) => storeConversation(page, "Tell me everything about sheep.", "Wool.") },
    async show(page) {
      await untilReady(page);
      await shownSidebar(page)
        .getByRole("button", { name: /^More for/ })
        .click();
      await page.getByRole("combobox", { name: /Folder of/ }).fill("Animals");
      await page.getByRole("button", { name: "Pin" }).click();
    },
  },
  {
    name: "drawer",
    narrow: true,
    options: { before: (page) => storeConversation(page, "Tell me everything about sheep.", "Wool.") },
    async show(page) {
      await untilReady(page);
      await page.getByRole("button", { name: "Conversations", exact: true }).click();
      await page.getByRole("button", { name: "Close the list" }).waitFor();
    },
  },
];
