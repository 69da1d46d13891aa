import { describe, expect, it } from "vitest";
import { titleOf, withMessage } from "../../../src/state/conversation.ts";
import { memoryTable, Persist } from "../../../src/state/persist.ts";
import type { Journal } from "../../../src/state/stored-format.ts";
import { answer, conversationOf, instruction } from "./world.ts";

const conversation = conversationOf(instruction("a"), answer("a1", "a"));
const journal: Journal = { conversationId: "one", instruction: instruction("b"), answer: answer("b1", "b") };

function world() {
  const table = memoryTable();
  const put = (key: string, value: unknown) => table.transact([], () => new Map([[key, value]]));
  return { table, put, persist: new Persist(table) };
}

describe("keeping conversations", () => {
  it("[J3] stores one key a conversation, and lists it", async () => {
    const { persist, table } = world();
    await persist.write(conversation);
    expect(await table.keys()).toEqual(["conversation/one", "index"]);
    const { entries } = await persist.start(0);
    expect(entries).toEqual([
      { id: "one", title: titleOf(conversation), createdAt: 1, updatedAt: 10, deletedAt: null },
    ]);
    expect(await persist.conversation("one", [])).toEqual(conversation);
  });

  it("[V4] joins what another tab has written meanwhile", async () => {
    const { persist } = world();
    await persist.write(withMessage(conversation, instruction("theirs"), 20));
    const written = await persist.write(withMessage(conversation, instruction("mine"), 21));
    expect(written.messages.map(({ id }) => id)).toContain("theirs");
    expect((await persist.conversation("one", []))?.messages).toHaveLength(4);
  });

  it("[J4] keeps a deleted conversation while it can be had back, and no longer", async () => {
    const { persist, table } = world();
    await persist.write(conversation);
    await persist.mark("one", 1000);
    expect((await persist.start(2000)).entries[0]?.deletedAt).toBe(1000);
    await persist.mark("one", null);
    expect((await persist.start(9_999_999)).entries).toHaveLength(1);
    await persist.mark("one", 1000);
    expect((await persist.start(9_999_999)).entries).toEqual([]);
    expect(await table.keys()).toEqual(["index"]);
  });

  it("[J5] sets a damaged conversation aside, names it, and reads the others", async () => {
    const { persist, put, table } = world();
    await persist.write(conversation);
    await put("conversation/two", { version: 1, id: "two" });
    const { entries, damaged } = await persist.start(0);
    expect(entries.map(({ id }) => id)).toEqual(["one"]);
    expect(damaged).toEqual(["conversation/two"]);
    expect(await table.get("damaged/conversation/two")).toEqual({ version: 1, id: "two" });
    expect((await persist.start(0)).damaged).toEqual([]);
  });

  it("[J5] finds every conversation again where the index is damaged", async () => {
    const { persist, put } = world();
    await persist.write(conversation);
    await put("index", "nonsense");
    const { entries, damaged } = await persist.start(0);
    expect(damaged).toEqual(["index"]);
    expect(entries.map(({ id }) => id)).toEqual(["one"]);
  });

  it("[J5] sets aside a damaged record it is about to replace", async () => {
    const { persist, put, table } = world();
    await put("conversation/one", "nonsense");
    await persist.write(conversation);
    expect(await table.get("damaged/conversation/one")).toBe("nonsense");
    expect(await persist.conversation("one", [])).toEqual(conversation);
  });
});

describe("the journal", () => {
  it("[J6] is handed over once", async () => {
    const { persist, table } = world();
    await persist.writeJournal(journal);
    const adopted: Journal[] = [];
    await persist.recover(
      async (each) => void adopted.push(each),
      () => expect.unreachable(),
    );
    await expect.poll(() => table.keys()).toEqual([]);
    expect(adopted).toEqual([journal]);
  });

  it("[J6] is set aside and named where it is damaged", async () => {
    const { persist, put, table } = world();
    await put("journal/b1", { version: 1 });
    const damaged: string[] = [];
    await persist.recover(
      () => expect.unreachable(),
      (key) => damaged.push(key),
    );
    await expect.poll(() => damaged).toEqual(["journal/b1"]);
    expect(await table.keys()).toEqual(["damaged/journal/b1"]);
  });
});
