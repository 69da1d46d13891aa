import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ask, type OpenPage, openSite, untilReady } from "./site.ts";

/** What the browser does when it is asked: the picked file is one of its private files, which no dialog guards. */
async function prepareBrowser(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const given = window as unknown as {
      showSaveFilePicker: unknown;
      leave: PermissionState;
      diskFull: boolean;
      /** While there is one the disk takes nothing. */
      held?: Promise<void>;
    };
    given.showSaveFilePicker = async () => {
      const folder = await navigator.storage.getDirectory();
      return folder.getFileHandle("backup.jsonl", { create: true });
    };
    given.leave = (localStorage.getItem("test/leave") as PermissionState | null) ?? "granted";
    Object.assign(FileSystemHandle.prototype, {
      queryPermission: async () => given.leave,
      requestPermission: async () => {
        if (given.leave === "prompt") given.leave = "granted";
        return given.leave;
      },
    });
    const { write } = FileSystemWritableFileStream.prototype;
    FileSystemWritableFileStream.prototype.write = async function (data) {
      await given.held;
      if (given.diskFull) throw new DOMException("The disk is full.", "QuotaExceededError");
      return write.call(this, data);
    };
  });
}

const backedUp = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const folder = await navigator.storage.getDirectory();
    const handle = await folder.getFileHandle("backup.jsonl");
    return (await handle.getFile()).text();
  });

const goOutOfSight = (page: Page): Promise<void> =>
  page.evaluate(() => {
    Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
    Object.defineProperty(document, "visibilityState", { value: "visible", configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  });

describe("the automatic backup", () => {
  let open: OpenPage;
  beforeAll(async () => {
    open = await openSite({ prepare: prepareBrowser });
    await untilReady(open.page);
    await ask(open.page, "What is the capital of France?");
  });
  afterAll(() => open?.close());

  const dialog = () => open.page.getByRole("dialog", { name: "Your conversations" });
  const openDialog = () => open.page.getByRole("button", { name: /Back up|Export, import/ }).click();
  const newConversation = async (instruction: string) => {
    await open.page.getByRole("button", { name: "New conversation" }).first().click();
    await ask(open.page, instruction);
  };

  it("[C37] goes into the picked file, and again as conversations change, also in the next session", async () => {
    const { page } = open;
    await openDialog();
    await dialog().getByRole("button", { name: "Pick a file" }).click();
    await dialog()
      .getByText(/Last written at/)
      .waitFor();
    expect(await backedUp(page)).toContain("capital of France");
    await page.keyboard.press("Escape");
    await newConversation("What is the opposite of big?");
    await goOutOfSight(page);
    await expect.poll(() => backedUp(page)).toContain("opposite of big");

    await page.clock.install();
    await page.reload();
    await untilReady(page);
    await newConversation("What is the capital of Italy?");
    expect(await backedUp(page)).not.toContain("Italy");
    await page.clock.fastForward(61_000);
    await expect.poll(() => backedUp(page)).toContain("Italy");
    const lines = (await backedUp(page)).trim().split("\n");
    expect(lines.map((line) => JSON.parse(line).format)).toEqual(Array(3).fill("dolly-conversation"));
  });

  it("[C37] has what changed while it was written a minute later", async () => {
    const { page } = open;
    await page.evaluate(() => {
      let release = () => {};
      const held = new Promise<void>((resolve) => {
        release = resolve;
      });
      Object.assign(window, { held, release });
    });
    await newConversation("What is the capital of Spain?");
    await goOutOfSight(page);
    await newConversation("What is the opposite of cold?");
    await goOutOfSight(page);
    await page.evaluate(() => (window as unknown as { release(): void }).release());
    await expect.poll(() => backedUp(page)).toContain("Spain");
    await page.clock.fastForward(61_000);
    await expect.poll(() => backedUp(page)).toContain("opposite of cold");
  });

  it("[C38] says when the disk is full, leaves the file as it was, and has everything the next time", async () => {
    const { page } = open;
    const before = await backedUp(page);
    await page.evaluate(() => Object.assign(window, { diskFull: true }));
    await newConversation("What is the capital of Norway?");
    await goOutOfSight(page);
    await page.getByText(/The backup to backup\.jsonl could not be written\. .*storage is full/).waitFor();
    expect(await backedUp(page)).toBe(before);
    await page.evaluate(() => Object.assign(window, { diskFull: false }));
    await newConversation("What is the capital of Japan?");
    await goOutOfSight(page);
    await expect.poll(() => backedUp(page)).toContain("Norway");
    await page.getByText(/could not be written/).waitFor({ state: "detached" });
  });

  it("[C38] says when the browser takes its leave back, and goes on once it is given again", async () => {
    const { page } = open;
    await page.evaluate(() => Object.assign(window, { leave: "denied" }));
    await newConversation("What is the opposite of hot?");
    await goOutOfSight(page);
    await page.getByText(/wants to ask you before it writes to backup\.jsonl again/).waitFor();
    expect(await backedUp(page)).not.toContain("opposite of hot");

    await page.evaluate(() => localStorage.setItem("test/leave", "prompt"));
    await page.reload();
    await page.getByText(/wants to ask you before it writes to backup\.jsonl again/).waitFor();
    await openDialog();
    await dialog().getByRole("button", { name: "Back up now" }).click();
    await dialog()
      .getByText(/Last written at/)
      .waitFor();
    await expect.poll(() => backedUp(page)).toContain("opposite of hot");
    await dialog().getByRole("button", { name: "End the backup" }).click();
    await dialog().getByRole("button", { name: "Pick a file" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByText(/wants to ask you/).waitFor({ state: "detached" });
    expect(open.troubles).toEqual([]);
  });
});

describe("storage that may go", () => {
  it.each([
    ["granted", false],
    ["denied", true],
  ] as const)("[C39] is %s to last, and the page warns: %s", async (setting, warns) => {
    const open = await openSite({ prepare: (context) => promise(context, setting === "granted") });
    try {
      const { page } = open;
      await untilReady(page);
      const warning = page.getByText("The browser may delete it when the disk gets full.");
      expect(await warning.count()).toBe(0); // nothing is here yet
      await ask(page, "What is the capital of France?");
      const button = page.getByRole("button", { name: warns ? "Back up" : "Export, import, protect" });
      await button.waitFor();
      await expect.poll(() => warning.count()).toBe(warns ? 1 : 0);
      await button.click();
      await page.getByRole("button", { name: "Export 1 conversation" }).waitFor();
    } finally {
      await open.close();
    }
  });
});

/** What a browser answers that is asked to keep what is stored. */
async function promise(context: BrowserContext, kept: boolean): Promise<void> {
  await context.addInitScript((answer) => {
    StorageManager.prototype.persisted = async () => false;
    StorageManager.prototype.persist = async () => answer;
  }, kept);
}
