import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findChromium } from "../../scripts/chromium.mjs";
import { injectFaults } from "../faults/engine-faults.ts";
import {
  articles,
  ask,
  beginRenaming,
  instructionBox,
  type OpenPage,
  openSite,
  serveSite,
  status,
  untilReady,
} from "./site.ts";

describe("the history", () => {
  let open: OpenPage;
  beforeAll(async () => {
    open = await openSite();
    await untilReady(open.page);
  });
  afterAll(() => open?.close());

  it("[H1] keeps conversations over a reload", async () => {
    const { page } = open;
    await ask(page, "What is the capital of Japan?");
    await page.getByRole("button", { name: "New conversation" }).click();
    await ask(page, "What is the opposite of big?");
    await page.reload();
    await untilReady(page);
    const list = page.getByRole("navigation");
    await list.getByText("What is the capital of Japan?").click();
    await articles(page).first().getByText("What is the capital of Japan?").waitFor();
    expect(await articles(page).count()).toBe(2);
  });

  it("[H2] renames a conversation, for good", async () => {
    const { page } = open;
    await beginRenaming(page);
    await page.getByRole("textbox", { name: /name|title/i }).fill("Opposites");
    await page.keyboard.press("Enter");
    await page.reload();
    await page.getByRole("navigation").getByText("Opposites").waitFor();
  });

  it("[H3] deletes a conversation, and undoes it", async () => {
    const { page } = open;
    await page
      .getByRole("button", { name: /^Delete/ })
      .first()
      .click();
    await page.getByRole("navigation").getByText("Opposites").waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByRole("navigation").getByText("Opposites").waitFor();
    await page
      .getByRole("button", { name: /^Delete/ })
      .first()
      .click();
    await page.getByRole("navigation").getByText("Opposites").waitFor({ state: "detached" });
    await page.reload();
    await untilReady(page);
    expect(await page.getByRole("navigation").getByText("Opposites").count()).toBe(0);
  });

  it("[H4] keeps the words in the composer over a reload", async () => {
    const { page } = open;
    await instructionBox(page).fill("Half a thought");
    await page.reload();
    await expect.poll(() => instructionBox(page).inputValue()).toBe("Half a thought");
    await instructionBox(page).fill("");
  });

  it("[H7] keeps the words of an edit over a reload and another conversation", async () => {
    const { page } = open;
    const list = page.getByRole("navigation");
    await list.getByText("What is the capital of Japan?").click();
    await page.getByRole("button", { name: "Edit the instruction" }).click();
    const field = page.getByRole("textbox", { name: "Edit the instruction" });
    await field.fill("What is the capital of Norway, which I was about to");
    await page.getByRole("button", { name: "Correct the answer" }).click();
    await page.getByRole("textbox", { name: "Correct the answer" }).fill("Half a correction");
    await page.reload();
    await expect.poll(() => field.inputValue()).toBe("What is the capital of Norway, which I was about to");
    expect(await page.getByRole("textbox", { name: "Correct the answer" }).inputValue()).toBe("Half a correction");
    await page.getByRole("button", { name: "New conversation" }).first().click();
    await list.getByText("What is the capital of Japan?").click();
    expect(await field.inputValue()).toContain("Norway");
    await field.press("Escape");
    await page.getByRole("textbox", { name: "Correct the answer" }).press("Escape");
    await expect.poll(() => articles(page).first().innerText()).toContain("Japan");
    await page.reload();
    await articles(page).nth(1).waitFor();
    expect(await page.getByRole("textbox", { name: /Edit|Correct/ }).count()).toBe(0);
  });
});

describe("a draft", () => {
  const slow = { kind: "slow", atTokens: 300 } as const;

  it("[H5] survives a reload in mid-answer, marked as interrupted, and can be asked again", async () => {
    const open = await openSite({
      query: "?device=wasm",
      serviceWorkers: "block",
      prepare: (context) => injectFaults(context, [slow, slow]), // slow enough to be caught in mid-answer
    });
    try {
      const { page } = open;
      await untilReady(page);
      await instructionBox(page).fill("Write a short story about a cat.");
      await page.getByRole("button", { name: "Send" }).click();
      await status(page)
        .getByText(/Writing… [5-9]|Writing… \d\d/)
        .waitFor();
      await page.reload();
      await articles(page)
        .nth(1)
        .getByText(/interrupted/i)
        .waitFor();
      expect(await articles(page).first().innerText()).toContain("Write a short story about a cat.");
      await untilReady(page);
      await page.getByRole("button", { name: "Regenerate" }).click();
      await status(page)
        .getByText(/Writing/)
        .waitFor();
      expect(open.troubles).toEqual([]);
    } finally {
      await open.close();
    }
  });
});

describe("where the browser stores nothing", () => {
  it("[H6] works for the session and says that it does not last", async () => {
    const site = await serveSite();
    const profile = mkdtempSync(join(tmpdir(), "dolly-profile-"));
    mkdirSync(join(profile, "Default"));
    const blocked = { profile: { default_content_setting_values: { cookies: 2 } } }; // site data of every kind refused
    writeFileSync(join(profile, "Default/Preferences"), JSON.stringify(blocked));
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: findChromium()!,
      channel: "chromium",
      headless: true,
      args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--no-first-run"],
    });
    try {
      const page = await context.newPage();
      const errors: string[] = [];
      page.on("pageerror", ({ message }) => errors.push(message));
      await page.goto(site.url);
      const refused = await page.evaluate(
        () =>
          new Promise((resolve) => {
            try {
              const request = indexedDB.open("probe");
              request.onerror = () => resolve(true);
              request.onsuccess = () => resolve(false);
            } catch {
              resolve(true);
            }
          }),
      );
      expect(refused, "the profile must refuse IndexedDB for this test to mean anything").toBe(true);
      await page.getByText(/does not let the page store anything/).waitFor();
      await untilReady(page);
      expect(await ask(page, "What is the capital of France?")).toContain("Paris");
      expect(errors).toEqual([]);
    } finally {
      await context.close();
      await site.stop();
      rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    }
  });
});
