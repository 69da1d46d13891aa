import { beforeEach, describe, expect, it, vi } from "vitest";
import type { GenerateResult } from "../../../workers/contract/engine-api.ts";
import { answering, deferred, openPage, result, stubBrowser } from "./sending.ts";

beforeEach(stubBrowser);

describe("locking", () => {
  it("[C35] keeps an answer that settles after the conversations were locked", async () => {
    const writing = deferred<GenerateResult>();
    const page = await openPage(answering({ generate: () => writing.promise }));
    const sent = page.ask("One?");
    await expect.poll(() => page.useDraft.getState().activity).toBe("reading");
    const { selectedId } = page.conversations.useConversations.getState();
    page.conversations.closeConversations();
    expect(page.conversations.useConversations.getState()).toMatchObject({ list: [], opened: {} });
    writing.resolve(result);
    await sent;
    await page.conversations.openConversations();
    await page.conversations.select(selectedId);
    expect(page.seen().map(([words]) => words)).toEqual(["One?", "Oslo."]);
  });
});

describe("a device that is full", () => {
  it("[C16] keeps the words on the screen, says so, and saves them with the next change", async () => {
    const page = await openPage(answering());
    const { openTable } = await import("../../../src/state/open-table.ts");
    const { readConversations } = await import("../../../src/state/all-conversations.ts");
    const { table } = await openTable();
    const full = vi.spyOn(table, "transact").mockRejectedValue(new DOMException("Full.", "QuotaExceededError"));
    await page.ask("One?");
    expect(page.seen().map(([words]) => words)).toEqual(["One?", "Oslo."]);
    expect(page.notices.getState().notices.get("not-saved")).toMatch(/storage is full.*Your words stay here/);
    const { selectedId } = page.conversations.useConversations.getState();
    for await (const { messages } of readConversations([selectedId!])) expect(messages).toHaveLength(2);
    full.mockRestore();
    await page.ask("Two?");
    expect(page.notices.getState().notices.has("not-saved")).toBe(false);
    expect(await table.keys("tree/")).toEqual([`tree/${selectedId}`]);
  });
});

describe("deleting", () => {
  it("[J4] can be undone, an answer settled meanwhile included", async () => {
    const writing = deferred<GenerateResult>();
    const page = await openPage(answering({ generate: () => writing.promise }));
    const sent = page.ask("One?");
    await expect.poll(() => page.useDraft.getState().activity).toBe("reading");
    const { selectedId } = page.conversations.useConversations.getState();
    await page.filing.remove(selectedId!);
    writing.resolve(result);
    await sent;
    expect(page.conversations.useConversations.getState()).toMatchObject({ list: [], selectedId: null });
    await page.tree.undoRemove();
    expect(page.messages()).toMatchObject([{ kind: "instruction" }, { text: "Oslo." }]);
  });

  it("[J4] is for good once it is forgotten", async () => {
    const page = await openPage(answering());
    await page.ask("One?");
    const { selectedId } = page.conversations.useConversations.getState();
    await page.filing.remove(selectedId!);
    await page.filing.forgetRemoved();
    await page.tree.undoRemove();
    expect(page.conversations.useConversations.getState()).toMatchObject({ list: [], removed: null, opened: {} });
  });
});

describe("a reload that outruns the disk", () => {
  it("[J7] loses no renaming and no deletion", async () => {
    const noted = new Map<string, string>();
    vi.stubGlobal("localStorage", {
      getItem: (key: string) => noted.get(key) ?? null,
      setItem: (key: string, value: string) => void noted.set(key, value),
      removeItem: (key: string) => void noted.delete(key),
    });
    const { notedDeeds, surely } = await import("../../../src/state/deeds.ts");
    const never = () => new Promise<boolean>(() => {});
    void surely({ kind: "file", id: "one", change: { title: "Birds", pinned: true } }, never);
    void surely({ kind: "mark", id: "two", deletedAt: 5 }, never);
    void surely({ kind: "file", id: "one", change: { title: "Five birds" } }, never);
    const left = [
      { kind: "mark", id: "two", deletedAt: 5 },
      { kind: "file", id: "one", change: { title: "Five birds", pinned: true } },
    ];
    expect(notedDeeds()).toEqual(left);
    await surely({ kind: "mark", id: "three", deletedAt: null }, async () => true);
    expect(notedDeeds()).toEqual(left);
    await surely({ kind: "mark", id: "two", deletedAt: 6 }, async () => false);
    expect(notedDeeds()).toContainEqual({ kind: "mark", id: "two", deletedAt: 6 });
    noted.set("dolly/deeds", '[{"kind":"mark","id":3}]');
    expect(notedDeeds()).toEqual([]);
    vi.unstubAllGlobals();
  });
});
