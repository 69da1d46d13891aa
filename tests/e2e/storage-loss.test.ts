import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { newPage } from "../browser/chromium.ts";
import { injectFaults } from "../faults/engine-faults.ts";
import { installSecondModel } from "../faults/second-model.ts";
import {
  articles,
  ask,
  instructionBox,
  type OpenPage,
  openSite,
  status,
  storedRecords,
  untilIdle,
  untilReady,
} from "./site.ts";

/** What the browser does when the reader, or a full disk, has it clear the page's data. */
async function clear({ context, page, site }: OpenPage, storageTypes: string): Promise<void> {
  const session = await context.newCDPSession(page);
  await session.send("Storage.clearDataForOrigin", { origin: new URL(site.url).origin, storageTypes });
  await session.detach();
}

const begin = (page: Page) => page.getByRole("button", { name: "New conversation" }).first().click();
const listed = (page: Page, words: string) => page.getByRole("navigation").getByText(words).first();

async function send(page: Page, words: string): Promise<void> {
  await instructionBox(page).fill(words);
  await page.getByRole("button", { name: "Send" }).click();
}

describe("a database that the browser deletes", () => {
  it("[X13] under a running page costs no word: what was opened is stored again, and that is said", async () => {
    const open = await openSite({
      query: "?device=wasm",
      serviceWorkers: "block",
      prepare: (context) => injectFaults(context, [{ kind: "slow", atTokens: 80 }]),
    });
    try {
      const { page } = open;
      await untilReady(page);
      await ask(page, "What is the capital of France?");
      await begin(page);
      await ask(page, "What is the capital of Italy?");
      await instructionBox(page).fill("Half an instruction");
      await clear(open, "indexeddb");
      await page.getByText(/has deleted what this page had stored/).waitFor();
      expect(await instructionBox(page).inputValue()).toBe("Half an instruction");
      expect(await articles(page).first().innerText()).toContain("Italy");

      await begin(page);
      await send(page, "Write a short story about a cat.");
      await status(page)
        .getByText(/Writing… \d+/)
        .waitFor();
      await clear(open, "indexeddb");
      await untilIdle(page);
      const story = await articles(page).nth(1).locator(".answer-text").innerText();

      const asked = ["capital of France", "capital of Italy", "story about a cat"];
      for (const words of asked) await expect.poll(() => storedRecords(page)).toContain(words);
      await page.reload();
      await untilReady(page);
      for (const words of asked) {
        await listed(page, words).click();
        await articles(page).nth(1).waitFor();
        expect(await articles(page).first().innerText()).toContain(words);
      }
      expect(await articles(page).nth(1).innerText()).toContain(story.slice(0, 80));
      expect(open.troubles.filter((trouble) => trouble.startsWith("error"))).toEqual([]);
    } finally {
      await open.close();
    }
  });
});

describe("a model whose files the browser deletes", () => {
  it("[X14] goes on answering while it is loaded; then the bundled one stands in", async () => {
    const open = await openSite({ query: "?device=wasm", serviceWorkers: "block" });
    try {
      const { page } = open;
      await untilReady(page);
      await installSecondModel(page);
      await page.getByRole("button", { name: "Models" }).click();
      await page.getByRole("button", { name: "Use dolly-tiny now" }).click();
      await page.getByRole("button", { name: "Unload dolly-tiny" }).and(page.locator(":enabled")).waitFor();
      await page.keyboard.press("Escape");
      await untilReady(page);
      await clear(open, "file_systems");
      await ask(page, "What is the capital of France?");
      expect(await articles(page).nth(1).innerText()).toContain("dolly-tiny");

      await page.reload();
      await page.getByText(/dolly-tiny could not start, and Dolly Pocket stands in for it/).waitFor();
      await untilReady(page);
      expect(await ask(page, "What is the capital of Italy?")).toContain("Dolly Pocket");
    } finally {
      await open.close();
    }
  });
});

describe("a model whose files the browser deletes while it is being loaded", () => {
  it("[X20] leaves the one before in use, and the page says why", async () => {
    const open = await openSite({
      query: "?device=wasm",
      serviceWorkers: "block",
      // The first looks at the files beforehand and finds them; the second is to load them.
      prepare: (context) => injectFaults(context, [null, { kind: "slow-files", atTokens: 4000 }]),
    });
    try {
      const { page } = open;
      await untilReady(page);
      await installSecondModel(page);
      await page.getByRole("button", { name: "Models" }).click();
      const opening = page.waitForEvent("console", (message) => message.text() === "opening files");
      await page.getByRole("button", { name: "Use dolly-tiny now" }).click();
      await opening;
      await clear(open, "file_systems");
      await page
        .getByText(/dolly-tiny could not start.*The browser has deleted the files of dolly-tiny; install it again/)
        .first()
        .waitFor();
      await page.keyboard.press("Escape");
      await untilReady(page);
      expect(await ask(page, "What is the capital of France?")).toContain("Dolly Pocket");
    } finally {
      await open.close();
    }
  });
});

describe("a browser that never says how much room there is", () => {
  it("[X21] has its models listed and used all the same", async () => {
    const open = await openSite({ query: "?device=wasm", serviceWorkers: "block" });
    try {
      const { page, context } = open;
      await untilReady(page);
      await installSecondModel(page);
      await context.route(/\/assets\/library-worker-[^/]*\.js/, async (route) => {
        const response = await route.fetch();
        const silent = "navigator.storage.estimate = () => new Promise(() => {});\n";
        await route.fulfill({ response, body: silent + (await response.text()) });
      });
      await page.reload();
      await untilReady(page);
      await page.getByRole("button", { name: "Models" }).click();
      await page.getByRole("button", { name: "Use dolly-tiny" }).click();
      await page.getByRole("button", { name: "Unload dolly-tiny" }).and(page.locator(":enabled")).waitFor();
      expect(await page.getByRole("meter").count()).toBe(0);
    } finally {
      await open.close();
    }
  });
});

describe("a clock that jumps", () => {
  it("[X15] reorders no message, loses none, and keeps no answer waiting", async () => {
    const open = await openSite({
      query: "?device=wasm",
      serviceWorkers: "block",
      async prepare(context) {
        await context.addInitScript(() => {
          const { now } = Date;
          Date.now = () => now() + Number(sessionStorage.getItem("clock") ?? 0);
        });
      },
    });
    const jump = (page: Page, days: number) =>
      page.evaluate((ms) => sessionStorage.setItem("clock", String(ms)), days * 86_400_000);
    try {
      const { page } = open;
      await untilReady(page);
      const asked: string[] = [];
      for (const days of [0, 1, -1, 0]) {
        await jump(page, days);
        asked.push(`What is the capital of France, ${asked.length + 1}?`);
        await ask(page, asked.at(-1)!);
      }
      await begin(page);
      await send(page, "Write a short story about a cat.");
      await jump(page, -2);
      await untilIdle(page);
      await jump(page, 3);
      await page.reload();
      await untilReady(page);
      await listed(page, "story about a cat").waitFor();
      await listed(page, "capital of France, 1").click();
      await articles(page).nth(7).waitFor();
      const shown = await articles(page).locator(".instruction-text").allInnerTexts();
      expect(shown).toEqual(asked);
      expect(open.troubles).toEqual([]);
    } finally {
      await open.close();
    }
  });
});

describe("builds side by side", () => {
  /** A page with one exchange, and a page of the same origin in which a newer build can be played. */
  async function besideNewer() {
    const open = await openSite({ query: "?device=wasm", serviceWorkers: "block" });
    await untilReady(open.page);
    await ask(open.page, "What is the capital of France?");
    const { page: newer } = await newPage(open.context);
    await newer.goto(`${open.site.url}manifest.webmanifest`);
    return { open, newer };
  }

  it("[X16] an older one blocks no upgrade of the database, and goes on with the upgraded one", async () => {
    const { open, newer } = await besideNewer();
    try {
      const { page } = open;
      const opened = await newer.evaluate(
        () =>
          new Promise<string>((resolve) => {
            const opening = indexedDB.open("dolly", 7);
            opening.onblocked = () => resolve("blocked");
            opening.onsuccess = () => resolve("upgraded");
          }),
      );
      expect(opened).toBe("upgraded");
      await newer.close();
      await ask(page, "And of Italy?");
      await page.reload();
      await untilReady(page);
      await articles(page).nth(3).waitFor();
      expect(open.troubles).toEqual([]);
    } finally {
      await open.close();
    }
  });

  it("[X16] an older one says that records are newer, leaves them as they are, and goes on", async () => {
    const { open, newer } = await besideNewer();
    try {
      const { page } = open;
      const written = await newer.evaluate(
        () =>
          new Promise<string>((resolve) => {
            const opening = indexedDB.open("dolly");
            opening.onsuccess = () => {
              const objects = opening.result.transaction("conversations", "readwrite").objectStore("conversations");
              const keys = objects.getAllKeys(IDBKeyRange.bound("entry/", "tree/\uffff"));
              const values = objects.getAll(IDBKeyRange.bound("entry/", "tree/\uffff"));
              values.onsuccess = () => {
                values.result.forEach((value, at) => {
                  objects.put({ ...value, version: 99, unknown: "of a newer build" }, keys.result[at]!);
                });
              };
              objects.transaction.oncomplete = () => {
                const tree = String(keys.result.find((key) => String(key).startsWith("tree/")));
                new BroadcastChannel("dolly/conversations").postMessage({ kind: "conversation", id: tree.slice(5) });
                resolve(tree);
              };
            };
          }),
      );
      await page
        .getByText(/written by a newer version of this page.*Reload the page to update it/)
        .first()
        .waitFor();
      expect(await articles(page).first().innerText()).toContain("France");
      await ask(page, "And of Italy?");
      await page.getByText(/could not be saved: It was written by a newer version/).waitFor();
      await begin(page);
      await ask(page, "What is the capital of Spain?");
      const kept = await newer.evaluate(
        (key) =>
          new Promise<Record<string, unknown>>((resolve) => {
            const opening = indexedDB.open("dolly");
            opening.onsuccess = () => {
              const asked = opening.result.transaction("conversations").objectStore("conversations").get(key);
              asked.onsuccess = () => resolve(asked.result);
            };
          }),
        written,
      );
      expect(kept).toMatchObject({ version: 99, unknown: "of a newer build" });
      await page.reload();
      await untilReady(page);
      await listed(page, "capital of Spain").waitFor();
    } finally {
      await open.close();
    }
  });
});
