import { readFileSync } from "node:fs";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withPocketTokenizer } from "../fixtures/pocket-tokenizer.ts";
import { randomTorchCheckpoint } from "../fixtures/random-checkpoint.ts";
import { type Hub, openHub } from "../hub/hub.ts";
import { articles, ask, instructionBox, type OpenPage, openSite, status, untilReady } from "./site.ts";

const REPOSITORY = "someone/dolly-tiny";
/** Slow enough to be caught in the middle. */
const SLOW = 1_500_000;

let hub: Hub;
let open: OpenPage;
let page: Page;
let dialog: Locator;

beforeAll(async () => {
  const sizes = { headDim: 80, heads: 8, layers: 3, vocab: 4096, contextLength: 512, parallelResidual: true, seed: 5 };
  const files = withPocketTokenizer(randomTorchCheckpoint(sizes));
  hub = await openHub(Array.from(files, ([name, bytes]) => [`${REPOSITORY}/${name}`, bytes] as const));
  open = await openSite();
  page = open.page;
  dialog = page.getByRole("dialog", { name: "Models" });
  await untilReady(page);
});
afterAll(async () => {
  await open?.close();
  await hub?.stop();
});

async function openModels(): Promise<void> {
  await page.getByRole("button", { name: "Models" }).click();
  await dialog.waitFor();
}

async function consider(): Promise<Locator> {
  await dialog.getByRole("textbox", { name: "Repository or address" }).fill(`${hub.url}/${REPOSITORY}/tree/main`);
  await dialog.getByRole("button", { name: "Look at it" }).click();
  const card = dialog.getByRole("region", { name: "Will dolly-tiny run here?" });
  await card.getByRole("button", { name: /dolly-tiny$/ }).waitFor();
  return card;
}

const installation = () => dialog.getByRole("region", { name: "Installing dolly-tiny" });
const row = (name: string) => dialog.getByRole("listitem", { name, exact: true });

describe("another host", () => {
  it.each([
    ["by the server's headers", undefined, "block"],
    ["by the service worker's, where the server sends none", null, "allow"],
  ] as const)("[L54] is reached by the library's thread alone (%s)", async (_, headers, serviceWorkers) => {
    const other = await openSite({ site: headers === undefined ? {} : { headers }, serviceWorkers });
    try {
      await untilReady(other.page);
      const fromPage = (url: string) =>
        fetch(url).then(
          ({ status }) => status,
          (error: Error) => error.name,
        );
      const address = `${hub.url}/${REPOSITORY}/resolve/main/config.json`;
      expect(await other.page.evaluate(fromPage, address)).toBe("TypeError");
      expect(other.troubles.join()).toMatch(/Content Security Policy/);
      await other.page.getByRole("button", { name: "Models" }).click();
      await other.page
        .getByRole("textbox", { name: "Repository or address" })
        .fill(`${hub.url}/${REPOSITORY}/tree/main`);
      await other.page.getByRole("button", { name: "Look at it" }).click();
      await other.page.getByText("Runs here, slowly").waitFor({ timeout: 60_000 });
    } finally {
      await other.close();
    }
  });
});

describe("the models panel", () => {
  it("[Z17] holds the focus, is closed by Escape, and gives the focus back", async () => {
    const button = page.getByRole("button", { name: "Models" });
    await button.focus();
    await page.keyboard.press("Enter");
    await dialog.getByRole("meter").waitFor(); // the list is there
    for (let presses = 0; presses < 25; presses++) {
      await page.keyboard.press("Tab");
      expect(await dialog.evaluate((element) => element.contains(document.activeElement))).toBe(true);
    }
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    await expect.poll(() => button.evaluate((element) => element === document.activeElement)).toBe(true);
  });

  it("[Z18] says before the first byte of weights whether a model runs here, what it fetches and what it keeps", async () => {
    await openModels();
    const words = await (await consider()).innerText();
    expect(words).toMatch(/Runs here, slowly/);
    expect(words).toMatch(/40 MB.*11\.3 MB; .* are free/s);
    expect(words).toMatch(/4-bit weights.*\(q4f16\)/);
    expect(words).toMatch(/roughly [\d.,]+ to [\d.,]+ tokens a second, going by how fast/);
  });

  it("[Z18] says what could not be looked at, and why", async () => {
    await dialog.getByRole("textbox", { name: "Repository or address" }).fill(`${hub.url}/some/none/tree/main`);
    await dialog.getByRole("button", { name: "Look at it" }).click();
    await dialog.getByText(/Could not look at some\/none/).waitFor();
    await dialog.getByRole("button", { name: "Try again" }).waitFor();
  });

  it("[Z19] [Z24] brings a model in while one chats, which the browser is asked to keep; a pause outlives a reload", async () => {
    hub.bytesPerSecond = SLOW;
    const card = await consider();
    const asked = await page.evaluateHandle(() => {
      const times: number[] = [];
      const { persist } = StorageManager.prototype;
      StorageManager.prototype.persist = function () {
        times.push(performance.now());
        return persist.call(this);
      };
      return times;
    });
    await card.getByRole("button", { name: "Get dolly-tiny" }).click();
    await installation()
      .getByText(/B of 11\.3 MB/)
      .waitFor({ timeout: 60_000 });
    expect(await asked.evaluate((times) => times.length)).toBe(1);
    await page.keyboard.press("Escape");
    await instructionBox(page).fill("What is the capital of France?");
    await page.getByRole("button", { name: "Send" }).click();
    await articles(page).nth(1).getByText("Dolly Pocket").waitFor();
    await page
      .getByRole("button", { name: /^dolly-tiny/ })
      .getByRole("progressbar")
      .waitFor();
    await openModels();
    await installation().getByRole("button", { name: "Pause" }).click();
    await installation().getByRole("button", { name: "Resume" }).waitFor();
    hub.bytesPerSecond = 0;
    await page.reload();
    await untilReady(page);
    await openModels();
    await dialog.getByRole("button", { name: "Resume dolly-tiny" }).click();
    await installation().getByRole("button", { name: "Use dolly-tiny now" }).waitFor({ timeout: 60_000 });
  });

  it("[Z20] answers with it from then on, after a reload too", async () => {
    await installation().getByRole("button", { name: "Use dolly-tiny now" }).click();
    await page.keyboard.press("Escape");
    await status(page)
      .getByText(/^Ready.*dolly-tiny/)
      .waitFor();
    await page.reload();
    await untilReady(page);
    expect(await status(page).innerText()).toMatch(/Ready.*dolly-tiny/s);
    expect(await ask(page, "What is the capital of France?")).toContain("dolly-tiny");
  });

  it("[Z22] says what a model is, and offers all that can be done with it to the keyboard", async () => {
    await openModels();
    const facts = await row("dolly-tiny").innerText();
    for (const fact of [
      /Size\s+11\.\d MB/,
      /q4f16/,
      /Source\s+someone\/dolly-tiny/,
      /Revision\s+0123456/,
      /off by 0\.\d+ on average/,
    ]) {
      expect(facts).toMatch(fact);
    }
    const reached = new Set<string>();
    for (let presses = 0; presses < 40; presses++) {
      await page.keyboard.press("Tab");
      reached.add(
        await page.evaluate(() => document.activeElement?.ariaLabel ?? document.activeElement?.textContent ?? ""),
      );
    }
    const deeds = [
      /^Unload dolly-tiny$/,
      /^Verify dolly-tiny$/,
      /^Repair dolly-tiny$/,
      /^Export pack of dolly-tiny/,
      /^Delete dolly-tiny$/,
    ];
    for (const deed of deeds)
      expect(
        [...reached].some((name) => deed.test(name)),
        String(deed),
      ).toBe(true);
    await page.keyboard.press("Escape");
  });

  it("[Z23] says so where something in it cannot be drawn, and tries again; the conversation stays", async () => {
    await page.evaluate(() => {
      const sound = Object.getOwnPropertyDescriptor(Intl.NumberFormat.prototype, "format")!;
      // Amounts like 11.5 MB, which only the panel shows.
      function get(this: Intl.NumberFormat) {
        const { minimumFractionDigits, maximumFractionDigits } = this.resolvedOptions();
        if (minimumFractionDigits === 0 && maximumFractionDigits === 1) throw new Error("broken on purpose");
        return sound.get!.call(this);
      }
      Object.defineProperty(Intl.NumberFormat.prototype, "format", { configurable: true, get });
      Object.assign(window, { mend: () => Object.defineProperty(Intl.NumberFormat.prototype, "format", sound) });
    });
    await openModels();
    await dialog.getByText("Something about the models could not be shown.").waitFor();
    await page.evaluate(() => (window as unknown as { mend(): void }).mend());
    await dialog.getByRole("button", { name: "Try again" }).click();
    await row("dolly-tiny").getByRole("button", { name: "Verify dolly-tiny" }).waitFor();
    await page.keyboard.press("Escape");
    expect(await articles(page).count()).toBeGreaterThan(0);
  });

  it("[Z21] verifies a model, exports it as a pack, deletes it, and takes the pack back", async () => {
    await openModels();
    await row("dolly-tiny").getByRole("button", { name: "Verify dolly-tiny" }).click();
    await row("dolly-tiny").getByText("is as it should be").waitFor();
    const download = page.waitForEvent("download");
    await row("dolly-tiny")
      .getByRole("button", { name: /^Export pack/ })
      .click();
    const pack = await (await download).path();
    await row("dolly-tiny").getByRole("button", { name: "Delete dolly-tiny" }).click();
    await row("dolly-tiny").getByRole("button", { name: "Delete", exact: true }).click();
    // Its 11.5 MB, and the keys and values of what every prompt begins with.
    await dialog.getByText("dolly-tiny is deleted, and 11.7 MB came back.").waitFor();
    await row("Dolly Pocket").getByText("in use").waitFor();
    await dialog.getByTestId("pick-files").setInputFiles({
      name: (await download).suggestedFilename(),
      mimeType: "application/x-tar",
      buffer: readFileSync(pack),
    });
    await dialog.getByRole("button", { name: "Get dolly-tiny" }).click();
    await installation().getByRole("button", { name: "Use dolly-tiny now" }).waitFor({ timeout: 60_000 });
    expect(open.troubles.filter((trouble) => !/404|broken on purpose/.test(trouble))).toEqual([]);
  });

  it("[D9] keeps the model in use where another one's files are damaged, and says so", async () => {
    await page.evaluate(async () => {
      const models = await (await navigator.storage.getDirectory()).getDirectoryHandle("models");
      const folder = await (await models.getDirectoryHandle("dolly-tiny")).getDirectoryHandle("onnx");
      const names: string[] = [];
      for await (const name of folder.keys()) names.push(name);
      const weights = await folder.getFileHandle(names.find((name) => name.endsWith(".onnx_data"))!);
      const writable = await weights.createWritable({ keepExistingData: true });
      await writable.truncate(1000);
      await writable.close();
    });
    await installation().getByRole("button", { name: "Use dolly-tiny now" }).click();
    await page.keyboard.press("Escape");
    await page
      .getByText(/dolly-tiny could not start, so Dolly Pocket is in use as before\. .* has 1000 bytes .*repair/)
      .waitFor();
    expect(await status(page).innerText()).toMatch(/Ready.*Dolly Pocket/s);
    expect(await ask(page, "What is the capital of France?")).toContain("Paris");
  });
});
