/** Every screen of the page, and how to get to it from the page just opened. */

import type { Page } from "playwright-core";
import { prepareStorageFaults, setStorageFault } from "../faults/storage-faults.ts";
import { ask, instructionBox, type OpenOptions, status, storeConversation, untilReady } from "./site.ts";

export interface Screen {
  readonly name: string;
  readonly options?: Partial<OpenOptions>;
  /** Only there on narrow screens. */
  readonly narrow?: boolean;
  show(page: Page): Promise<void>;
}

/** Everything that an answer can have in it, the hostile parts included. */
export const everything = `# About sheep

A *sheep* has **four** legs and \`wool\`, and costs $5 or $10. The area is $A = \\pi r^2$.
A second line, with a [link](https://example.com/farm) and https://example.org/sheep.

- one
- two
  1. inner
  2. more

| name | legs | a longer description of the animal in question, which takes its room |
|:-----|-----:|----------------------------------------------------------------------|
| ewe  | 4    | the mother |
| ram  | **4** | the father |

> quoted words
> of two lines

\`\`\`python
def shear(sheep: list[str], n: int = 2) -> int:
    """Takes the wool."""
    return len(sheep) * n  # twice, and a comment that does not fit into a narrow column at all, not even nearly
\`\`\`

$$
\\int_0^\\infty e^{-x^2}\\,dx = \\frac{\\sqrt{\\pi}}{2}
$$

Hidden: safe\u202Eexe.txt, <b onclick="alert(1)">not bold</b>, <img src="https://evil.example/x.png">,
![a cat](https://evil.example/cat.png), [click](javascript:alert(1)), and שלום עולם.

- [x] done
- [ ] not done

${"averylongwordwithoutanyplacetobreak".repeat(8)}
`;

const rightToLeft = `הכבשה היא **יונק**, ולה ארבע רגליים:

- צמר (wool) פעם בשנה
- חלב, ולפעמים גם גבינה

| שם | רגליים |
|:---|------:|
| כבשה | 4 |

בממוצע $A = \\pi r^2$ מטרים, לפי https://example.org/sheep.
`;

export const screens: readonly Screen[] = [
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
      await instructionBox(page).fill(`Tell me how these belong together: ${"sheep, wool and lambs, ".repeat(200)}`);
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
        .fill("The sheep are on the meadow behind the house, where the grass is high. ".repeat(80));
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

/** On a wide screen it is there. */
const shownSidebar = (page: Page) => page.getByRole("navigation");

async function openHistory(page: Page): Promise<void> {
  await shownSidebar(page)
    .getByRole("button", { name: /Export, import, protect|Back up/ })
    .click();
  await page.getByRole("dialog", { name: "Your conversations" }).waitFor();
}
